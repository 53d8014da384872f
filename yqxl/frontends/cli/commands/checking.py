"""``yqxl check``: every finding of every file, nothing written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import (
    counted,
    finding_lines,
    put,
    put_json,
    tell,
    tell_passed,
)
from yqxl.pipeline.batch.inputs import expand
from yqxl.pipeline.examine import check_files

_DIGEST = re.compile("[0-9a-f]{8}")


def check(files: Sequence[str], *, as_json: bool, digest: str | None = None) -> int:
    """Print the findings, or compare a digest with one file; return the exit code."""
    if digest is not None:
        return _compare(list(expand(files, tell_passed)), digest)
    code = 0
    for outcome in check_files(list(expand(files, tell_passed))):
        code = max(code, outcome.exit_code)
        if as_json:
            put_json(outcome.record())
            continue
        put(f"{outcome.input}: {counted(outcome.findings)}")
        for line in finding_lines(outcome.findings):
            put(f"  {line}")
    return code


def _compare(paths: list[Path], digest: str) -> int:
    """Say whether a paper with this digest was printed from the data of the file."""
    wanted = digest.strip().lower()
    if len(paths) != 1 or not _DIGEST.fullmatch(wanted):
        raise UsageError(
            "YQ-412",
            "--digest 要一个文件和 8 位摘要。",
            remedy="摘要印在生成表的页脚和“校验”表里，如 --digest 1a2b3c4d。",
        )
    (outcome,) = check_files(paths)
    if outcome.digest is None:
        for line in finding_lines(outcome.findings):
            tell(f"{outcome.input}: {line}")
        return outcome.exit_code
    if outcome.digest == wanted:
        put(f"{outcome.input}: 与纸面一致，数据摘要 {wanted}")
        return 0
    put(f"{outcome.input}: 与纸面不一致：纸面 {wanted}，文件 {outcome.digest}；打印之后数据改过。")
    return 1
