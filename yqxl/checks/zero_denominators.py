"""Zeros by which a rate or a rule would have to divide."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.wording import header, quoted
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, Formula
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-061"
REMEDY = "没有数据请留空；确实为 0 时不能算比率，请改用其他口径或直接评分。"

#: (columns of the numerator, column of the denominator, computed column)
_OF_FUNDS = (
    ("arrived", "budget", "arrival_budget"),
    ("arrived_project", "contract", "arrival_contract"),
    ("spent", "arrived_project", "execution_arrived"),
    ("spent", "budget", "execution_budget"),
)
_DIVIDES = (1.0, 2.0)
#: rules that divide by 参数2: the ramp, and those that deduct step by step
_DIVIDE_BY_SECOND = (3.0, 8.0, 9.0, 10.0, 11.0)


def _of_rates(results: Results) -> list[int]:
    return [
        number
        for number, row in enumerate(results.rates)
        if row.denominator_value == 0 and row.formula_number in _DIVIDES
    ]


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    """Return how many quotients of 资金, 产出 and 指标取值 have the denominator 0."""
    funds = sum(
        isinstance(getattr(row, over), float | int) and getattr(row, under) == 0
        for row in evaluation.funds
        for over, under, _ in _OF_FUNDS
    )
    outputs = sum(
        isinstance(row.actual, float | int) and row.planned == 0 for row in evaluation.outputs
    )
    return float(funds + outputs + len(_of_rates(results)))


_PAIRS = (
    *(("funds", over, under) for over, under, _ in _OF_FUNDS),
    ("outputs", "actual", "planned"),
)
_LIVE = LiveCheck(
    Formula(
        "+".join(f'COUNTIFS({{{2 * n}}},"<9E+307",{{{2 * n + 1}}},0)' for n in range(len(_PAIRS)))
        + "".join(
            f"+COUNTIFS({{{2 * len(_PAIRS)}}},{number:g},{{{2 * len(_PAIRS) + 1}}},0)"
            for number in _DIVIDES
        ),
        (
            *(ColumnRef(key, field) for key, *fields in _PAIRS for field in fields),
            ColumnRef("rates", "formula_number"),
            ColumnRef("rates", "denominator_value"),
        ),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="分母为 0", live=_LIVE)
def zero_denominators(subject: Subject) -> Iterator[Finding]:
    """Zeros by which a rate or a rule would have to divide."""
    results = subject.results
    yield from _of_money(subject)
    for number, output in enumerate(results.outputs):
        if output.completion is ErrorValue.DIV0:
            yield _finding("outputs", number, "planned", subject.evaluation.outputs[number].code)
    for number, group in enumerate(results.survey):
        if group.rate is ErrorValue.DIV0:
            yield _finding("survey", number, "valid", subject.evaluation.survey[number].code)
    for number in _of_rates(results):
        yield _finding("rates", number, "denominator", subject.evaluation.rates[number].code)
    for number, indicator in enumerate(results.indicators):
        if indicator.rule_score is ErrorValue.DIV0 and indicator.result is not ErrorValue.DIV0:
            yield _of_rule(subject, number)


def _of_money(subject: Subject) -> Iterator[Finding]:
    for number, row in enumerate(subject.results.funds):
        told: set[str] = set()
        for _, under, rate in _OF_FUNDS:
            if getattr(row, rate) is ErrorValue.DIV0 and under not in told:
                told.add(under)
                yield _finding("funds", number, under, subject.evaluation.funds[number].unit)


def _finding(table: str, number: int, field: str, name: str) -> Finding:
    message = f"{quoted(name)}的“{header(table, field)}”为 0，不能作分母。"
    return Finding(CODE, Level.ERROR, message, REMEDY, Place(table, number, field))


def _of_rule(subject: Subject, number: int) -> Finding:
    row, result = subject.evaluation.indicators[number], subject.results.indicators[number]
    field = "p2" if result.rule_number in _DIVIDE_BY_SECOND else "p1"
    message = f"{row.code} 的评分规则{quoted(row.rule)}以 0 为分母，请看参数{field[1:]}。"
    return Finding(CODE, Level.ERROR, message, REMEDY, Place("indicators", number, field))
