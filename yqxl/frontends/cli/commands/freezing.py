"""``yqxl freeze``: a workbook that works without yqxl."""

from __future__ import annotations

from pathlib import Path

from yqxl.frontends.cli.printing import put_json, tell
from yqxl.pipeline.freeze import freeze as frozen
from yqxl.pipeline.isolation.confined import confined
from yqxl.workbook.saving.output_failures import refuse_standing

SCHEMA = "yqxl-freeze/1"
#: addresses that are told one by one
_SHOWN = 5


def freeze(source: Path, output: Path, *, as_values: bool, force: bool, as_json: bool) -> int:
    """Write the final version of a workbook; return the exit code."""
    refuse_standing(output, overwrite=force)
    done = confined(source, frozen, source, output, as_values=as_values)
    if as_json:
        changed = {"formulas": done.formulas, "values": done.values, "instead": done.instead}
        put_json({"schema": SCHEMA, "input": str(source), "output": str(output)} | changed)
        return 0
    tell(f"已写入 {output}：{done.formulas} 个函数改为内置公式，{done.values} 个改为数值，不含宏。")
    if done.instead:
        more = "" if len(done.instead) <= _SHOWN else f" 等 {len(done.instead)} 处"
        tell(f"没有等价内置公式、改为数值的单元格：{'、'.join(done.instead[:_SHOWN])}{more}。")
    return 0
