"""Rates far above 100 %: the target was set too low, or the units differ."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, percent_text, round_half_up
from yqxl.checks.keys import tolerance
from yqxl.checks.live_texts import tolerance_in
from yqxl.checks.money.money_ratios import impossible_rows
from yqxl.checks.rates.excessive_rates import reads_money_of, told_rates
from yqxl.checks.shares import share
from yqxl.checks.wording import quoted
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveRows, NumberedLiveCheck, Numbering, Subject, check

CODE = "YQ-096"
REMEDY = "请核对目标是否定得过低、分子与分母的单位是否相同；确实如此的，请在备注中说明。"
#: the row of 参数 that says it, and what holds where 参数 has none
LIMIT, _USUAL = "比率上限", 1.3
#: to how many digits rates are compared
_DIGITS = 10


def _is_high(rate: float, most: float) -> bool:
    """Return whether a rate is above the limit, as a spreadsheet compares."""
    return round_half_up(rate - most, _DIGITS) > 0


def _high_rates(evaluation: Evaluation, results: Results) -> list[Value]:
    """Return 1 for each row of 指标取值 that divides and is above the limit, before its cap."""
    most = tolerance(evaluation, LIMIT, _USUAL)
    pairs = zip(evaluation.rates, results.rates, strict=False)
    return [
        float(
            bool(row.code and result.kind.divides)
            and isinstance(result.raw, float | int)
            and _is_high(float(result.raw), most)
        )
        for row, result in pairs
    ]


def _read_output(source: Value) -> Value:
    """Return the code of the output that a source reads, or 0.

    >>> _read_output("产出/O01/实际值"), _read_output("资金/合计/实际到位"), _read_output(5.0)
    ('O01', 0.0, 0.0)
    """
    parts = source.split("/") if isinstance(source, str) else []
    return parts[1] if len(parts) > len(("产出", "编码")) and parts[0] == "产出" else 0.0


def _numerators(evaluation: Evaluation, _results: Results) -> list[Value]:
    return [_read_output(row.numerator) for row in evaluation.rates]


def _denominators(evaluation: Evaluation, _results: Results) -> list[Value]:
    return [_read_output(row.denominator) for row in evaluation.rates]


def _high_outputs(evaluation: Evaluation, results: Results) -> list[Value]:
    """Return 1 for each output above the limit that no row of 指标取值 reads."""
    most = tolerance(evaluation, LIMIT, _USUAL)
    sources = (*_numerators(evaluation, results), *_denominators(evaluation, results))
    read = {str(code).lower() for code in sources}
    found: list[Value] = []
    for row in evaluation.outputs:
        rate = share(row.actual, row.planned) if row.code and row.code.lower() not in read else None
        found.append(float(rate is not None and _is_high(rate, most)))
    return found


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    """Return how many rates and outputs are above the limit."""
    rates, outputs = _high_rates(evaluation, results), _high_outputs(evaluation, results)
    return float(sum(map(bool, (*rates, *outputs))))


_RATES, _OUTPUTS, _NUMERATORS, _DENOMINATORS = (WorkingRef(CODE, part) for part in range(4))


def _live_formula(_numbering: Numbering) -> Formula:
    return Formula("SUM({0})+SUM({1})", (_RATES, _OUTPUTS))


def _live_rows(numbering: Numbering) -> tuple[LiveRows, ...]:
    limits = (ColumnRef("tolerances", "name"), ColumnRef("tolerances", "value"))
    most = tolerance_in(0, 1, LIMIT, _USUAL)
    divided = [f"[formula_number]={one.number}" for one in numbering.kinds if one.traits.divides]
    high = f"IF(ROUND([raw]-{most},{_DIGITS})>0,1,0)"
    of_rate = f"IF(ISNUMBER([formula_number]),IF(OR({','.join(divided)}),{high},0),0)"
    rates = f'IF([code]="",0,IF(ISNUMBER([raw]),{of_rate},0))'
    unread = "+".join(f'SUMPRODUCT(--({{{place}}}=[code]&""))' for place in (2, 3))
    own = f"IF(ROUND([actual]/[planned]-{most},{_DIGITS})>0,IF({unread}=0,1,0),0)"
    numbers = f"IF(ISNUMBER([planned]),IF(ISNUMBER([actual]),IF([planned]>0,{own},0),0),0)"
    outputs = f'IF([code]="",0,{numbers})'
    looked_up = (*limits, _NUMERATORS, _DENOMINATORS)
    return (
        LiveRows("rates", rates, limits, _high_rates, at="raw"),
        LiveRows("outputs", outputs, looked_up, _high_outputs, at="actual"),
        LiveRows("rates", _code_in("[numerator]"), (), _numerators),
        LiveRows("rates", _code_in("[denominator]"), (), _denominators),
    )


def _code_in(source: str) -> str:
    """Return the code of the output that a path leads to, or 0: see :func:`_read_output`."""
    code = f'MID({source},4,FIND("/",{source},4)-4)'
    return f'IFERROR(IF(LEFT({source},3)="产出/",{code},0),0)'


@check(
    code=CODE,
    level=Level.WARNING,
    title="比率过高",
    live=NumberedLiveCheck(_live_formula, _live_value, _live_rows),
)
def high_rates(subject: Subject) -> Iterator[Finding]:
    """Rates above the limit of 参数 before any cap, whatever 扣分原因 says."""
    most = tolerance(subject.evaluation, LIMIT, _USUAL)
    for table, number, name, rate in (*_rates(subject), *_outputs(subject)):
        field = "raw" if table == "rates" else "actual"
        value = f"{percent_text(rate)}（封顶前），超过 {percent_text(most)}"
        message = f"{name}为 {value}，目标或单位可能有误。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, Place(table, number, field))


_High = tuple[str, int, str, float]


def _rates(subject: Subject) -> Iterator[_High]:
    """Yield the rows of 指标取值 that divide, but those that give no total at all."""
    evaluation, results = subject.evaluation, subject.results
    told = {*told_rates(evaluation, results)}
    mixed = {evaluation.funds[row].unit.lower() for row in impossible_rows(evaluation)}
    found = _high_rates(evaluation, results)
    for number, row in enumerate(evaluation.rates):
        if found[number] and number not in told and not reads_money_of(row, mixed):
            name = f"{_indicators(subject, row.code)}{quoted(row.name)}（{row.code}）"
            yield "rates", number, name, float(results.rates[number].raw)  # type: ignore[arg-type]  # a number


def _outputs(subject: Subject) -> Iterator[_High]:
    """Yield the outputs that no row of 指标取值 reads."""
    found = _high_outputs(subject.evaluation, subject.results)
    for number, row in enumerate(subject.evaluation.outputs):
        rate = share(row.actual, row.planned) if found[number] else None
        if rate is not None:
            yield "outputs", number, f"产出{quoted(row.name)}（{row.code}）的完成率", rate


def _indicators(subject: Subject, code: str) -> str:
    """Return the indicators that are scored by a rate, as a beginning of a sentence."""
    own = [
        row.code
        for row in subject.evaluation.indicators
        if row.code and isinstance(row.value, str) and row.value.lower() == code.lower()
    ]
    return f"{'、'.join(own)} 的" if own else ""
