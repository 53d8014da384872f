"""A goal that counts in another unit than the output that measures it: 72次 and 144 天."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.goals.goal_quantities import differing_measures, outputs_by_indicator
from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-084"
REMEDY = "请核对计量单位；可以换算的，请在指标取值的“口径”写明怎样换算。"


@check(code=CODE, level=Level.WARNING, title="目标值的单位与产出不同")
def goal_units(subject: Subject) -> Iterator[Finding]:
    """The unit in a goal's text differs from that of the output that measures it."""
    outputs = outputs_by_indicator(subject.evaluation)
    for place, goal in enumerate(subject.evaluation.goals):
        output = outputs.get(goal.indicator.lower())
        other = None if output is None else differing_measures(goal, output)
        if output is None or other is None:
            continue
        said = f"{number(other[0])}{other[1]}"
        planned = output.planned
        count = number(float(planned)) if isinstance(planned, float | int) else ""
        message = (
            f"{goal.indicator} 的目标值{quoted(goal.target)}按“{other[1]}”计（{said}），"
            f"产出{quoted(output.name)}按“{output.unit}”计（{count}{output.unit}）。"
        )
        yield Finding(CODE, Level.WARNING, message, REMEDY, Place("goals", place, "target"))
