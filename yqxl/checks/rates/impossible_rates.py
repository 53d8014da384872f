"""Rates that cannot be meant: 60 typed for 60 %. They give no total until corrected."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.rates.impossible_cells import Areas, native_typed
from yqxl.checks.rates.typed_percents import RELEASED, is_beyond, typed_percents
from yqxl.checks.wording import number, quoted
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import HERE, Finding, Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveRows, NumberedLiveCheck, Numbering, Subject, check

CODE = "YQ-092"
REMEDY = "确需这样评的，请填评定得分并写扣分原因。"

_REFS = (
    ColumnRef("rules", "rule"),
    ColumnRef("rules", "limit1"),
    ColumnRef("rates", "code"),
    ColumnRef("rates", "formula_number"),
    ColumnRef("rates", "numerator"),
    ColumnRef("rates", "raw"),
    ColumnRef("survey", "code"),
    ColumnRef("outputs", "code"),
    ColumnRef("bands", "scheme"),
    *(ColumnRef("bands", f"lower{step}") for step in range(1, 7)),
)
_AREAS = Areas(
    "{0}", "{1}", "{2}", "{3}", "{4}", "{5}", "{6}", "{7}", "{8}",
    tuple(f"{{{place}}}" for place in range(9, len(_REFS))),
)  # fmt: skip


def _values(evaluation: Evaluation, results: Results) -> list[Value]:
    """Return 1 for each indicator with a number that no rate can be."""
    found = typed_percents(evaluation, results)
    return [float(row in found) for row in range(len(evaluation.indicators))]


def live_value(evaluation: Evaluation, results: Results) -> float:
    """Return how many indicators have such a number, as the cells count them."""
    return float(len(typed_percents(evaluation, results)))


def _live_formula(_numbering: Numbering) -> Formula:
    return Formula("SUM({0})", (WorkingRef(CODE),))


def _live_rows(numbering: Numbering) -> tuple[LiveRows, ...]:
    """Return the same as :func:`typed_percents` says, for one row of 指标体系."""
    off = f"IF({native_typed(numbering, _AREAS)}>0,1,0)"
    text = f'IF([code]="",0,IF(ISNUMBER([rule_number]),IF({RELEASED},0,{off}),0))'
    return (LiveRows("indicators", text, _REFS, _values, at="hint"),)


@check(
    code=CODE,
    level=Level.ERROR,
    title="比率填得不可能",
    live=NumberedLiveCheck(_live_formula, live_value, _live_rows),
    withholds=True,
)
def impossible_rates(subject: Subject) -> Iterator[Finding]:
    """Rates typed without their per cent sign: no total until one of them is corrected."""
    evaluation, results = subject.evaluation, subject.results.indicators
    told = {place: row for row, place in typed_percents(evaluation, subject.results).items()}
    for place, indicator in told.items():
        value = getattr(getattr(evaluation, place.table)[place.row], place.column or "")
        typed = number(float(value))
        should = f"应为 {typed}%"
        if is_beyond(place, value):
            rule, traits = evaluation.indicators[indicator].rule, results[indicator].traits
            least, greatest = traits.value_range or (0.0, 1.0)
            should = f"{quoted(rule)}的取值应在 {least:g}～{greatest:g} 之间"
        message = f"总分暂不显示：{HERE} 填的是 {typed}，{should}。改好即显示。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, place, withholds=True)
