"""``yqxl check``: every finding of every file, nothing written."""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.frontends.cli.printing import counted, finding_lines, put, put_json, tell_passed
from yqxl.pipeline.batch.inputs import expand
from yqxl.pipeline.examine import check_files


def check(files: Sequence[str], *, as_json: bool) -> int:
    """Print the findings; return the exit code."""
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
