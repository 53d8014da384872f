"""Answer options that count in part although no document says how much."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject, check

CODE = "YQ-069"
REMEDY = "请把这个选项、权重和来源写进参数表“满意度选项权重”；没有来源的，满意填 1、不满意填 0。"


@check(code=CODE, level=Level.WARNING, title="选项按程度计分没有来源")
def graded_weights(subject: Subject) -> Iterator[Finding]:
    """Options with a weight between 0 and 1 that no row of 参数 with a source has."""
    known = _with_source(subject.evaluation)
    for place, row in enumerate(subject.evaluation.survey_counts):
        weight = row.weight
        if not isinstance(weight, float | int) or not 0 < weight < 1:
            continue
        if (row.option.strip(), float(weight)) not in known:
            message = f"{row.code} 的选项{quoted(row.option)}按权重 {number(weight)} 计，没有来源。"
            yield Finding(
                CODE, Level.WARNING, message, REMEDY, Place("survey_counts", place, "weight")
            )


def _with_source(evaluation: Evaluation) -> set[tuple[str, float]]:
    return {
        (row.option.strip(), float(row.weight))
        for row in evaluation.options
        if row.source.strip() and isinstance(row.weight, float | int)
    }
