"""An office's own limits hold, and a wrong limits file is named."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from yqxl.errors import UsageError
from yqxl.pipeline.isolation.limits_file import Bounds, read_bounds
from yqxl.workbook.package.limits import DEFAULT

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"


def written(folder: Path, text: str) -> Path:
    path = folder / "limits.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_is_not_named_stays(tmp_path: Path) -> None:
    found = read_bounds(written(tmp_path, "cells = 100\nseconds = 5\n"))
    assert (found.limits.cells, found.seconds) == (100, 5.0)
    assert (found.limits.file, found.memory) == (DEFAULT.file, Bounds().memory)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("cells = ", "YQ-420"),
        ("zellen = 5", "YQ-421"),
        ("cells = 0", "YQ-421"),
        ('cells = "viele"', "YQ-421"),
        ("cells = true", "YQ-421"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, code: str) -> None:
    with pytest.raises(UsageError, match=code):
        read_bounds(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="YQ-420"):
        read_bounds(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("text", "code"), [("cells = 100", 1), ("cells = 1000000", 0), ("x = 1", 2)]
)
def test_the_command_keeps_to_the_limits(tmp_path: Path, text: str, code: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", "check", CASE],
        env=os.environ | {"YQXL_LIMITS": str(written(tmp_path, text))},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert ("YQ-1" in done.stdout) == (code == 1)
