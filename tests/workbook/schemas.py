"""The public schemas of the file format, where they are at hand.

They are not part of the project. The folder holds ``check.py``, which validates whole
packages; it is looked for beside the repository or where YQXL_SCHEMAS says.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(os.environ.get("YQXL_SCHEMAS") or Path(__file__).parents[3] / "shared" / "schemas")


def faults(*files: Path) -> list[str]:
    """What the schemas have against these packages; skips the test where they are missing."""
    program = FOLDER / "check.py"
    if not program.is_file():
        pytest.skip(f"没有找到文件格式的公开 schema：{program}（可用 YQXL_SCHEMAS 指定）")
    run = subprocess.run(
        [sys.executable, program, *files], capture_output=True, text=True, check=False
    )
    assert run.returncode in {0, 1}, run.stderr
    return [line for line in run.stdout.splitlines() if not line.endswith(", 0 wrong")]
