"""``yqxl freeze``: a workbook that works without yqxl."""

from __future__ import annotations

from pathlib import Path

from yqxl.errors import OutputFailedError
from yqxl.frontends.cli.printing import tell
from yqxl.pipeline.freeze import freeze as frozen
from yqxl.pipeline.isolation.confined import confined

#: addresses that are told one by one
_SHOWN = 5


def freeze(source: Path, output: Path, *, as_values: bool, force: bool) -> int:
    """Write the final version of a workbook; return the exit code."""
    if output.exists() and not force:
        raise OutputFailedError(
            "YQ-322",
            "输出文件已存在，未覆盖。",
            remedy="请换个名称，或加 --force。",
            file=str(output),
        )
    done = confined(source, frozen, source, output, as_values=as_values)
    tell(f"已写入 {output}：{done.formulas} 个函数改为内置公式，{done.values} 个改为数值，不含宏。")
    if done.instead:
        more = "" if len(done.instead) <= _SHOWN else f" 等 {len(done.instead)} 处"
        tell(f"没有等价内置公式、改为数值的单元格：{'、'.join(done.instead[:_SHOWN])}{more}。")
    return 0
