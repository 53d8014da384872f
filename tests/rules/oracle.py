"""What every scoring rule gives, in exact fractions: written from the rules' texts alone.

Nothing of ``yqxl.rules`` or ``yqxl.evaluation`` is used here. An evaluation is made at random
together with the result that the documents ask for: rates, scores, levels, total and grade.
Numbers are decimals as people type them, so that a fraction is what was meant.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

from yqxl.arithmetic import Value
from yqxl.model.rows import Band, Element, Evaluation, Indicator, Output, Project, Rate

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
#: kinds of 指标取值 but for 逾期天数, which has dates
KINDS = (
    "完成率", "到位率", "执行率", "达标率", "及时率", "成本节约率", "差额", "直接值", "变动率",
)  # fmt: skip
GRADES = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


def text(number: str | None) -> Value:
    """Return a decimal as its cell holds it."""
    return None if number is None else float(number)


def rounded(points: Fraction, how: str) -> Fraction:
    """Round points as 取整 says; blank is two decimals."""
    if not how:
        return half_up(half_up(points, 10), 2)
    steps = GRID.get(how.removesuffix(CUT))
    if steps is None:
        raise CellFailureError(NA)
    scaled = half_up(points * steps, 8)
    return Fraction(floor(scaled if how.endswith(CUT) else scaled + Fraction(1, 2)), steps)


def band_factor(rule: str, scheme: str, x: Fraction) -> Fraction:
    """Return the factor of the band that holds the value."""
    if scheme not in BANDS:
        raise CellFailureError(NA)
    bounds, factors = ([Fraction(one) for one in part] for part in BANDS[scheme])
    below = [x > bound if rule == "分档(含上限)" else x >= bound for bound in bounds]
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
    #: 闭合 of the scheme
    closed: str = ""


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
    """Return whether a value cannot be meant: a per cent without its sign, a rate of 1,000."""
    if item.rule in WITHOUT_VALUE or item.rule == "直接评分":
        return False
    typed = item.typed is not None and item.typed > MOST_TYPED
    return (item.raw is not None and item.raw >= MOST_RATE) or (typed and _is_a_share(item))


def _is_a_share(item: Item) -> bool:
    """Return whether a typed value is measured against a share: a coefficient, a band, a rate."""
    if item.rule == "定性系数":
        return True  # between 1 and 5 it has no rule score, and what was given counts
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
        return band_factor(item.rule, item.scheme, x)
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


class Oracle:
    """Makes one evaluation after another from one seed, with what it must give."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def decimal(self, places: int, most: int) -> str:
        number = self.random.randrange(0, most * 10**places + 1)
        return str(Fraction(number, 10**places).limit_denominator()) if places == 0 else (
            f"{number // 10**places}.{number % 10**places:0{places}d}"
        )  # fmt: skip

    def item(self, number: int) -> tuple[Item, Indicator, list[Rate], list[Output], list[Element]]:
        """Return an item, its rows in the workbook, and the rows that it draws on."""
        pick = self.random
        rule = pick.choice([*RULES, HARM, "直接评分"])
        code = f"A{number:03}"
        value, source, rates, outputs = self.value(number, rule)
        item = Item(rule, pick.choice(("2", "3", "4", "5", "7.5", "10", "2.25")), value)
        if isinstance(source, float):
            item.typed = Fraction(str(source))
        if rates:
            item.typed, item.raw = _behind(rates[0])
        item.parameters = tuple(self.parameter(rule, place) for place in range(3))  # type: ignore[assignment]  # three
        if rule in BANDED:
            item.scheme = pick.choice([*BANDS, *BANDS, "没有"])
            item.completed = pick.random() < 0.3
        if rule in WITHOUT_VALUE and pick.random() < 0.95:
            item.elements = tuple(
                (share, place == 0 and pick.random() < 0.5, pick.random() < 0.7)
                for place, share in enumerate(pick.choice((("0.4", "0.3", "0.3"), ("1", "1"))))
            )
        if pick.random() < 0.25:
            item.rounding = pick.choice([name + cut for name in GRID for cut in ("", CUT)])
        if rule == "直接评分" or pick.random() < 0.1:
            item.given = self.decimal(pick.choice((1, 2, 3)), 4)
        if pick.random() < 0.2:
            self.put_outside(item)
        p1, p2, p3 = map(text, item.parameters)
        row = Indicator(
            code, pick.choice(("A决策", "B产出")), "A1", "指标", text(item.weight), rule, source,
            p1, p2, p3, item.scheme, text(item.given), nature=item.nature, limit=text(item.limit),
            rounding=item.rounding, completed="是" if item.completed else "",
        )  # fmt: skip
        elements = [
            Element(code, f"要素{n}", float(share), "是" if must else "", "是" if met else "否")
            for n, (share, must, met) in enumerate(item.elements)
        ]
        return item, row, rates, outputs, elements

    def put_outside(self, item: Item) -> None:
        item.nature = self.random.choice(("加分", "扣分", "扣分", "计分"))
        if item.nature != "计分":
            item.weight = "0" if self.random.random() < 0.95 else item.weight
            item.limit = self.random.choice(("5", "3", "2.5", "100", "0", None))
        if item.nature == "扣分" and item.given is not None and self.random.random() < 0.95:
            item.given = f"-{item.given}"

    def parameter(self, rule: str, place: int) -> str | None:
        if self.random.random() < 0.25:
            return None
        if rule in ("逐项扣分", "要素平均", "逾期扣分", "按期满分"):
            return self.random.choice(("0.5", "1", "2", "3", "30"))
        if place == 0:
            return self.random.choice(("0", "1", "1", "0.9", "0.8", "0.63", "0.05", "0.6"))
        return self.random.choice(("0.01", "0.1", "0.05", "0.5", "1", "0.3", "0.001"))

    def value(
        self, number: int, rule: str
    ) -> tuple[Fraction | str | None, Value, list[Rate], list[Output]]:
        """Return the value that is meant, what the cell says, and the rows behind it."""
        pick = self.random
        kind = pick.random()
        if kind < 0.03:
            return None, None, [], []
        if kind < 0.4:
            whole = rule in ("逐项扣分", "要素平均", "一票否决", "等级否决", "逾期否决")
            typed = str(pick.randrange(0, 5)) if whole else self.decimal(pick.choice((2, 3, 4)), 2)
            return Fraction(typed), float(typed), [], []
        if kind < 0.5:
            planned, actual = pick.randrange(0, 900), pick.randrange(0, 900)
            share = quotient(Fraction(actual), Fraction(planned)) if planned else None
            output = Output(f"O{number:03}", "产出", float(planned), float(actual), "人")
            return (DIV0 if share is None else min(Fraction(1), share)), output.code, [], [output]
        if kind < 0.6 or rule.startswith(("逾期", "按期")):
            return self.days(number)
        return self.rate(number)

    def days(self, number: int) -> tuple[Fraction, str, list[Rate], list[Output]]:
        planned = date(2022, 1, 1) + timedelta(days=self.random.randrange(0, 400))
        actual = planned + timedelta(days=self.random.randrange(-60, 200))
        code = f"O{number:03}"
        output = Output(code, "产出", 1.0, 1.0, "期", planned.isoformat(), actual.isoformat())
        rate = Rate(
            f"R{number:03}", "逾期", "逾期天数", f"产出/{code}/完成日期", f"产出/{code}/计划日期"
        )
        late = max(0, (actual - planned).days)
        return Fraction(late), rate.code, [rate], [output]

    def rate(self, number: int) -> tuple[Fraction | str, str, list[Rate], list[Output]]:
        pick = self.random
        a, b = self.decimal(2, 900), self.decimal(2, 900)
        kind = pick.choice(KINDS)
        cap = pick.choice((None, None, "1", "0.95"))
        code = f"R{number:03}"
        row = Rate(code, "率", kind, float(a), float(b), "口径", text(cap))
        top, base = Fraction(a), Fraction(b)
        found: Fraction
        try:
            if kind == "直接值":
                found = top
            elif kind == "差额":
                found = top - base
            elif kind == "成本节约率":
                found = quotient(base - top, base)
            elif kind == "变动率":
                found = quotient(top - base, base)
            else:
                found = quotient(top, base)
        except CellFailureError as failure:
            return str(failure), code, [row], []
        return (found if cap is None else min(found, Fraction(cap))), code, [row], []

    def evaluation(self) -> tuple[Evaluation, list[Item]]:
        """Return an evaluation of a few indicators, and what they are."""
        made = [self.item(number) for number in range(self.random.randrange(1, 6))]
        evaluation = Evaluation(
            project=Project("甲", "项目", 2022.0, grade_scheme="财预〔2020〕10号"),
            indicators=tuple(one[1] for one in made),
            rates=tuple(rate for one in made for rate in one[2]),
            outputs=tuple(output for one in made for output in one[3]),
            elements=tuple(element for one in made for element in one[4]),
            bands=tuple(
                Band(name, _six(lower), _six(factor), "试验")
                for name, (lower, factor) in BANDS.items()
            ),
        )
        return evaluation, [one[0] for one in made]


