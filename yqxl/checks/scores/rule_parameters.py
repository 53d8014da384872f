"""Parameters that a scoring rule needs and does not have, or cannot work with."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.rates.typed_percents import is_released, typed_percents
from yqxl.checks.wording import number as number_text
from yqxl.checks.wording import quoted
from yqxl.errors import ErrorValue
from yqxl.model.contract_version import counts_parameters
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import PARAMETERS_USED, IndicatorResult
from yqxl.model.rows import Indicator
from yqxl.registry import Subject, check

CODE = "YQ-044"
REMEDY = "请按“提示”列和参数表填写参数。"

_FIELDS = tuple(PARAMETERS_USED.items())


@check(code=CODE, level=Level.ERROR, title="评分规则的参数缺失或超出范围")
def rule_parameters(subject: Subject) -> Iterator[Finding]:
    """Parameters that a scoring rule needs and does not have, or cannot work with."""
    off = typed_percents(subject.evaluation, subject.results)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for number, (row, result) in enumerate(pairs):
        # without its per cent sign no parameter is what it should be: told there
        if not isinstance(result.rule_number, float) or not row.rule or number in off:
            continue
        # a blank one is told with the other blank cells, since these count it
        blank = () if counts_parameters(subject.evaluation.contract) else _missing(row, result)
        for field, message in (*blank, *_out_of_reach(row, result)):
            text = f"{row.code} 的评分规则{quoted(row.rule)}{message}。"
            yield Finding(CODE, Level.ERROR, text, REMEDY, Place("indicators", number, field))


def _missing(row: Indicator, result: IndicatorResult) -> Iterator[tuple[str, str]]:
    if ErrorValue.NA not in (result.a, result.b, result.c):
        return
    for field, letter in _FIELDS:
        if getattr(row, field) is None and getattr(result, letter) is ErrorValue.NA:
            yield field, f"必须填参数{field[1:]}，现在空着"


def _out_of_reach(row: Indicator, result: IndicatorResult) -> Iterator[tuple[str, str]]:
    traits = result.traits
    if traits.rising and _above(result.a, result.b):
        yield "p1", "的参数1（门槛）应小于参数2（满分点）"
    # what the evaluators scored themselves, and say why, does not rest on the value
    accepted = None if is_released(row) else traits.value_range
    if accepted is not None and _is_outside(result.result, accepted):
        least, greatest = accepted
        value = number_text(result.result)  # type: ignore[arg-type]  # a number outside
        yield "value", f"的取值应在 {least:g}～{greatest:g} 之间，现在是 {value}"
    for number in traits.not_negative:
        field, letter = _FIELDS[number - 1]
        value_of = getattr(result, letter)
        if isinstance(value_of, float | int) and value_of < 0:
            yield field, f"的参数{number}不能是负数，现在是 {number_text(value_of)}"


def _above(first: Value, second: Value) -> bool:
    numbers = isinstance(first, float | int) and isinstance(second, float | int)
    return numbers and first > second  # type: ignore[operator]  # both are numbers


def _is_outside(value: Value, accepted: tuple[float, float]) -> bool:
    return isinstance(value, float | int) and not accepted[0] <= value <= accepted[1]
