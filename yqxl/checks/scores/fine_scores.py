"""Scores typed to the thousandth, and grades that only the rounding of parts reaches."""

from __future__ import annotations

import math
from collections.abc import Iterator

from yqxl.arithmetic import divide, round_half_up
from yqxl.checks.wording import number
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject, check

CODE = "YQ-075"
REMEDY = "评定得分保留两位小数；等级只靠逐项进位达到的，请在报告中说明。"


@check(code=CODE, level=Level.NOTE, title="评定得分多于两位小数")
def fine_scores(subject: Subject) -> Iterator[Finding]:
    """Scores with more than two decimals, and a grade reached by rounding each of them."""
    raw: list[float] = []
    fine = False
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        if not row.code or not isinstance(result.score, float):
            continue
        given = row.given
        # a score within its limit counts as typed; a capped one as it counts
        own = isinstance(given, float | int) and round_half_up(given, 2) == result.score
        if own and given != result.score:
            fine = True
            typed, counted = number(float(given)), number(result.score)  # type: ignore[arg-type]  # own says so
            message = f"{row.code} 的评定得分 {typed} 多于两位小数，按 {counted} 计。"
            yield Finding(CODE, Level.NOTE, message, REMEDY, Place("indicators", place, "given"))
        raw.append(float(given) if own else result.score)  # type: ignore[arg-type]  # own says so
    if fine:
        yield from _reached_by_rounding(subject, math.fsum(raw))


def _reached_by_rounding(subject: Subject, raw: float) -> Iterator[Finding]:
    total, full = subject.results.score_total, subject.results.weight_total
    if not isinstance(total, float) or not isinstance(full, float) or not full:
        return
    before, after = (round_half_up(divide(100 * points, full), 8) for points in (raw, total))
    for bound in _bounds(subject.evaluation):
        if before < bound <= after:
            message = (
                f"总分 {number(total)} 是逐项取两位小数后相加的，"
                f"不取整的和是 {number(round_half_up(raw, 6))}，低于等级界限 {number(bound)}。"
            )
            yield Finding(CODE, Level.NOTE, message, REMEDY, Place("indicators", None, "score"))


def _bounds(evaluation: Evaluation) -> list[float]:
    """Return the bounds of the project's grade scheme; those of the first where it names none."""
    name = evaluation.project.grade_scheme.lower()
    schemes = [row for row in evaluation.grades if row.scheme.lower() == name or not name]
    lower = schemes[0].lower if schemes else ()
    return [float(bound) for bound in lower if isinstance(bound, float | int)]
