"""The model case, typed again from the report by another hand, with what 0.1.0 could not hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from yqxl.evaluation import evaluate
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.evaluation.scoring.evaluate import check_findings
from yqxl.grid import Grid
from yqxl.interchange.importing import evaluation_from
from yqxl.model.findings import Level
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.tables.annual_goals import annual_goals
from yqxl.tables.indicator_system import indicator_system
from yqxl.tables.level_scores import level_scores

PUBLISHED = Path(__file__).parents[1] / "published"
DATA = PUBLISHED / "model_case_reentered.json"
REPORT = (PUBLISHED / "yangquan_2022_report.txt").read_text(encoding="utf-8").splitlines()
TABLES = {"表1-1": annual_goals, "表2-1": indicator_system, "表3-1": level_scores}
#: what the report prints of the levels, and of no indicator
LEVELS = {"A": 17, "B": 20.99, "C": 31.74, "D": 8}


def _typed() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


def _with_new_cells() -> dict[str, Any]:
    """Return the same with what it says in words put into the cells that there are now."""
    data = _typed()
    for row in data["indicators"]:
        row["given"] = row["reason"] = None
    data["level_scores"] = [
        {"code": code, "method": "直接评分", "given": given} for code, given in LEVELS.items()
    ]
    data["funds"][-1]["budget_project"] = 639.79
    outputs = {row["code"]: row for row in data["outputs"]}
    outputs["P2"] |= {"planned_date": "2022-04-30", "actual_date": "2022-07-25"}
    for code, name, times in (("P41", "线上课程", 195), ("P42", "线下课程", 117)):
        part = {"code": code, "name": name, "planned": None, "actual": times, "unit": "次"}
        data["outputs"].append(part | {"parent": "P4"})
    data["rates"].append(
        {"code": "X16", "name": "培训逾期天数", "kind": "逾期天数", "base": "计划日期"}
        | {"numerator": "产出/P2/完成日期", "denominator": "产出/P2/计划日期", "cap": None}
    )
    return data


@pytest.fixture(scope="module", params=[_typed, _with_new_cells], ids=["as typed", "new cells"])
def evaluation(request: pytest.FixtureRequest) -> Evaluation:
    return evaluation_from(request.param())


def _printed(table: str) -> list[list[str]]:
    """Return the rows of a table as printed, without what merged cells leave blank."""
    start = next(n for n, line in enumerate(REPORT) if line.startswith(f"{table} "))
    rows = []
    for line in REPORT[start + 1 :]:
        if "|" not in line:
            break
        rows.append([cell for one in line.split("|") if (cell := one.strip().replace(" ", ""))])
    return rows


def _shown(grid: Grid) -> list[list[str]]:
    """Return the texts of a table; what a merged cell covers is blank."""
    texts = [
        [display_text(cell.value, cell.role).replace(" ", "") for cell in row] for row in grid.rows
    ]
    for span in grid.spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                if (row, column) != (span.row, span.column):
                    texts[row][column] = ""
    return texts


@pytest.mark.parametrize("table", TABLES)
def test_the_table_is_the_report_s_cell_by_cell(evaluation: Evaluation, table: str) -> None:
    grid = TABLES[table](evaluation, evaluate(evaluation))
    printed = _printed(table)
    ours = [[cell for cell in row if cell] for row in _shown(grid)[2:]]
    if table == "表3-1":
        # the report itself has two names for D: 政策可持续 here, 政策可持续性 in 表2-1
        printed[0] = [name.replace("D政策可持续", "D政策可持续性") for name in printed[0]]
    assert ours[: len(printed)] == printed
    assert sum(map(len, printed)) >= 20


def test_nothing_is_wrong_with_it(evaluation: Evaluation) -> None:
    results = evaluate(evaluation)
    assert (results.score_total, results.grade, results.unscored) == (77.73, "中", 0.0)
    assert results.missing == 0.0
    findings = check_findings(evaluation, results)
    assert [one.message for one in findings if one.level is Level.ERROR] == []


def test_what_0_1_0_could_not_hold_has_its_cell(tmp_path: Path) -> None:
    source, target = tmp_path / "in.xlsx", tmp_path / "out.xlsx"
    create(evaluation_from(_with_new_cells()), source)
    outcome = regenerate(Task(str(source), str(target)))
    assert (outcome.total, outcome.grade) == (77.73, "中")
    book = load_workbook(target, data_only=True)

    def cell(sheet: str, key: object, header: str) -> object:
        rows = list(book[sheet].iter_rows(min_row=4, values_only=True))
        return next(row for row in rows if key in row)[rows[0].index(header)]

    assert cell("资金", "合计", "年初预算项目经费") == 639.79
    assert [cell("产出", code, "分项") for code in ("P41", "P42")] == ["P4", "P4"]
    assert sum(cell("产出", code, "实际值") for code in ("P41", "P42")) == 312  # type: ignore[misc]  # numbers
    assert str(cell("产出", "P2", "计划日期")).startswith("2022-04-30")
    assert cell("指标取值", "X16", "值") == 86
    assert [cell("层级评分", code, "得分") for code in LEVELS] == [*LEVELS.values()]
    assert [cell("层级评分", code, "成员合计") for code in LEVELS] == [None] * 4
