"""The national 自评表: what comes from where, and what import reads back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yqxl.catalog import forms
from yqxl.documents.word_document import word_document
from yqxl.evaluation import evaluate
from yqxl.evaluation.importing.evaluation_data import ImportedProject, imported_project
from yqxl.evaluation.importing.recognise import recognise
from yqxl.forms.self_evaluation import self_evaluation
from yqxl.grid import Grid
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Fund, Goal, Indicator, Project
from yqxl.workbook.foreign.kinds import read_tables
from yqxl.workbook.graft.grid_book import grid_book

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
SMALL = Evaluation(
    project=Project(name="某乡道路养护", year=2024.0, department="某县交通局", money_unit="万元"),
    funds=(
        Fund("年度资金总额", None, 3.5, None, None, 3.12, "是"),
        Fund("其中：当年财政拨款", None, 3.0, None, None, 3.0, ""),
        Fund("上年结转资金", None, 0.5, None, None, 0.12, ""),
    ),
    goals=(
        Goal("产出指标", "数量指标", "养护里程", "≥50公里", "A101"),
        Goal("产出指标", "质量指标", "验收合格率", "=100%", "A201"),
    ),
    indicators=(
        Indicator("A101", "产出指标", "数量指标", "养护里程", 60.0, "比例", 46.0, 50.0,
                  given=55.2, reason="雨季推迟"),
        Indicator("A201", "产出指标", "质量指标", "验收合格率", 30.0, "直接评分", given=30.0),
        Indicator("Z101", "预算执行率", "预算执行率", "预算执行率", 10.0, "直接评分", given=8.91,
                  reason="尾款未付"),
    ),
)  # fmt: skip


def form_of(evaluation: Evaluation) -> Grid:
    return self_evaluation(evaluation, evaluate(evaluation))


def texts(grid: Grid) -> list[list[object]]:
    return [[cell.value for cell in row if cell.value not in (None, "")] for row in grid.rows]


def imported(grid: Grid, path: Path, writer: Callable[[Grid], bytes]) -> ImportedProject:
    path.write_bytes(writer(grid))
    (draft,) = recognise(read_tables(path))
    return imported_project(draft)


def test_the_execution_rate_stands_among_the_funds() -> None:
    grid = form_of(SMALL)
    assert texts(grid)[5] == ["年度资金总额", 3.5, 3.12, 10.0, 8.91]
    names = [row[3].value for row in grid.rows[12:]]
    assert "预算执行率" not in names


def test_the_total_adds_the_funds_points() -> None:
    assert texts(form_of(SMALL))[-1] == ["总分", 100.0, 94.11]


def test_without_a_score_there_is_no_total() -> None:
    rows = (*SMALL.indicators[:1], replace(SMALL.indicators[1], given=None), SMALL.indicators[2])
    grid = form_of(replace(SMALL, indicators=rows))
    assert texts(grid)[-1] == ["总分", 100.0]


def test_sources_of_money_have_their_rows() -> None:
    assert texts(form_of(SMALL))[6:9] == [
        ["其中：当年财政拨款", 3.0, 3.0, "—", "—"],
        ["上年结转资金", 0.5, 0.12, "—", "—"],
        ["其他资金", "—", "—"],
    ]


@pytest.mark.parametrize(
    ("name", "writer"), [("a.xlsx", grid_book), ("a.docx", word_document)], ids=["xlsx", "docx"]
)
@pytest.mark.parametrize("evaluation", [SMALL, load(CASE)], ids=["small", "model case"])
def test_import_reads_the_form_back(
    tmp_path: Path, evaluation: Evaluation, name: str, writer: Callable[[Grid], bytes]
) -> None:
    project = imported(form_of(evaluation), tmp_path / name, writer)
    results = evaluate(evaluation)
    wanted = [
        (row.name, row.level1, row.level2, row.weight, result.score, row.reason or None)
        for row, result in zip(evaluation.indicators, results.indicators, strict=True)
    ]
    got = [
        (r["name"], r["level1"], r["level2"], r["weight"], r["given"], r.get("reason"))
        for r in project.data["indicators"]
    ]
    if evaluation is SMALL:
        # the form has no place for the reason of the execution rate
        wanted[-1] = (*wanted[-1][:-1], None)
    assert got == wanted
    assert project.total["score"] == results.score_total
    # a proposed rule may need a look, what was taken does not
    assert [item for item in project.checks if not item.at.endswith("/评分规则")] == []
    assert project.data["project"]["name"] == evaluation.project.name
    targets = {goal["goal"]: goal.get("target") for goal in project.data.get("goals", [])}
    codes = {row.code: row.name for row in evaluation.indicators}
    for goal in evaluation.goals:
        if goal.indicator in codes:
            assert "".join(goal.target.split()) == "".join(
                str(targets[codes[goal.indicator]]).split()
            )


def test_the_form_is_found() -> None:
    assert "自评表" in {form.name for form in forms()}
