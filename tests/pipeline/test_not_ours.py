"""A workbook without a table of the contract is somebody else's: one line, nothing written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "通讯录.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ["姓名", "电话"])
        sheet.write_row(1, 0, ["张三", "0353-1234567"])
    return path


def test_it_is_refused_in_one_line_and_nothing_is_written(foreign: Path) -> None:
    before = foreign.read_bytes()
    target = foreign.with_name("out.xlsx")
    outcome = regenerate(Task(str(foreign), str(target)))
    assert outcome.status == "refused"
    assert outcome.exit_code == 1
    [finding] = outcome.findings
    assert finding["code"] == "YQ-230"
    assert "不是绩效评价填报工作簿" in finding["message"]
    assert not target.exists()
    assert foreign.read_bytes() == before


def test_in_place_leaves_it_as_it_is(foreign: Path) -> None:
    before = foreign.read_bytes()
    assert regenerate(Task(str(foreign), str(foreign))).status == "refused"
    assert foreign.read_bytes() == before
    assert [path.name for path in foreign.parent.iterdir()] == [foreign.name]


def test_in_a_folder_the_others_are_done(foreign: Path, tmp_path: Path) -> None:
    shutil.copy(CASE, tmp_path / "评价.xlsx")
    assert foreign.parent == tmp_path
    out = tmp_path / "out"
    run = subprocess.run(
        [sys.executable, "-m", "yqxl", "regenerate", tmp_path, "-o", out, "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    statuses = {
        Path(r["input"]).name: r["status"] for r in map(json.loads, run.stdout.splitlines())
    }
    assert statuses == {"通讯录.xlsx": "refused", "评价.xlsx": "ok"}
    assert [path.name for path in out.glob("*.xlsx")] == ["评价.xlsx"]
