"""Every command that opens somebody's file does so under the limits of the office."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"
DATA = ROOT / "workbooks" / "yangquan_2022.json"
ROSTER = "编码,选项\nS01,满意\n"


def yqxl(folder: Path, limits: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    (folder / "限额.toml").write_text(limits, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "yqxl", *map(str, arguments)],
        capture_output=True, encoding="utf-8", check=False, cwd=folder,
        env=os.environ | {"YQXL_LIMITS": str(folder / "限额.toml")},
    )  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", CASE], ["export", CASE], ["explain", CASE, "B203"],
        ["regenerate", CASE, "-o", "out"], ["freeze", CASE, "-o", "定稿.xlsx"],
        ["upgrade", CASE, "-o", "新.xlsx"],
        ["survey", "明细.csv", "--into", CASE, "-o", "填好.xlsx"],
    ],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_the_gate_holds_and_says_where_to_raise_it(arguments: list[object], tmp_path: Path) -> None:
    (tmp_path / "明细.csv").write_text(ROSTER, encoding="utf-8")
    before = set(tmp_path.rglob("*.xlsx"))
    done = yqxl(tmp_path, "cells = 10", *arguments)
    assert done.returncode == 1, done.stderr
    told = done.stdout + done.stderr
    assert "YQ-142" in told
    assert "YQXL_LIMITS" in told
    assert "cells" in told
    assert set(tmp_path.rglob("*.xlsx")) == before


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
@pytest.mark.parametrize(
    "arguments",
    [["freeze", CASE, "-o", "定稿.xlsx"], ["upgrade", CASE, "-o", "新.xlsx"],
     ["new", "新.xlsx", "--from", DATA], ["survey", "明细.csv"], ["check", CASE]],
    ids=lambda arguments: arguments[0],
)  # fmt: skip
def test_memory_is_bounded_and_the_sentence_says_where(
    arguments: list[object], tmp_path: Path
) -> None:
    (tmp_path / "明细.csv").write_text(ROSTER * 3, encoding="utf-8")
    done = yqxl(tmp_path, "memory = 1", *arguments)
    assert done.returncode == 1, done.stderr
    told = done.stdout + done.stderr
    assert "YQ-50" in told
    assert "Traceback" not in told
