"""A workbook without a table of the contract is somebody else's: one line, nothing written."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from yqxl.pipeline.regenerate import Task, regenerate

#: sheets of our workbook that somebody deleted, and what becomes of the rest
LOST = {
    "all-but-two": (("绩效目标", "产出", "指标取值", "指标体系", "参数"), True),
    "indicators": (("指标体系",), True),
    "rates": (("指标取值",), False),
    "parameters": (("参数",), False),
}
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


@pytest.mark.parametrize(("sheets", "refused"), LOST.values(), ids=LOST)
def test_one_of_ours_is_told_what_is_missing(
    sheets: tuple[str, ...],
    refused: bool,
    tmp_path: Path,
) -> None:
    book = load_workbook(CASE)
    for sheet in sheets:
        del book[sheet]
    source, target = tmp_path / "损坏.xlsx", tmp_path / "out.xlsx"
    book.save(source)
    outcome = regenerate(Task(str(source), str(target)))
    told = "".join(one["message"] for one in outcome.findings if one["code"] == "YQ-001")
    assert all(f"“{sheet}”" in told for sheet in sheets if sheet != "参数" or not refused)
    assert (outcome.status == "refused", target.exists()) == (refused, not refused)
    assert (outcome.exit_code, outcome.total, outcome.grade) == (1, None, None)


def test_goals_alone_leave_the_total(tmp_path: Path) -> None:
    book = load_workbook(CASE)
    del book["绩效目标"]
    source = tmp_path / "损坏.xlsx"
    book.save(source)
    outcome = regenerate(Task(str(source), str(tmp_path / "out.xlsx")))
    assert (outcome.total, outcome.grade) == (77.73, "中")
