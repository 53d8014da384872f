"""YQ_SCORE and YQ_SCORES: every scoring rule behind one worksheet function.

The names, numbers and defaults of the rules are written into the native formula, so that
it needs no 参数 sheet and gives what the function gives.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat

from yqxl.arithmetic import Value
from yqxl.catalog.score import (
    NamedRule,
    apply_rule,
    fill_branch,
    find_rule,
    named_rules,
    resolved_parameters,
    rounded_choice,
)
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import OMITTED, Argument, RuleInput, formula
from yqxl.registry.native_guard import errors_first, texts
from yqxl.rules.arguments import Optional, Range, Rows, aligned, given, numbers, refuse_errors, rows

SOURCE = "财预〔2020〕10号《项目支出绩效评价管理办法》第十六条；评分规则各自的来源见参数表"
#: stands for an optional argument that was left out
BLANK = ""

_ONE = ("rule", "weight", "value", "p1", "p2", "p3", "factor")
_MANY = ("rules", "weights", "values", "p1s", "p2s", "p3s", "factors")
_LABELS = ("评分规则", "权重", "取值", "参数1", "参数2", "参数3", "系数")
_HELP = (
    "评分规则的名称或规则号，如 比例、门槛比例、分档",
    "指标的权重（分值）",
    "指标的取值，如完成率",
    "参数1，省略时用该规则的默认值",
    "参数2，省略时用该规则的默认值",
    "参数3，省略时用该规则的默认值",
    "分档的档次系数，或要素加权的要素系数；其他规则不用",
)
_UNITS = ("", "分", "依规则", "依规则", "依规则", "依规则", "0-1")


def _native(names: tuple[str, ...]) -> str:
    """Return the native formula of one element, its placeholders named as given."""
    rule, weight, value, *optional = names
    in_cells = [named for named in named_rules() if named.rule.in_cells]
    labels = ",".join(f'"{named.name}"' for named in in_cells)
    numbered = ",".join(str(named.rule.number) for named in in_cells if named.name == _own(named))
    choice = (
        f"IF(ISTEXT({{{rule}}}),MATCH({{{rule}}},{{{labels}}},0),"
        f"MATCH({{{rule}}},{{{numbered}}},0))"
    )
    branches = [_branch(named, names) for named in in_cells]
    scored = rounded_choice(f"{{{weight}}}", choice, branches)
    odd = "+".join(f'ISTEXT({{{name}}})*({{{name}}}<>"")' for name in optional)
    inner = f"IF({texts((weight, value))}+{odd}>0,#VALUE!,{scored})"
    return errors_first(inner, *names)


def _own(named: NamedRule) -> str:
    return named.rule.name


def _branch(named: NamedRule, names: tuple[str, ...]) -> str:
    _, weight, value, *parameters, factor = names
    defaults = (*named.defaults, *repeat(0.0, len(parameters)))
    filled = {
        letter: f"IF(ISTEXT({{{name}}}),{_default(default)},{{{name}}})"
        for letter, name, default in zip("abc", parameters, defaults, strict=False)
    }
    filled |= {
        "w": f"{{{weight}}}",
        "x": f"{{{value}}}",
        "f": f"IF(ISTEXT({{{factor}}}),NA(),{{{factor}}})",
    }
    return fill_branch(named.rule.branch, filled)


def _default(default: float | None) -> str:
    return "NA()" if default is None else f"{default:g}"


def _arguments(names: tuple[str, ...], *, many: bool) -> tuple[Argument, ...]:
    required = 3
    scalar = ("any", *repeat("number", len(names) - 1))
    kinds = repeat("range", len(names)) if many else scalar
    return tuple(
        Argument(name, label, text, unit, kind, None if place < required else BLANK)
        for place, (name, label, text, unit, kind) in enumerate(
            zip(names, _LABELS, _HELP, _UNITS, kinds, strict=True)
        )
    )


@formula(
    name="YQ_SCORE",
    label="得分",
    unit="分",
    source=SOURCE,
    native=_native(_ONE),
    example='=YQ_SCORE("比例",4,639.79/733)',
    arguments=_arguments(_ONE, many=False),
)
def score(  # noqa: PLR0913, PLR0917 - the arguments of the cell function, fixed by its hosts
    rule: Value,
    weight: Value,
    value: Value,
    p1: Optional = OMITTED,
    p2: Optional = OMITTED,
    p3: Optional = OMITTED,
    factor: Optional = OMITTED,
) -> float:
    """按评分规则计算一个指标的得分，不低于 0、不高于权重，保留两位小数。

    score = ROUND(ROUND(MAX(0, MIN(w, rule(w, x, p1, p2, p3))), 10), 2)   [points]

    A parameter that is left out is the rule's default; a blank cell is 0. An empty text
    counts as left out.

    Args:
        rule: name or number of a scoring rule.
        weight: full marks of the indicator [points].
        value: its value [as the rule says].
        p1: first parameter of the rule.
        p2: second parameter.
        p3: third parameter.
        factor: factor of the band (分档) or of the elements (要素加权) [0-1].

    Raises:
        CellError: #N/A for an unknown rule, one that cells do not compute (直接评分),
            or a missing parameter or factor; #DIV/0! for a target, step or total
            of 0; #VALUE! for a text.

    Source:
        财预〔2020〕10号 第十六条；财预〔2021〕101号 (七)。

    >>> score("比例", 4, 639.79 / 733), score("门槛比例", 3, 414.77 / 639.79)
    (3.49, 0.36)
    >>> score("分档", 3, 414.77 / 639.79, factor=0.5), score("满意度按目标", 5, 0.98)
    (1.5, 5.0)
    """
    blank = (given(p1, BLANK), given(p2, BLANK), given(p3, BLANK), given(factor, BLANK))
    refuse_errors(rule, weight, value, *blank)
    w, x = numbers(weight, value)
    number, *fixed = _criterion(rule, blank)
    return apply_rule(number, RuleInput(w, x, *fixed))


#: number of a rule, its three parameters and the factor
Criterion = tuple[int, float, float, float, float]


def _criterion(rule: Value, blank: Sequence[Value]) -> Criterion:
    """Return by what the weight and the value of an indicator are scored.

    Raises:
        CellError: as :func:`score` says of the rule, the parameters and the factor.
    """
    *parameters, by = (_optional(argument) for argument in blank)
    named = find_rule(rule)
    a, b, c = resolved_parameters(named, tuple(parameters))
    if by is None:
        if named.rule.factor:
            raise CellError(ErrorValue.NA)
        by = 1.0
    return named.rule.number, a, b, c, by


def _optional(argument: Value) -> float | None:
    """Return a parameter as a number; None for the empty text of one that was left out."""
    return None if argument == BLANK else numbers(argument)[0]


@formula(
    name="YQ_SCORES",
    label="得分（数组）",
    unit="分",
    source=SOURCE,
    native=_native(_MANY),
    example="=YQ_SCORES(F5:F10,E5:E10,L5:L10)",
    arguments=_arguments(_MANY, many=True),
    returns_array=True,
)
def scores(  # noqa: PLR0913, PLR0917 - the arguments of the cell function, fixed by its hosts
    rules: Range,
    weights: Range,
    values: Range,
    p1s: Range | Optional = OMITTED,
    p2s: Range | Optional = OMITTED,
    p3s: Range | Optional = OMITTED,
    factors: Range | Optional = OMITTED,
) -> tuple[tuple[Value, ...], ...]:
    """逐格按评分规则计算得分，结果与区域形状相同；单格公式见得分。

    Each element is YQ_SCORE of the cells in the same place, its error value included; a
    single cell stands for every place. A blank rule is #N/A, a blank weight or value 0,
    a blank parameter the rule's default. An array has no native form in one cell: the
    native formula is that of one element.

    Args:
        rules: names or numbers of scoring rules.
        weights: full marks of the indicators [points].
        values: their values [as the rules say].
        p1s: first parameters.
        p2s: second parameters.
        p3s: third parameters.
        factors: factors of bands or elements [0-1].

    Raises:
        CellError: #VALUE! when the ranges differ in shape.

    Source:
        财预〔2020〕10号 第十六条；财预〔2021〕101号 (七)。

    >>> scores([["比例"], ["门槛比例"]], [[4.0], [3.0]], [[0.8728], [0.6483]])
    ((3.49,), (0.36,))
    """
    required = (rows(rules), rows(weights), rows(values))
    optional = (_left_out(cells) for cells in (p1s, p2s, p3s, factors))
    known: dict[tuple[Value, ...], Criterion | None] = {}
    return tuple(
        tuple(_element(known, *cells) for cells in zip(*together, strict=True))
        for together in zip(*aligned(*required, *optional), strict=True)
    )


def _left_out(cells: Range | Optional) -> Rows:
    """Return an optional range as rows, blank cells as the empty text of a default."""
    if cells is OMITTED:
        return ((BLANK,),)
    return tuple(
        tuple(BLANK if cell is None else cell for cell in row)
        for row in rows(cells)  # type: ignore[arg-type]  # only OMITTED is no range
    )


def _element(
    known: dict[tuple[Value, ...], Criterion | None],
    rule: Value,
    weight: Value,
    value: Value,
    *optional: Value,
) -> Value:
    """Return the score of one place; rule and parameters are resolved once for all their places."""
    key = (rule, *optional)
    if key not in known:
        known[key] = _sound(key)
    criterion = known[key]
    try:
        if criterion is None or type(weight) is not float or type(value) is not float:
            return score(rule, weight, value, *optional)
        number, *fixed = criterion
        return apply_rule(number, RuleInput(weight, value, *fixed))
    except CellError as failure:
        return failure.error


def _sound(key: tuple[Value, ...]) -> Criterion | None:
    """Return the criterion of a rule with its parameters; None where one of them is an error."""
    rule, *optional = key
    try:
        refuse_errors(*key)
        return _criterion(rule, optional)
    except CellError:
        return None
