"""``yqxl whatif``: what a change would do to scores, total and grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yqxl.frontends.cli.printing import put, put_json
from yqxl.model.number_text import value_text

if TYPE_CHECKING:
    from yqxl.arithmetic import Value
    from yqxl.evaluation.whatif.differences import Difference, ScoreChange, WhatIf
    from yqxl.pipeline.examine import Examined

SCHEMA = "yqxl-whatif/1"
HEAD = "测算，不改评分"


def what_if(file: Path, texts: Sequence[str], *, as_json: bool) -> int:
    """Print what the changes would do; return the exit code."""
    from yqxl.evaluation.whatif import differences  # noqa: PLC0415 - help stays quick
    from yqxl.pipeline.examine import examine_file  # noqa: PLC0415 - as above

    examined = examine_file(file)
    found = differences.what_if(examined.evaluation, texts)
    if as_json:
        put_json(_record(file, found))
    else:
        for line in _lines(examined, found):
            put(line)
    return 0


def _lines(examined: Examined, found: WhatIf) -> Iterator[str]:
    from yqxl.evaluation.rendering.places import address  # noqa: PLC0415 - help stays quick
    from yqxl.model.findings import Place  # noqa: PLC0415 - as above

    yield f"{HEAD}：{examined.evaluation.project.name}"
    for change in found.changes:
        place = Place(change.table, change.row, change.field)
        where = "!".join(part for part in address(place, examined.layout) if part)
        before, after = (value_text(value) or "空白" for value in (change.before, change.after))
        yield f"假设 {change.path} = {after}（原值：{before}，{where}）"
    if found.withheld:
        yield "总分、等级：不给出，因为这样改会有下面的错误。"
    else:
        yield f"总分 {_change(found.total)}，等级 {_change(found.grade)}"
    moved = [one for one in found.scores if not one.held]
    for one in moved:
        yield f"  {_score(one)}"
    for label, difference in found.levels:
        yield f"  {label} {_change(difference)}"
    if not moved:
        yield "没有一个指标的得分改变。"
    for one in found.scores:
        if one.held:
            yield (
                f"  {one.code}{one.name}：规则得分 {_change(one.rule_score)}，"
                f"得分仍是 {value_text(one.score.after)}，因为填了评定得分"
            )
    for finding in found.findings:
        yield f"假设之后新的问题 {finding.code}：{finding.message}"
    if found.illustrative:
        yield "注：标“示例值”的三级指标得分，报告未公布。"


def _score(one: ScoreChange) -> str:
    parts = [_change(one.score)]
    if one.value.before != one.value.after:
        before, after = (_value(value, one.share) for value in (one.value.before, one.value.after))
        parts.append(f"取值 {before} → {after}")
    if one.weight.before != one.weight.after:
        parts.append(f"权重 {_change(one.weight)}")
    if one.illustrative:
        parts.append("示例值")
    return f"{one.code}{one.name} {'，'.join(parts)}"


def _change(difference: Difference) -> str:
    """Return ``77.73 → 78.55（+0.82）``, or that nothing changes."""
    before, after = (value_text(value) or "空白" for value in (difference.before, difference.after))
    if before == after:
        return f"{after}（不变）"
    return f"{before} → {after}" + (f"（{difference.by:+.15g}）" if difference.by else "")


def _value(value: Value, share: bool) -> str:  # noqa: FBT001 - one of two ways to show
    from yqxl.arithmetic import percent_text  # noqa: PLC0415 - help stays quick

    if share and isinstance(value, float | int):
        return percent_text(value)
    return value_text(value) or "空白"


def _record(file: Path, found: WhatIf) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "input": str(file),
        "writes": False,
        "changes": [
            {"path": one.path, "before": _json(one.before), "after": _json(one.after)}
            for one in found.changes
        ],
        "withheld": found.withheld,
        "total": _pair(found.total, withheld=found.withheld),
        "grade": _pair(found.grade, withheld=found.withheld),
        "levels": [{"label": label} | _pair(one) for label, one in found.levels],
        "indicators": [
            {
                "code": one.code,
                "name": one.name,
                "value": _pair(one.value),
                "rule_score": _pair(one.rule_score),
                "score": _pair(one.score),
                "held": one.held,
                "illustrative": one.illustrative,
            }
            for one in found.scores
        ],
        "illustrative": found.illustrative,
        "findings": [{"code": one.code, "message": one.message} for one in found.findings],
    }


def _pair(difference: Difference, *, withheld: bool = False) -> dict[str, Any]:
    after = None if withheld else _json(difference.after)
    return {"before": _json(difference.before), "after": after}


def _json(value: Value) -> float | str | None:
    """Return a figure for JSON: an error or 未完成 is no number."""
    if isinstance(value, float | int):
        return float(value)
    return value if isinstance(value, str) and value else None
