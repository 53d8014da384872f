"""Numbers in a goal's text that contradict 计划值 of the output that measures it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Evaluation, Output
from yqxl.registry import Subject, check

CODE = "YQ-083"
REMEDY = "请核对计量单位与口径；口径不同但可换算的，请在指标取值的“口径”写明。"

_FIRST = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(万)?\s*([^\d\s()（）,，;；。、/≥≤]*)", re.ASCII)
_OUTPUT_PATH = "产出/"


@lru_cache(maxsize=1024)
def first_quantity(text: str) -> tuple[float, str] | None:
    """Return the first number of a text and its unit, or None.

    >>> first_quantity("70人(1期/年,70人/期)"), first_quantity("1.2万人次"), first_quantity("合格")
    ((70.0, '人'), (12000.0, '人次'), None)
    """
    match = _FIRST.search(text)
    if match is None:
        return None
    value = float(match[1].replace(",", "").replace("，", ""))
    return (value * 10_000 if match[2] else value), match[3]


@check(code=CODE, level=Level.NOTE, title="目标值与计划值不同")
def contradicting_targets(subject: Subject) -> Iterator[Finding]:
    """Numbers in a goal's text that contradict 计划值 of the output that measures it."""
    evaluation = subject.evaluation
    outputs = _outputs_by_indicator(evaluation)
    if not outputs:
        return
    for place, goal in enumerate(evaluation.goals):
        output = outputs.get(goal.indicator.lower())
        quantity = first_quantity(goal.target) if output is not None else None
        if output is None or quantity is None or not isinstance(output.planned, float | int):
            continue
        value, unit = quantity
        # a percent is a share of something else than the planned quantity
        if value == output.planned or unit.startswith(("%", "％")):
            continue
        planned = f"{number(output.planned)}{output.unit}"
        message = f"目标值{quoted(goal.target)}写的是 {number(value)}{unit}，计划值是 {planned}。"
        yield Finding(CODE, Level.NOTE, message, REMEDY, Place("goals", place, "target"))


def _outputs_by_indicator(evaluation: Evaluation) -> dict[str, Output]:
    """Return the output behind each indicator, by way of its rate's paths."""
    outputs = {row.code.lower(): row for row in evaluation.outputs}
    by_rate: dict[str, Output] = {}
    for rate in evaluation.rates:
        for source in (rate.denominator, rate.numerator):
            if isinstance(source, str) and source.startswith(_OUTPUT_PATH):
                output = outputs.get(source.split("/")[1].lower())
                if output is not None and rate.code:
                    by_rate.setdefault(rate.code.lower(), output)
    return {
        row.code.lower(): by_rate[row.value.lower()]
        for row in evaluation.indicators
        if isinstance(row.value, str) and row.code and row.value.lower() in by_rate
    }
