"""产出 分项: parts that name no output, and parts that do not add up to their whole."""

from __future__ import annotations

import math
from collections.abc import Iterator

from yqxl.arithmetic import round_half_up
from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Output
from yqxl.registry import Subject, check

CODE = "YQ-085"
REMEDY = "请核对：分项填整项的产出编码，各分项的实际值相加应等于整项的实际值。"


@check(code=CODE, level=Level.WARNING, title="产出的分项")
def output_parts(subject: Subject) -> Iterator[Finding]:
    """Parts of no output, or of themselves; wholes that are not the sum of their parts."""
    outputs = subject.evaluation.outputs
    wholes = {row.code.lower(): place for place, row in enumerate(outputs) if row.code}
    parts: dict[int, list[Output]] = {}
    for place, row in enumerate(outputs):
        if not row.parent:
            continue
        whole = wholes.get(row.parent.lower())
        if whole is None or whole == place:
            message = f"产出 {row.code} 的分项填了{quoted(row.parent)}，不是另一个产出的编码。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, Place("outputs", place, "parent"))
        else:
            parts.setdefault(whole, []).append(row)
    for place, own in parts.items():
        told = _difference(outputs[place], own)
        if told:
            yield Finding(CODE, Level.WARNING, told, REMEDY, Place("outputs", place, "actual"))


def _difference(whole: Output, parts: list[Output]) -> str:
    """Return what is said of a whole that is not the sum of its parts, all of them filled."""
    actual = [row.actual for row in (whole, *parts)]
    numbers = [float(one) for one in actual if isinstance(one, float | int)]
    if len(numbers) < len(actual):
        return ""
    own, summed = numbers[0], math.fsum(numbers[1:])
    if round_half_up(own - summed, 6) == 0:
        return ""
    names = "、".join(row.code for row in parts)
    return f"产出 {whole.code} 的实际值 {number(own)} 不等于分项 {names} 之和 {number(summed)}。"
