"""Weights that stand in brackets in a level's label, against the sum of its indicators."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import total
from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.headers import weight_in_label
from yqxl.registry import Subject, check

CODE = "YQ-052"
REMEDY = "请改名称中的权重，或核对下级指标的权重。"
_EPSILON = 1e-6


@check(code=CODE, level=Level.ERROR, title="级别权重与下级之和不符")
def level_weights(subject: Subject) -> Iterator[Finding]:
    """Weights that stand in brackets in a level's label, against the sum of its indicators."""
    rows = subject.evaluation.indicators
    for field, labels in (
        ("level1", [row.level1 for row in rows]),
        ("level2", [row.level2 for row in rows]),
    ):
        for label in dict.fromkeys(labels):
            said = weight_in_label(label)
            if said is None:
                continue
            own = [place for place, text in enumerate(labels) if text == label]
            weights = [rows[place].weight for place in own]
            numbers = [float(weight) for weight in weights if isinstance(weight, float | int)]
            summed = total(numbers, 6)
            # a weight that is no number has a finding of its own
            if len(numbers) == len(own) and abs(summed - said) > _EPSILON:
                message = f"{quoted(label)}写明权重 {number(said)}，下级之和是 {number(summed)}。"
                yield Finding(
                    CODE, Level.ERROR, message, REMEDY, Place("indicators", own[0], field)
                )
