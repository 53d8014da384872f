"""Rates computed as 1,000 and more: numerator and denominator are not in one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.arithmetic import Value, percent_text
from yqxl.checks.money.money_ratios import impossible_rows
from yqxl.checks.rates.impossible_cells import EXCESSIVE, native_excessive
from yqxl.checks.rates.typed_percents import RELEASED, is_released
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import HERE, Finding, Level, Place
from yqxl.model.results import RateResult, Results
from yqxl.model.rows import Evaluation, Rate
from yqxl.registry import LiveRows, NumberedLiveCheck, Numbering, Subject, check

CODE = "YQ-094"
REMEDY = "请核对分子、分母的单位与口径；确需这样评的，请填评定得分并写扣分原因。"
_REFS = (
    ColumnRef("rates", "code"),
    ColumnRef("rates", "formula_number"),
    ColumnRef("rates", "raw"),
)


def excessive_codes(evaluation: Evaluation, results: Sequence[RateResult]) -> dict[str, int]:
    """Return the rows of 指标取值 that give such a rate, by code."""
    pairs = enumerate(zip(evaluation.rates, results, strict=False))
    return {
        row.code.lower(): number
        for number, (row, result) in pairs
        if row.code
        and result.kind.divides
        and isinstance(result.raw, float | int)
        and result.raw >= EXCESSIVE
    }


def _values(evaluation: Evaluation, results: Results) -> list[Value]:
    found = excessive_codes(evaluation, results.rates)
    return [
        float(
            bool(row.code)
            and isinstance(row.value, str)
            and row.value.lower() in found
            and not is_released(row)
        )
        for row in evaluation.indicators
    ]


def live_value(evaluation: Evaluation, results: Results) -> float:
    """Return how many indicators are scored by such a rate, as the cells count them."""
    return sum(_values(evaluation, results))  # type: ignore[arg-type]  # all are numbers


def _live_formula(_numbering: Numbering) -> Formula:
    return Formula("SUM({0})", (WorkingRef(CODE),))


def _live_rows(numbering: Numbering) -> tuple[LiveRows, ...]:
    found = native_excessive(numbering, *(f"{{{place}}}" for place in range(len(_REFS))))
    text = f'IF([code]="",0,IF({RELEASED},0,IF({found}>0,1,0)))'
    return (LiveRows("indicators", text, _REFS, _values, at="result"),)


def told_rates(evaluation: Evaluation, results: Results) -> list[int]:
    """Return the rows of 指标取值 that are told; not those of mixed money units, told there."""
    used = {
        str(row.value).lower()
        for row, off in zip(evaluation.indicators, _values(evaluation, results), strict=True)
        if off
    }
    mixed = {evaluation.funds[row].unit.lower() for row in impossible_rows(evaluation)}
    found = excessive_codes(evaluation, results.rates)
    return [
        place
        for code, place in found.items()
        if code in used and not reads_money_of(evaluation.rates[place], mixed)
    ]


@check(
    code=CODE,
    level=Level.ERROR,
    title="比率算得不可能",
    live=NumberedLiveCheck(_live_formula, live_value, _live_rows),
    withholds=True,
)
def excessive_rates(subject: Subject) -> Iterator[Finding]:
    """Rates of 1,000 and more that an indicator is scored by: no total until corrected."""
    evaluation, results = subject.evaluation, subject.results
    for place in told_rates(evaluation, results):
        rate = evaluation.rates[place]
        value = percent_text(float(results.rates[place].raw))  # type: ignore[arg-type]  # a number
        words = f"{rate.code} 算得 {value}，分子、分母的单位多半不同"
        message = f"总分暂不显示：{HERE} {words}。改好即显示。"
        where = Place("rates", place, "raw")
        yield Finding(CODE, Level.ERROR, message, REMEDY, where, withholds=True)


def reads_money_of(rate: Rate, units: set[str]) -> bool:
    """Return whether a rate reads an amount of one of these rows of 资金."""
    for source in (rate.numerator, rate.denominator):
        parts = source.split("/") if isinstance(source, str) else []
        if len(parts) > 1 and parts[0] == "资金" and parts[1].strip().lower() in units:
            return True
    return False
