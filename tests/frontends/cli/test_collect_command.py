"""``yqxl collect`` as a bureau uses it: one workbook sent out, three come back."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from yqxl.model.rows import Evaluation, Fund, Output, Project, SurveyCount, SurveyGroup
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine

BASE = Evaluation(
    project=Project(name="教师培训", year=2024.0, money_unit="万元"),
    funds=(
        Fund("甲县", None, 40.0, None, None, None, ""),
        Fund("乙县", None, None, None, None, None, ""),
        Fund("丙县", None, None, None, None, None, ""),
        Fund("合计", None, None, None, None, None, "是"),
    ),
    outputs=(Output("O01", "培训", 100.0, None, "人"),),
    survey=(SurveyGroup("S01", "教师", ""),),
    survey_counts=(SurveyCount("S01", "满意", None, 1.0), SurveyCount("S01", "不满意", None, 0.0)),
)


def funds(*rows: tuple[str, float | None, float | None]) -> tuple[Fund, ...]:
    spent = {unit: (arrived, paid) for unit, arrived, paid in rows}
    return tuple(
        replace(row, arrived=spent[row.unit][0], spent=spent[row.unit][1])
        if row.unit in spent
        else row
        for row in BASE.funds
    )


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    files = {
        "评价.xlsx": BASE,
        "甲县.xlsx": replace(BASE, funds=funds(("甲县", 40.0, 33.5), ("合计", 40.0, 33.5))),
        "乙县.xlsx": replace(
            BASE,
            funds=(
                replace(BASE.funds[0], budget=41.0),
                replace(BASE.funds[1], budget=20.0),
                Fund("丁县", None, 9.0, None, None, None, ""),
            ),
            outputs=(replace(BASE.outputs[0], actual=96.0),),
            survey_counts=(replace(BASE.survey_counts[0], count=88.0), BASE.survey_counts[1]),
        ),
        "空表.xlsx": BASE,
    }
    for name, evaluation in files.items():
        create(evaluation, tmp_path / name)
    return tmp_path


def run(folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yqxl", "collect", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )


def test_blanks_are_filled_and_nothing_typed_is_changed(returned: Path) -> None:
    done = run(returned, "评价.xlsx", "甲县.xlsx", "空表.xlsx", "-o", "汇总.xlsx")
    assert done.returncode == 0, done.stderr
    rows = {row.unit: row for row in examine(str(returned / "汇总.xlsx")).evaluation.funds}
    assert (rows["甲县"].budget, rows["甲县"].arrived, rows["甲县"].spent) == (40, 40, 33.5)
    assert (rows["合计"].arrived, rows["合计"].spent) == (None, None)
    assert "还空着 资金/丙县：年初预算、实际到位、实际支出" in done.stdout
    assert "还空着 产出/O01：实际值" in done.stdout
    assert "资金/甲县：" not in done.stdout
    assert "没有带来新数的文件：空表.xlsx" in done.stdout


def test_conflicts_name_both_files_and_cells(returned: Path) -> None:
    done = run(returned, "评价.xlsx", "甲县.xlsx", "乙县.xlsx", "-o", "汇总.xlsx", "--json")
    assert done.returncode == 1
    record = json.loads(done.stdout)
    (conflict,) = record["conflicts"]
    assert conflict["name"] == "资金/甲县/年初预算"
    assert [(s["file"], s["cell"], s["value"]) for s in conflict["sources"]] == [
        ("评价.xlsx", "C5", 40.0),
        ("乙县.xlsx", "C5", 41.0),
    ]
    assert [(one["name"], one["file"]) for one in record["strangers"]] == [("丁县", "乙县.xlsx")]
    evaluation = examine(str(returned / "汇总.xlsx")).evaluation
    assert evaluation.funds[0].budget == 40
    assert evaluation.outputs[0].actual == 96
    assert [row.count for row in evaluation.survey_counts] == [88, None]


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["评价.xlsx", "评价.xlsx", "-o", "b.xlsx"], "YQ-470", 2),
        (["评价.xlsx", "甲县.xlsx", "-o", "评价.xlsx", "--force"], "YQ-471", 2),
        (["评价.xlsx", "甲县.xlsx", "-o", "甲县.xlsx", "--force"], "YQ-471", 2),
        (["评价.xlsx", "甲县.xlsx", "-o", "甲县.xlsx"], "YQ-322", 3),
        (["没有.xlsx", "甲县.xlsx", "-o", "b.xlsx"], "YQ-101", 1),
    ],
)
def test_refusals(returned: Path, arguments: list[str], code: str, exit_code: int) -> None:
    before = {path.name: path.read_bytes() for path in returned.iterdir()}
    done = run(returned, *arguments)
    assert (done.returncode, f"[{code}]" in done.stderr) == (exit_code, True), done.stderr
    assert {path.name: path.read_bytes() for path in returned.iterdir()} == before


def test_a_file_that_cannot_be_read_costs_only_itself(returned: Path) -> None:
    (returned / "坏.xlsx").write_bytes(b"x")
    done = run(returned, "评价.xlsx", "坏.xlsx", "甲县.xlsx", "-o", "汇总.xlsx")
    assert done.returncode == 1
    assert "坏.xlsx" in done.stderr
    assert "填入 2 格" in done.stdout


def test_what_cannot_be_merged_is_told_with_its_place(returned: Path) -> None:
    yi = replace(BASE.funds[1], budget=200000.0)
    other = replace(BASE, project=replace(BASE.project, money_unit="元"), funds=(yi,))
    create(other, returned / "元.xlsx")
    book = openpyxl.load_workbook(returned / "空表.xlsx")
    book["资金"]["C6"] = "约20"
    book.save(returned / "空表.xlsx")
    done = run(returned, "评价.xlsx", "空表.xlsx", "元.xlsx", "-o", "汇总.xlsx")
    assert done.returncode == 1, done.stderr
    assert "填入 0 格" in done.stdout
    assert "金额单位不同：元.xlsx 首页!" in done.stdout
    assert "没有取 乙县：空表.xlsx 资金!C6 “约20”不是数字，没有取" in done.stdout
