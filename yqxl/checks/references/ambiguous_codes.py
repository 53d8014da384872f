"""Codes that stand both in 指标取值 and in 满意度."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.keys import folded
from yqxl.checks.live_texts import rows_with
from yqxl.checks.wording import quoted
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-041"
REMEDY = "请改其中一个编码，如指标取值用 R01、满意度用 S01。"


def _both(evaluation: Evaluation) -> set[str]:
    survey = folded(row.code for row in evaluation.survey)
    return survey & folded(row.code for row in evaluation.rates) if survey else survey


def _live_values(evaluation: Evaluation, _results: Results) -> list[Value]:
    """Return 1 for each row of 满意度 that has a code of 指标取值."""
    both = _both(evaluation)
    return [float(row.code.lower() in both) for row in evaluation.survey]


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    """Return how many rows of 满意度 have a code of 指标取值."""
    return sum(_live_values(evaluation, results))  # type: ignore[arg-type]  # all are numbers


_LIVE = LiveCheck(
    Formula("SUM({0})", (WorkingRef(CODE),)),
    _live_value,
    (
        LiveRows(
            "survey",
            f'IF([code]="",0,IF({rows_with(0, "[code]")}>0,1,0))',
            (ColumnRef("rates", "code"),),
            _live_values,
            at="code",
        ),
    ),
)


@check(code=CODE, level=Level.ERROR, title="编码同在两表", live=_LIVE)
def ambiguous_codes(subject: Subject) -> Iterator[Finding]:
    """Codes that stand both in 指标取值 and in 满意度."""
    both = _both(subject.evaluation)
    if not both:
        return
    for number, row in enumerate(subject.evaluation.survey):
        if row.code.lower() in both:
            message = f"编码{quoted(row.code)}同时在指标取值和满意度中。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, Place("survey", number, "code"))
