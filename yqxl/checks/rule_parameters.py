"""Parameters that a scoring rule needs and does not have, or cannot work with."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.wording import number as number_text
from yqxl.checks.wording import quoted
from yqxl.errors import ErrorValue
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Indicator
from yqxl.registry import Subject, check

CODE = "YQ-044"
REMEDY = "请按右侧提示和参数表填写参数。"

_RAMP, _QUALITATIVE = 3, 15
#: parameters that are a step, a deduction or a count, by the number of the rule
_NOT_NEGATIVE = {
    8: ("b", "c"), 9: ("b", "c"), 10: ("b", "c"), 11: ("b", "c"), 12: ("a",), 13: ("a",),
}  # fmt: skip
_FIELDS = (("p1", "a"), ("p2", "b"), ("p3", "c"))
_OF_LETTER = {letter: field for field, letter in _FIELDS}


@check(code=CODE, level=Level.ERROR, title="评分规则的参数缺失或超出范围")
def rule_parameters(subject: Subject) -> Iterator[Finding]:
    """Parameters that a scoring rule needs and does not have, or cannot work with."""
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for number, (row, result) in enumerate(pairs):
        rule = result.rule_number
        if not isinstance(rule, float) or rule == 0:
            continue
        for field, message in (*_missing(row, result), *_out_of_reach(rule, result)):
            text = f"{row.code} 的评分规则{quoted(row.rule)}{message}。"
            yield Finding(CODE, Level.ERROR, text, REMEDY, Place("indicators", number, field))


def _missing(row: Indicator, result: IndicatorResult) -> Iterator[tuple[str, str]]:
    if ErrorValue.NA not in (result.a, result.b, result.c):
        return
    for field, letter in _FIELDS:
        if getattr(row, field) is None and getattr(result, letter) is ErrorValue.NA:
            yield field, f"必须填参数{field[1:]}，现在空着"


def _out_of_reach(rule: float, result: IndicatorResult) -> Iterator[tuple[str, str]]:
    if rule == _RAMP and _above(result.a, result.b):
        yield "p1", "的参数1（门槛）应小于参数2（满分点）"
    elif rule == _QUALITATIVE and _is_outside(result.result):
        yield "value", f"的取值应在 0～1 之间，现在是 {number_text(result.result)}"  # type: ignore[arg-type]  # a number outside
    for letter in _NOT_NEGATIVE.get(int(rule), ()):
        value = getattr(result, letter)
        if isinstance(value, float | int) and value < 0:
            field = _OF_LETTER[letter]
            yield field, f"的参数{field[1:]}不能是负数，现在是 {number_text(value)}"


def _above(first: Value, second: Value) -> bool:
    numbers = isinstance(first, float | int) and isinstance(second, float | int)
    return numbers and first > second  # type: ignore[operator]  # both are numbers


def _is_outside(value: Value) -> bool:
    return isinstance(value, float | int) and not 0 <= value <= 1
