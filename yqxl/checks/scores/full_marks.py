"""Full marks given by hand though the workbook's own data miss the target."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.scores.data_ties import DataTies, missed
from yqxl.checks.scores.full_marks_cells import CODE, has_full_marks, live_rows, live_values
from yqxl.checks.wording import listed, number, quoted
from yqxl.grid import Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import NumberedLiveCheck, Numbering, Subject, check

REMEDY = "请按数据评分，或在“扣分原因”写明为什么仍给满分。"


def _live_formula(_numbering: Numbering) -> Formula:
    return Formula("SUM({0})", (WorkingRef(CODE),))


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    """Return for how many indicators a formula can tell it."""
    return sum(live_values(evaluation, results))  # type: ignore[arg-type]  # all are numbers


@check(
    code=CODE,
    level=Level.ERROR,
    title="满分与数据不符",
    live=NumberedLiveCheck(_live_formula, _live_value, live_rows),
)
def full_marks(subject: Subject) -> Iterator[Finding]:
    """Full marks given by hand though the data of the workbook miss the target.

    An error where the data are named or only one row can be meant, else a warning.
    """
    ties = DataTies(subject.evaluation, subject.results)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        if not has_full_marks(row, result):
            continue
        tied = ties.of(row)
        words = missed(tied.found)
        if not words:
            continue
        points = f"{number(float(row.given))}/{number(float(row.weight))}"  # type: ignore[arg-type]  # both are numbers
        level = Level.ERROR if tied.certain else Level.WARNING
        what = f"{row.code} {quoted(row.name)}评了满分 {points}"
        message = f"{what}，数据没有达到目标：{listed(words)}，没有写扣分原因。"
        yield Finding(CODE, level, message, REMEDY, Place("indicators", place, "given"))
