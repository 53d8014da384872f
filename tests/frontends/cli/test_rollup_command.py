"""``yqxl rollup`` as people use it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "rollup", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_a_portfolio_is_written(tmp_path: Path) -> None:
    (tmp_path / "名单.csv").write_text("名称\n水库\n", "utf-8")
    done = run(tmp_path, CASE, "-o", "汇总.xlsx", "--roster", "名单.csv")
    assert done.returncode == 0, done.stderr
    assert "已评完 1 个，未评完 0 个，没有读出 0 个，未报送 1 个。" in done.stderr
    again = run(tmp_path, CASE, "-o", "汇总.xlsx")
    assert (again.returncode, "[YQ-322]" in again.stderr) == (3, True)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"nothing")
    done = run(tmp_path, CASE, "坏.xlsx", "-o", "汇总.xlsx", "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    assert (record["evaluations"], record["finished"], record["unread"]) == (2, 1, ["坏.xlsx"])
    told = run(tmp_path, CASE, "坏.xlsx", "-o", "二.xlsx")
    assert "没有读出 1 个" in told.stderr
    assert "坏.xlsx：" in told.stderr
