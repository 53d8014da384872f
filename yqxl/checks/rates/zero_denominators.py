"""Zeros by which a rate or a rule would have to divide."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.wording import header, quoted
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, Formula
from yqxl.model.contract import BY_KEY, FUNDS, OUTPUTS
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import ComputedColumn, NumberedLiveCheck, Numbering, Subject, check

#: table, row and column
_Cell = tuple[str, int, str]

CODE = "YQ-061"
REMEDY = "没有数据请留空；确实为 0 时不能算比率，请改用其他口径或直接评分。"


def _of_rates(results: Results) -> list[int]:
    return [
        number
        for number, row in enumerate(results.rates)
        if row.denominator_value == 0 and row.kind.divides
    ]


def _live_value(_evaluation: Evaluation, results: Results) -> Value:
    """Return how many quotients of 产出 and 指标取值 have the denominator 0.

    An amount of 资金 counts where a rate divides by it: a budget of 0 that was adjusted
    later is nobody's fault.
    """
    shown = [value for row in results.outputs for value in vars(row).values()]
    return float(shown.count(ErrorValue.DIV0) + len(_of_rates(results)))


def _live_formula(numbering: Numbering) -> Formula:
    """Return the count over every quotient of 产出, and over each kind that divides."""
    pairs = [
        ColumnRef(column.table, field)
        for column in _quotients(numbering, "outputs")
        for field in (column.dividend, column.divisor)
    ]
    kinds = [kind.number for kind in numbering.kinds if kind.traits.divides]
    number, divisor = (f"{{{len(pairs) + n}}}" for n in range(2))
    terms = [f'COUNTIFS({{{n}}},"<9E+307",{{{n + 1}}},0)' for n in range(0, len(pairs), 2)]
    terms += [f"COUNTIFS({number},{kind},{divisor},0)" for kind in kinds]
    of_rates = (ColumnRef("rates", "formula_number"), ColumnRef("rates", "denominator_value"))
    return Formula("+".join(terms), (*pairs, *of_rates))


def _quotients(numbering: Numbering, table: str) -> list[ComputedColumn]:
    return [one for one in numbering.columns if one.divisor and one.table == table]


@check(
    code=CODE,
    level=Level.ERROR,
    title="分母为 0",
    live=NumberedLiveCheck(_live_formula, _live_value),
)
def zero_denominators(subject: Subject) -> Iterator[Finding]:
    """Zeros by which a rate or a rule would have to divide."""
    results = subject.results
    told = {*_zeros_of_outputs(subject), *_zeros_of_money(subject)}
    for table, number, field in sorted(told):
        row = getattr(subject.evaluation, table)[number]
        yield _finding(table, number, field, getattr(row, BY_KEY[table].key_column))
    for number, group in enumerate(results.survey):
        if group.rate is ErrorValue.DIV0:
            yield _finding("survey", number, "valid", subject.evaluation.survey[number].code)
    for number in _of_rates(results):
        rate = subject.evaluation.rates[number]
        # the cell to which its path leads is told itself
        if _cell_of(subject.evaluation, rate.denominator) not in told:
            yield _finding("rates", number, "denominator", rate.code)
    for number, indicator in enumerate(results.indicators):
        if indicator.rule_score is ErrorValue.DIV0 and indicator.result is not ErrorValue.DIV0:
            yield _of_rule(subject, number)


def _zeros_of_outputs(subject: Subject) -> Iterator[_Cell]:
    for number, output in enumerate(subject.results.outputs):
        if output.completion is ErrorValue.DIV0:
            yield "outputs", number, "planned"


def _zeros_of_money(subject: Subject) -> Iterator[_Cell]:
    """Yield the amounts of 0 by which a rate divides."""
    for number in _of_rates(subject.results):
        cell = _cell_of(subject.evaluation, subject.evaluation.rates[number].denominator)
        if cell is not None and cell[0] == "funds":
            yield cell


def _cell_of(evaluation: Evaluation, source: Value) -> _Cell | None:
    """Return the typed cell to which a path leads."""
    sheet, _, path = source.partition("/") if isinstance(source, str) else ("", "", "")
    key, _, header_text = path.partition("/")
    for table, headers in (
        (FUNDS, evaluation.fund_headers),
        (OUTPUTS, evaluation.output_headers),
    ):
        fields = dict(zip(map(str.lower, headers), table.path_fields, strict=False))
        field = fields.get(header_text.lower()) if sheet == table.sheet else None
        for number, row in enumerate(getattr(evaluation, table.key) if field else ()):
            if str(getattr(row, table.key_column)).lower() == key.lower():
                return table.key, number, str(field)
    return None


def _finding(table: str, number: int, field: str, name: str) -> Finding:
    message = f"{quoted(name)}的“{header(table, field)}”为 0，不能作分母。"
    return Finding(CODE, Level.ERROR, message, REMEDY, Place(table, number, field))


def _of_rule(subject: Subject, number: int) -> Finding:
    row, result = subject.evaluation.indicators[number], subject.results.indicators[number]
    divisor = result.traits.divisor
    message = f"{row.code} 的评分规则{quoted(row.rule)}以 0 为分母，请看参数{divisor}。"
    return Finding(CODE, Level.ERROR, message, REMEDY, Place("indicators", number, f"p{divisor}"))
