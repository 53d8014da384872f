"""Numbers in a goal's text that contradict 计划值 of the output that measures it."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.goals.goal_quantities import (
    differing_measures,
    first_quantity,
    outputs_by_indicator,
)
from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-083"
REMEDY = "请核对计量单位与口径；口径不同但可换算的，请在指标取值的“口径”写明。"


@check(code=CODE, level=Level.NOTE, title="目标值与计划值不同")
def contradicting_targets(subject: Subject) -> Iterator[Finding]:
    """Numbers in a goal's text that contradict 计划值 of the output that measures it."""
    evaluation = subject.evaluation
    outputs = outputs_by_indicator(evaluation)
    if not outputs:
        return
    for place, goal in enumerate(evaluation.goals):
        output = outputs.get(goal.indicator.lower())
        quantity = first_quantity(goal.target) if output is not None else None
        if output is None or quantity is None or not isinstance(output.planned, float | int):
            continue
        value, unit = quantity
        # a percent is a share of something else than the planned quantity
        # and another measure is told as such
        if (
            differing_measures(goal, output)
            or value == output.planned
            or unit.startswith(("%", "％"))
        ):
            continue
        planned = f"{number(output.planned)}{output.unit}"
        message = f"目标值{quoted(goal.target)}写的是 {number(value)}{unit}，计划值是 {planned}。"
        yield Finding(CODE, Level.NOTE, message, REMEDY, Place("goals", place, "target"))
