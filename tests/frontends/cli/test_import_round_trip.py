"""An imported table becomes a workbook, the workbook a form, the form the same workbook."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from yqxl.pipeline.examine import examine

TABLES = Path(__file__).parents[2] / "foreign_tables"


def yqxl(folder: Path, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_workbook_holds_what_was_taken(tmp_path: Path) -> None:
    yqxl(tmp_path, "import", TABLES / "s01_national.xlsx", "-o", "评价.xlsx")
    examined = examine(str(tmp_path / "评价.xlsx"))
    goals = {goal.goal: goal for goal in examined.evaluation.goals}
    first = goals["修复路面面积"]
    assert (first.target, first.actual, first.direction) == ("≥1200平方米", "1260平方米", "≥")
    assert (first.target_value, first.unit) == (1200.0, "平方米")
    funds = {row.unit: row for row in examined.evaluation.funds}
    assert funds["年度资金总额"].budget_final == 28.5
    assert examined.outcome.total == 94.7
    assert [f["code"] for f in examined.outcome.findings if f["level"] == "error"] == []


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
@pytest.mark.parametrize(
    "name",
    [pytest.param("s01_national.xlsx", marks=pytest.mark.long), "c01_自评表_national.xlsx"],
)
def test_form_import_form_is_equal(tmp_path: Path, name: str, kind: str) -> None:
    yqxl(tmp_path, "import", TABLES / name, "-o", "甲.xlsx")
    yqxl(tmp_path, "form", "自评表", "甲.xlsx", "-o", f"甲表.{kind}")
    yqxl(tmp_path, "import", f"甲表.{kind}", "-o", "乙.xlsx")
    yqxl(tmp_path, "form", "自评表", "乙.xlsx", "-o", f"乙表.{kind}")
    first, second = ((tmp_path / f"{one}表.{kind}").read_bytes() for one in "甲乙")
    assert first == second


def test_a_workbook_is_made_of_the_json_of_an_import(tmp_path: Path) -> None:
    source = TABLES / "s13_two_projects.docx"
    text = yqxl(tmp_path, "import", source, "--project", 2, "--json")
    (tmp_path / "课桌.json").write_text(text, "utf-8")
    yqxl(tmp_path, "new", "评价.xlsx", "--from", "课桌.json")
    evaluation = examine(str(tmp_path / "评价.xlsx")).evaluation
    assert evaluation.project.name == "课桌椅更新"
    assert [row.given for row in evaluation.indicators] == [40, 20, 18, 10, 10]


def test_the_json_of_two_projects_is_refused(tmp_path: Path) -> None:
    text = yqxl(tmp_path, "import", TABLES / "s13_two_projects.docx", "--json")
    assert len(json.loads(text)["projects"]) == 2
    (tmp_path / "两个.json").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "yqxl", "new", "a.xlsx", "--from", "两个.json"],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, "[YQ-206]" in done.stderr) == (1, True)
