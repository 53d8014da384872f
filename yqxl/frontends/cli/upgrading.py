"""``yqxl upgrade``: an earlier workbook with today's contract."""

from __future__ import annotations

from pathlib import Path

from yqxl.errors import OutputFailedError
from yqxl.frontends.cli.printing import tell
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.upgrade import upgrade as upgraded

#: addresses that are told one by one
_SHOWN = 5


def upgrade(source: Path, output: Path, *, force: bool) -> int:
    """Write the upgraded workbook and say what was changed; return the exit code."""
    if output.exists() and not force:
        raise OutputFailedError(
            "YQ-322",
            "输出文件已存在，未覆盖。",
            remedy="请换个名称，或加 --force。",
            file=str(output),
        )
    done = confined(source, upgraded, source, output)
    tell(f"已写入 {output}。")
    for sentence in done.changes or ("已经是现行的填报约定，没有要改的。",):
        tell(sentence)
    if done.kept:
        more = "" if len(done.kept) <= _SHOWN else f" 等 {len(done.kept)} 处"
        tell(f"有人改过的公式保持原样，请核对：{'、'.join(done.kept[:_SHOWN])}{more}。")
    return 0
