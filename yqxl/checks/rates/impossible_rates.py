"""Rates that cannot be meant: 60 typed for 60 %. They give no total until corrected."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.rates.impossible_values import native_share
from yqxl.checks.rates.typed_percents import PERCENT_LIMIT, RELEASED, typed_percents
from yqxl.checks.wording import number
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import HERE, Finding, Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveRows, NumberedLiveCheck, Numbering, Subject, check

CODE = "YQ-092"
REMEDY = "确需这样评的，请填评定得分并写扣分原因。"

_LOWER = tuple(f"lower{step}" for step in range(1, 7))
_REFS = (
    ColumnRef("rules", "rule"),
    ColumnRef("rules", "limit1"),
    ColumnRef("rates", "code"),
    ColumnRef("rates", "formula_number"),
    ColumnRef("rates", "numerator"),
    ColumnRef("survey", "code"),
    ColumnRef("outputs", "code"),
    ColumnRef("bands", "scheme"),
    *(ColumnRef("bands", field) for field in _LOWER),
)
_LIMIT = "INDEX({1},MATCH([rule],{0},0))"
_HAS_LIMIT = f"IFERROR(ISNUMBER({_LIMIT}),1=0)"


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
    above = f'">{PERCENT_LIMIT:g}"'
    plain = [kind.number for kind in numbering.kinds if kind.traits.plain]
    typed = "+".join(f"COUNTIFS({{2}},[value],{{3}},{one},{{4}},{above})" for one in plain)
    divided = [kind.number for kind in numbering.kinds if kind.traits.divides]
    rates = "+".join(
        [
            "COUNTIF({5},[value])",
            "COUNTIF({6},[value])",
            *(f"COUNTIFS({{2}},[value],{{3}},{one})" for one in divided),
        ]
    )
    beyond = "+".join(f"({{{n + 8}}}>{PERCENT_LIMIT:g})" for n in range(len(_LOWER)))
    value = native_share(
        numbering,
        limit=_HAS_LIMIT,
        beyond=f"SUMPRODUCT(({{7}}=[scheme])*({beyond}))",
        known="COUNTIF({7},[scheme])",
    )
    parameter = (
        f"IF(ISNUMBER([p1]),IF({_HAS_LIMIT},IF([p1]>{_LIMIT},"
        f'IF(ISNUMBER([value]),0,IF([value]="",0,IF({rates}>0,1,0))),0),0),0)'
    )
    off = f"IF(IF(ISNUMBER([value]),[value]>{PERCENT_LIMIT:g},{typed}>0),{value},{parameter})"
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
    evaluation = subject.evaluation
    told = dict.fromkeys(typed_percents(evaluation, subject.results).values())
    for place in told:
        row = getattr(evaluation, place.table)[place.row]
        typed = number(float(getattr(row, place.column or "")))
        message = f"总分暂不显示：{HERE} 填的是 {typed}，应为 {typed}%。改好即显示。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, place, withholds=True)
