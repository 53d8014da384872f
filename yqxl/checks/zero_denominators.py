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
from yqxl.registry import ComputedColumn, NumberedLiveCheck, Numbering, Subject, check

CODE = "YQ-061"
REMEDY = "没有数据请留空；确实为 0 时不能算比率，请改用其他口径或直接评分。"


def _of_rates(results: Results) -> list[int]:
    return [
        number
        for number, row in enumerate(results.rates)
        if row.denominator_value == 0 and row.kind.divides
    ]


def _live_value(_evaluation: Evaluation, results: Results) -> Value:
    """Return how many quotients of 资金, 产出 and 指标取值 have the denominator 0."""
    shown = [value for row in (*results.funds, *results.outputs) for value in vars(row).values()]
    return float(shown.count(ErrorValue.DIV0) + len(_of_rates(results)))


def _live_formula(numbering: Numbering) -> Formula:
    """Return the count over every quotient of 资金 and 产出, and over each kind that divides."""
    pairs = [
        ColumnRef(column.table, field)
        for column in _quotients(numbering)
        for field in (column.dividend, column.divisor)
    ]
    kinds = [kind.number for kind in numbering.kinds if kind.traits.divides]
    number, divisor = (f"{{{len(pairs) + n}}}" for n in range(2))
    terms = [f'COUNTIFS({{{n}}},"<9E+307",{{{n + 1}}},0)' for n in range(0, len(pairs), 2)]
    terms += [f"COUNTIFS({number},{kind},{divisor},0)" for kind in kinds]
    of_rates = (ColumnRef("rates", "formula_number"), ColumnRef("rates", "denominator_value"))
    return Formula("+".join(terms), (*pairs, *of_rates))


def _quotients(numbering: Numbering) -> list[ComputedColumn]:
    return [column for column in numbering.columns if column.divisor]


@check(
    code=CODE,
    level=Level.ERROR,
    title="分母为 0",
    live=NumberedLiveCheck(_live_formula, _live_value),
)
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
        for column in _quotients(subject.numbering):
            under = column.divisor
            if column.table != "funds" or under in told:
                continue
            if getattr(row, column.field) is ErrorValue.DIV0:
                told.add(under)
                yield _finding("funds", number, under, subject.evaluation.funds[number].unit)


def _finding(table: str, number: int, field: str, name: str) -> Finding:
    message = f"{quoted(name)}的“{header(table, field)}”为 0，不能作分母。"
    return Finding(CODE, Level.ERROR, message, REMEDY, Place(table, number, field))


def _of_rule(subject: Subject, number: int) -> Finding:
    row, result = subject.evaluation.indicators[number], subject.results.indicators[number]
    divisor = result.traits.divisor
    message = f"{row.code} 的评分规则{quoted(row.rule)}以 0 为分母，请看参数{divisor}。"
    return Finding(CODE, Level.ERROR, message, REMEDY, Place("indicators", number, f"p{divisor}"))