def _behind(row: Rate) -> tuple[Fraction | None, Fraction | None]:
    """Return what was typed behind a 直接值, or the computed rate before its cap."""
    a, b = (
        Fraction(str(one)) if isinstance(one, float) else None
        for one in (row.numerator, row.denominator)
    )
    if row.kind == "直接值":
        return a, None
    if a is None or not b or row.kind == "差额":
        return None, None
    turned = {"成本节约率": (b - a) / b, "变动率": (a - b) / b}
    return None, turned.get(row.kind, a / b)


def _six(numbers: tuple[str, ...]) -> tuple[Value, ...]:
    return (*map(float, numbers), *(None,) * (6 - len(numbers)))


def total(items: list[Item]) -> Outcome:
    """Return 总分: nothing while an indicator has no score; never below 0."""
    scores = [score(item) for item in items]
    if any(isinstance(one, str) for one in scores):
        return NA
    return max(Fraction(0), sum((one for one in scores if isinstance(one, Fraction)), Fraction(0)))


def grade(items: list[Item]) -> str:
    """Return 等级 of a complete evaluation; ``""`` where there is none to give."""
    points, full = total(items), sum((Fraction(item.weight or 0) for item in items), Fraction(0))
    if isinstance(points, str) or full == 0:
        return ""
    share = half_up(100 * points / full, 10)
    vetoed = any(
        item.rule == "等级否决" and isinstance(item.value, Fraction) and item.value > 0
        for item in items
    )
    return "差" if vetoed else next(name for least, name in GRADES if share >= least)
