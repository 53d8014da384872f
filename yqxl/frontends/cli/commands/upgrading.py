"""``yqxl upgrade``: an earlier workbook with today's contract."""

from __future__ import annotations

from pathlib import Path

from yqxl.frontends.cli.printing import put_json, tell
from yqxl.pipeline.isolation.confined import confined
from yqxl.pipeline.upgrade import upgrade as upgraded
from yqxl.workbook.saving.output_failures import refuse_standing

SCHEMA = "yqxl-upgrade/1"
#: addresses that are told one by one
_SHOWN = 5


def upgrade(source: Path, output: Path, *, force: bool, as_json: bool) -> int:
    """Write the upgraded workbook and say what was changed; return the exit code."""
    refuse_standing(output, overwrite=force)
    done = confined(source, upgraded, source, output)
    if as_json:
        changed = {"from": done.before, "changes": done.changes, "kept": done.kept}
        put_json({"schema": SCHEMA, "input": str(source), "output": str(output)} | changed)
        return 0
    tell(f"已写入 {output}。")
    for sentence in done.changes or ("已经是现行的填报约定，没有要改的。",):
        tell(sentence)
    if done.kept:
        more = "" if len(done.kept) <= _SHOWN else f" 等 {len(done.kept)} 处"
        tell(f"有人改过的公式保持原样，请核对：{'、'.join(done.kept[:_SHOWN])}{more}。")
    return 0
