"""Full marks given by hand though the workbook's own data miss the target."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.scores.data_ties import DataTies, missed
from yqxl.checks.wording import listed, number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Indicator
from yqxl.registry import Subject, check

CODE = "YQ-095"
REMEDY = "请按数据评分，或在“扣分原因”写明为什么仍给满分。"


def _has_full_marks(row: Indicator, result: IndicatorResult) -> bool:
    """Return whether the evaluators gave all points themselves, and no reason for it."""
    given, weight = row.given, row.weight
    numbers = isinstance(given, float | int) and isinstance(weight, float | int)
    if not numbers or row.reason or not row.code or not result.traits.by_hand:
        return False
    return given >= weight > 0  # type: ignore[operator]  # both are numbers


@check(code=CODE, level=Level.ERROR, title="满分与数据不符")
def full_marks(subject: Subject) -> Iterator[Finding]:
    """Full marks given by hand though the data of the workbook miss the target.

    An error where the data are named or only one row can be meant, else a warning.
    """
    ties = DataTies(subject.evaluation, subject.results)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        if not _has_full_marks(row, result):
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
