"""What every scoring rule gives, in exact fractions: written from the rules' texts alone.

Nothing of ``yqxl`` is used here. Numbers are decimals as people type them, so that a fraction
is what was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

NA, DIV0, VALUE, BLANK = "#N/A", "#DIV/0!", "#VALUE!", ""
Outcome = Fraction | str


class CellFailureError(Exception):
    """A cell shows this error value."""


def half_up(number: Fraction, digits: int) -> Fraction:
    """Round half away from zero."""
    scaled = abs(number) * 10**digits
    whole = floor(scaled + Fraction(1, 2))
    return Fraction(whole if number >= 0 else -whole, 10**digits)


def quotient(number: Fraction, by: Fraction) -> Fraction:
    """Divide as a cell does."""
    if by == 0:
        raise CellFailureError(DIV0)
    return number / by


@dataclass(frozen=True)
class Case:
    """What a rule scores: weight, value, the parameters as they count, the factor."""

    w: Fraction
    x: Fraction
    a: Fraction
    b: Fraction
    c: Fraction
    factor: Fraction = Fraction(1)


def _steps(distance: Fraction, step: Fraction, whole: Callable[[Fraction], int]) -> int:
    return whole(half_up(quotient(max(Fraction(0), distance), step), 8))


def _threshold(k: Case) -> Fraction:
    if k.x < k.a:
        return Fraction(0)
    return k.w * quotient(k.x - k.a, k.b - k.a)


def _reduced(k: Case) -> Fraction:
    share = quotient(k.x, k.a)
    if share <= 1:
        return k.w * share
    return k.w * (1 - k.c * max(Fraction(0), share - 1 - k.b))


def _qualitative(k: Case) -> Fraction:
    if not 0 <= k.x <= 1:
        raise CellFailureError(NA)
    return k.w * k.x


#: name, defaults of the parameters (None must be given), what the rule gives before the clamp
RULES: Mapping[str, tuple[tuple[str | None, ...], Callable[[Case], Fraction]]] = {
    "比例": (("1",), lambda k: k.w * quotient(k.x, k.a)),
    "满意度按目标": (("0.9",), lambda k: k.w * quotient(k.x, k.a)),
    "反向比例": ((None,), lambda k: k.w if k.x <= k.a else k.w * quotient(k.a, k.x)),
    "门槛比例": (("0.6", "1"), _threshold),
    "分档": ((), lambda k: k.w * k.factor),
    "分档(含上限)": ((), lambda k: k.w * k.factor),
    "等于目标": (("1",), lambda k: k.w * (k.x == k.a)),
    "达标满分": (("1", "0"), lambda k: k.w if k.x >= k.a else k.w * k.b * k.x),
    "高于满分": (("0.9", "0"), lambda k: k.w if k.x > k.a else k.w * k.b * k.x),
    "允许偏差": (("1", "0.1"), lambda k: k.w * (abs(k.x - k.a) <= k.b * abs(k.a))),
    "步进扣分": (
        ("1", "0.01", None),
        lambda k: k.w - k.c * quotient(max(Fraction(0), k.a - k.x), k.b),
    ),
    "步进扣分(满步)": (("1", "0.01", None), lambda k: k.w - k.c * _steps(k.a - k.x, k.b, floor)),
    "步进扣分(进一)": (("1", "0.01", None), lambda k: k.w - k.c * _steps(k.a - k.x, k.b, ceil)),
    "双向扣分(满步)": (
        ("1", "0.01", None),
        lambda k: k.w - k.c * _steps(abs(k.x - k.a), k.b, floor),
    ),
    "逐项扣分": ((None,), lambda k: k.w - k.a * k.x),
    "要素平均": ((None,), lambda k: k.w * quotient(k.x, k.a)),
    "要素加权": ((), lambda k: k.w * k.factor),
    "定性系数": ((), _qualitative),
    "不超满分": ((None,), lambda k: k.w * (k.x <= k.a)),
    "按期满分": (("0",), lambda k: k.w * (k.x <= k.a)),
    "一票否决": ((), lambda k: k.w * (k.x <= 0)),
    "逾期否决": ((), lambda k: k.w * (k.x <= 0)),
    "等级否决": ((), lambda k: k.w * (k.x <= 0)),
    "超额调减": (("1", "0.3", None), _reduced),
    "标杆比较": (
        (None, "0.001", None),
        lambda k: k.w / 2 + quotient((k.x - k.a) * k.c, k.b),
    ),
    "超额扣分": (
        ("1", "0.01", None),
        lambda k: k.w - k.c * quotient(max(Fraction(0), k.x - k.a), k.b),
    ),
    "超额扣分(满步)": (("1", "0.01", None), lambda k: k.w - k.c * _steps(k.x - k.a, k.b, floor)),
    "超额扣分(进一)": (("1", "0.01", None), lambda k: k.w - k.c * _steps(k.x - k.a, k.b, ceil)),
    "逾期扣分": (("0", "30", None), lambda k: k.w - k.c * _steps(k.x - k.a, k.b, ceil)),
    "允许超额": ((None, "0.1"), lambda k: k.w * (k.x - k.a <= k.b * abs(k.a))),
}
#: 影响比例 asks whether the shortfall harms the project
HARM = "影响比例"
WITHOUT_VALUE = ("要素加权",)
BANDED = ("分档", "分档(含上限)")
GRID = {
    "整数": 1, "半分": 2, "一位小数": 10, "两位小数": 100,
}  # fmt: skip
CUT = "(舍去)"
BANDS = {
    "甲": (("0", "0.6", "0.8", "1"), ("0", "0.5", "0.7", "1")),
    "乙": (("0", "0.05", "0.1"), ("1", "0.5", "0")),
    "丙": (("0.5", "0.9"), ("0.5", "1")),
}
#: 闭合: blank is the lower bound
CLOSED = ("", "下限", "上限")
GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def rounded(points: Fraction, how: str) -> Fraction:
    """Round points as 取整 says; blank is two decimals."""
    if not how:
        return half_up(half_up(points, 10), 2)
    steps = GRID.get(how.removesuffix(CUT))
    if steps is None:
        raise CellFailureError(NA)
    scaled = half_up(points * steps, 8)
    return Fraction(floor(scaled if how.endswith(CUT) else scaled + Fraction(1, 2)), steps)


def band_factor(rule: str, scheme: str, closed: str, x: Fraction) -> Fraction:
    """Return the factor of the band that holds the value.

    Closed above (≤5 % 满分), a value at a bound is in the band below; the first bound has none.
    """
    if scheme not in BANDS or closed not in CLOSED:
        raise CellFailureError(NA)
    bounds, factors = ([Fraction(one) for one in part] for part in BANDS[scheme])
    above = rule == "分档(含上限)" or closed == "上限"
    below = [x > bound if above else x >= bound for bound in bounds]
    below[0] = x >= bounds[0]
    if not below[0]:
        raise CellFailureError(NA)
    return factors[sum(below) - 1]


@dataclass
class Item:
    """One indicator as typed, in decimals."""

    rule: str
    weight: str | None
    value: Fraction | str | None
    parameters: tuple[str | None, str | None, str | None] = (None, None, None)
    scheme: str = ""
    elements: tuple[tuple[str, bool, bool], ...] = ()
    given: str | None = None
    nature: str = ""
    limit: str | None = None
    rounding: str = ""
    completed: bool = False
    #: the value where a person typed it, in 取值来源 or behind a 直接值
    typed: Fraction | None = None
    #: a computed rate before its cap
    raw: Fraction | None = None
    #: 闭合 of the scheme: to which band a bound belongs
    closed: str = ""
    first: str = ""
    second: str = ""


#: 参数1 is no share: items, days, elements, or whatever the indicator counts (8 complaints of 3)
COUNTED = (
    "逐项扣分",
    "要素平均",
    "按期满分",
    "逾期扣分",
    "一票否决",
    "逾期否决",
    "等级否决",
    HARM,
    "反向比例",
    "等于目标",
    "允许偏差",
    "允许超额",
    "不超满分",
    "标杆比较",
)
#: scoring, second edition: a typed value where the target is a share, a computed rate
MOST_TYPED, MOST_RATE = 5, 1000


def is_impossible(item: Item) -> bool:
    """Return whether a value cannot be meant: no coefficient, no per cent sign, a rate of 1,000."""
    if item.rule in WITHOUT_VALUE or item.rule == "直接评分":
        return False
    if item.rule == "定性系数" and item.typed is not None and not 0 <= item.typed <= 1:
        return True
    typed = item.typed is not None and item.typed > MOST_TYPED
    return (item.raw is not None and item.raw >= MOST_RATE) or (typed and _is_a_share(item))


def _is_a_share(item: Item) -> bool:
    """Return whether a typed value is measured against a share: a band, a rate."""
    if item.rule == "定性系数":
        return False
    if item.rule in BANDED:
        return bool(BANDS.get(item.scheme, ((), ()))[0])
    if item.rule in COUNTED:
        return False
    default = RULES[item.rule][0][:1]
    target = item.parameters[0] if item.parameters[0] is not None else (default or (None,))[0]
    return target is not None and Fraction(target) <= MOST_TYPED


def rule_score(item: Item) -> Outcome:
    """Return 规则得分: a number, nothing, or the error that its cell shows."""
    try:
        return _rule_score(item)
    except CellFailureError as failure:
        return str(failure)


def _parameters(item: Item) -> list[Fraction]:
    defaults = ((None, "1") if item.rule == HARM else RULES[item.rule][0]) + ("0", "0", "0")
    found = []
    for typed, default in zip(item.parameters, defaults, strict=False):
        own = default if typed is None else typed
        if own is None:
            raise CellFailureError(NA)
        found.append(Fraction(own))
    return found


def _rule_score(item: Item) -> Outcome:
    if item.rule == "直接评分" or item.weight is None:
        return BLANK
    if is_impossible(item):
        raise CellFailureError(NA)
    needs = item.rule not in WITHOUT_VALUE
    if isinstance(item.value, str) and needs:
        raise CellFailureError(item.value)
    if item.value is None and needs:
        return BLANK
    a, b, c = _parameters(item)
    outside = item.nature in ("加分", "扣分")
    weight = Fraction(item.weight)
    if (outside and weight != 0) or (not outside and item.limit is not None):
        raise CellFailureError(NA)
    if outside and item.limit is None:
        raise CellFailureError(NA)
    full = Fraction(item.limit or 0) if outside else weight
    x = item.value if isinstance(item.value, Fraction) else Fraction(0)
    case = Case(full, x, a, b, c, _factor(item, x))
    points = max(Fraction(0), min(full, _points(item.rule, case)))
    if item.nature == "扣分":
        return -rounded(full - points, item.rounding)
    return rounded(points, item.rounding)


def _factor(item: Item, x: Fraction) -> Fraction:
    if item.rule in BANDED:
        if item.completed and x <= 1:
            return Fraction(1)
        return band_factor(item.rule, item.scheme, item.closed, x)
    if item.rule in WITHOUT_VALUE:
        if not item.elements:
            raise CellFailureError(NA)
        if any(must and not met for _, must, met in item.elements):
            return Fraction(0)
        shares = [(Fraction(share), met) for share, _, met in item.elements]
        return quotient(
            sum((s for s, met in shares if met), Fraction(0)), sum(s for s, _ in shares)
        )
    return Fraction(1)


def _points(rule: str, case: Case) -> Fraction:
    if rule == HARM:
        share = quotient(case.x, case.b)
        return Fraction(0) if share < 1 and case.a != 0 else case.w * share
    return RULES[rule][1](case)


def score(item: Item) -> Outcome:
    """Return 得分: what was given, else what the rule gives."""
    if item.given is None:
        return rule_score(item)
    if is_impossible(item):  # only a reason releases it
        return NA
    given, outside = Fraction(item.given), item.nature in ("加分", "扣分")
    if (outside and Fraction(item.weight or 0) != 0) or (not outside and item.limit is not None):
        return NA
    own = half_up(given, 2)
    if item.nature == "加分":
        return NA if given < 0 else min(own, Fraction(item.limit)) if item.limit else own
    if item.nature == "扣分":
        return NA if given > 0 else max(own, -Fraction(item.limit)) if item.limit else own
    return own
