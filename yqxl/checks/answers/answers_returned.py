"""More answers than questionnaires, more questionnaires than people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from yqxl.checks.wording import number
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-073"
REMEDY = "请核对总体数、发放份数与各选项的人数：有效份数不能多于发放份数，发放份数不能多于总体数。"


@check(code=CODE, level=Level.ERROR, title="问卷份数不可能")
def answers_returned(subject: Subject) -> Iterator[Finding]:
    """Groups with more valid answers than were issued, or more issued than there are people."""
    pairs = zip(subject.evaluation.survey, subject.results.survey, strict=False)
    for place, (row, result) in enumerate(pairs):
        counts = [
            ("有效份数", result.valid, "issued"),
            ("发放份数", row.issued, "population"),
            ("总体数", row.population, ""),
        ]
        filled = [one for one in counts if isinstance(one[1], float | int)]
        for (name, value, _), (most, limit, _) in pairwise(filled):
            if float(value) > float(limit):  # type: ignore[arg-type]  # filled says so
                message = (
                    f"{row.code} 的{name} {number(float(value))} "  # type: ignore[arg-type]  # likewise
                    f"多于{most} {number(float(limit))}。"  # type: ignore[arg-type]  # likewise
                )
                column = "issued" if most == "发放份数" else "population"
                yield Finding(CODE, Level.ERROR, message, REMEDY, Place("survey", place, column))
