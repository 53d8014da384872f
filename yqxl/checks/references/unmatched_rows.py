"""Survey options and scoring elements whose code belongs to nothing, and the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.keys import folded
from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject, check

CODE = "YQ-048"
REMEDY = "请核对编码，补齐缺的行或删去多余的行。"


@check(code=CODE, level=Level.WARNING, title="明细与所属行对不上")
def unmatched_rows(subject: Subject) -> Iterator[Finding]:
    """Survey options and scoring elements whose code belongs to nothing, and the reverse."""
    evaluation = subject.evaluation
    if evaluation.survey or evaluation.survey_counts:
        yield from _survey(evaluation)
    weighted = {
        row.code.lower()
        for row, result in zip(evaluation.indicators, subject.results.indicators, strict=False)
        if result.traits.of_elements
    }
    if weighted or evaluation.elements:
        yield from _elements(evaluation, weighted)


def _survey(evaluation: Evaluation) -> Iterator[Finding]:
    groups = folded(row.code for row in evaluation.survey)
    counted = folded(row.code for row in evaluation.survey_counts)
    for number, row in enumerate(evaluation.survey_counts):
        if row.code and row.code.lower() not in groups:
            message = f"选项{quoted(row.option)}的编码{quoted(row.code)}不在满意度对象中。"
            yield _finding(Level.WARNING, message, Place("survey_counts", number, "code"))
    for number, group in enumerate(evaluation.survey):
        if group.code and group.code.lower() not in counted:
            message = f"满意度{quoted(group.code)}没有选项和人数，算不出满意率。"
            yield _finding(Level.ERROR, message, Place("survey", number, "code"))


def _elements(evaluation: Evaluation, weighted: set[str]) -> Iterator[Finding]:
    listed = folded(row.code for row in evaluation.elements)
    told: set[str] = set()
    for number, element in enumerate(evaluation.elements):
        code = element.code.lower()
        if code and code not in weighted and code not in told:
            told.add(code)
            message = f"评分要素的编码{quoted(element.code)}没有按“要素加权”评分的指标。"
            yield _finding(Level.WARNING, message, Place("elements", number, "code"))
    for number, row in enumerate(evaluation.indicators):
        if row.code.lower() in weighted - listed:
            message = f"{row.code} 按“要素加权”评分，评分要素表中没有它的要素。"
            yield _finding(Level.ERROR, message, Place("indicators", number, "rule"))


def _finding(level: Level, message: str, place: Place) -> Finding:
    return Finding(CODE, level, message, REMEDY, place)
