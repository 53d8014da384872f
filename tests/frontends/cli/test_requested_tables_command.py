"""``regenerate --tables``: written when asked for, renewed where they stand, else not there."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from yqxl.interchange.importing import load
from yqxl.pipeline.create import create

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.xlsx"
STANDARD = {"表1-1", "表2-1", "表3-1", "表3-2"}
ASKED = {"表1-2", "表1-3", "二级指标得分表", "满意度统计表", "问题清单"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(CASE, tmp_path / "评价.xlsx")
    return tmp_path


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "regenerate", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def generated(path: Path) -> set[str]:
    return {name for name in load_workbook(path).sheetnames if name in STANDARD | ASKED}


def test_a_table_is_there_once_it_was_asked_for(folder: Path) -> None:
    assert run(folder, "评价.xlsx", "-o", "一").returncode == 0
    assert generated(folder / "一" / "评价.xlsx") == STANDARD
    done = run(folder, "一/评价.xlsx", "-o", "二", "--tables", "资金投入及使用情况表")
    assert done.returncode == 0, done.stderr
    assert generated(folder / "二" / "评价.xlsx") == STANDARD | {"表1-2"}
    assert run(folder, "二/评价.xlsx", "-o", "三").returncode == 0
    third = folder / "三" / "评价.xlsx"
    assert generated(third) == STANDARD | {"表1-2"}
    assert third.read_bytes() == (folder / "二" / "评价.xlsx").read_bytes()


def test_the_cover_asks_too(folder: Path) -> None:
    case = load(CASE.with_suffix(".json"))
    asked = replace(case.project, tables="资金投入及使用情况表、甲表")
    create(replace(case, project=asked), folder / "要表.xlsx")
    done = run(folder, "要表.xlsx", "-o", "果", "--json")
    assert generated(folder / "果" / "要表.xlsx") == STANDARD | {"表1-2"}
    (finding,) = (one for one in json.loads(done.stdout)["findings"] if one["code"] == "YQ-093")
    assert (finding["sheet"], finding["level"]) == ("首页", "warning")
    assert finding["cell"]
    assert "甲表" in finding["message"]


def test_all_of_them(folder: Path) -> None:
    assert run(folder, "评价.xlsx", "-o", "全", "--tables", "all").returncode == 0
    assert generated(folder / "全" / "评价.xlsx") == STANDARD | ASKED


def test_resuming_with_other_tables_does_the_file_again(folder: Path) -> None:
    assert run(folder, "评价.xlsx", "-o", "果", "--resume").returncode == 0
    done = run(folder, "评价.xlsx", "-o", "果", "--resume", "--force", "--tables", "1-3")
    assert done.returncode == 0, done.stderr
    assert generated(folder / "果" / "评价.xlsx") == STANDARD | {"表1-3"}


def test_an_unknown_name_is_refused_before_anything_is_written(folder: Path) -> None:
    done = run(folder, "评价.xlsx", "-o", "果", "--tables", "资金表")
    assert done.returncode == 2
    assert "YQ-412" in done.stderr
    assert not (folder / "果").exists()
