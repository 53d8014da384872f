from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.plain_workbook import write
from libreoffice.recalculation import everywhere, recalculate
from tables.plain_sheets import grid_rows, plain_sheets
from tables.sample_evaluations import BLANK, SAMPLES, direct, indicators_only

from yqxl.arithmetic import Value
from yqxl.catalog import checks
from yqxl.errors import ErrorValue
from yqxl.evaluation import check_state, evaluate
from yqxl.evaluation.rendering.check_grid import (
    NO_FINDINGS,
    OFFENDED,
    PASSED,
    REWRITTEN,
    _verdict,
    check_grid,
)
from yqxl.evaluation.rendering.working_grid import working_grid
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.grid import Grid, Role
from yqxl.interchange.importing import load
from yqxl.model.contract import WORKING_SHEET
from yqxl.model.findings import Finding, Level
from yqxl.model.rows import Evaluation
from yqxl.workbook.template.layout import place_everything

FINDINGS = (
    Finding("YQ-001", Level.ERROR, "数字列里是文字", "请改为数字", None, "资金", "C5"),
    Finding("YQ-002", Level.WARNING, '=HYPERLINK("http://x")', "+1", None, "产出", ""),
    Finding("YQ-003", Level.NOTE, "提示一句", "", None, "", ""),
)
CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
LIVE = [check for check in checks() if check.live]
#: weights that do not add up to 100 offend an error check that is live
OFFENDING = indicators_only(direct("A1", "A决策", "A1立项", 90.0, 80.0))


def _grid(evaluation: Evaluation, findings: tuple[Finding, ...] = ()) -> Grid:
    evaluation = with_parameters(evaluation)
    return check_grid(evaluation, evaluate(evaluation), findings, place_everything(evaluation))


def _first_finding(grid: Grid) -> int:
    return next(n for n, row in enumerate(grid.rows) if row[0].value == REWRITTEN) + 2


def test_the_sheet_is_the_one_that_the_cover_looks_at() -> None:
    grid = _grid(OFFENDING)
    assert (grid.table, grid.sheet) == ("check", "校验")
    assert [cell.value for cell in grid.rows[1]][0:3:2] == ["不符", "提醒"]
    assert grid.rows[0][0].value == "校验"


@pytest.mark.parametrize("evaluation", [OFFENDING, *SAMPLES.values(), BLANK])
def test_the_two_counts_agree_with_the_cover(evaluation: Evaluation) -> None:
    evaluation = with_parameters(evaluation)
    errors, warnings = (_grid(evaluation).rows[1][column].value for column in (1, 3))
    assert isinstance(errors, float)
    assert isinstance(warnings, float)
    state = check_state(evaluation, evaluate(evaluation))
    if evaluation == with_parameters(BLANK):
        assert state == "未完成"
    elif errors:
        assert state == f"有{errors:g}项不符"
    else:
        assert state == (f"通过，有{warnings:g}项提醒" if warnings else "通过")


def test_every_live_check_has_its_row() -> None:
    grid = _grid(OFFENDING)
    rows = grid.rows[3 : 3 + len(LIVE)]
    assert [row[0].value for row in rows] == [check.code for check in LIVE]
    assert [row[2].value for row in rows] == [check.title for check in LIVE]
    assert all(row[3].formula and row[4].formula for row in rows)


def test_an_offended_check_is_marked() -> None:
    verdicts = {row[4].value: row[4].role for row in _grid(OFFENDING).rows[3 : 3 + len(LIVE)]}
    assert verdicts == {PASSED: Role.GOOD, OFFENDED: Role.ERROR}


@pytest.mark.parametrize(
    ("count", "verdict"),
    [(0.0, "通过"), (3.0, "不符"), (ErrorValue.NA, "有误"), ("", "有误")],
)
def test_a_verdict_tells_a_count_from_a_failure(count: Value, verdict: str) -> None:
    assert _verdict(count) == verdict


def test_findings_are_texts_with_their_place() -> None:
    grid = _grid(OFFENDING, FINDINGS)
    rows = grid.rows[_first_finding(grid) :]
    assert [[cell.value for cell in row] for row in rows] == [
        ["YQ-001", "错误", "资金!C5", "数字列里是文字", "请改为数字", None],
        ["YQ-002", "警告", "产出", '=HYPERLINK("http://x")', "+1", None],
        ["另有提示 1 条，不影响结果：用 yqxl check 查看。", None, None, None, None, None],
    ]
    assert [row[1].role for row in rows[:2]] == [Role.ERROR, Role.WARNING]
    assert all(cell.formula is None for row in rows for cell in row)


def test_the_same_thing_down_a_column_is_one_row() -> None:
    same = tuple(replace(FINDINGS[0], cell=f"C{row}") for row in range(5, 31))
    grid = _grid(OFFENDING, (*same, FINDINGS[1]))
    rows = [[cell.value for cell in row] for row in grid.rows[_first_finding(grid) :]]
    assert [row[2] for row in rows] == ["资金!C5", "产出"]
    assert rows[0][3] == "数字列里是文字（共 26 处：C5、C6、C7、C8、C9 等）"


def test_without_findings_the_area_says_so() -> None:
    grid = _grid(OFFENDING)
    row = _first_finding(grid)
    assert grid.rows[row][0].value == NO_FINDINGS
    assert len(grid.rows) == row + 1
    assert [span.columns for span in grid.spans if span.row == row] == [6]


def test_a_long_finding_makes_its_row_higher() -> None:
    long = replace(FINDINGS[0], message="很长的发现" * 20)
    grid = _grid(OFFENDING, (long, FINDINGS[1]))
    first = _first_finding(grid)
    assert grid.heights[first] == 5 * 18 + 7
    assert grid.heights[first + 1] == 25


@pytest.mark.parametrize("name", ["model case", *SAMPLES])
def test_the_live_checks_give_in_calc_what_the_sheet_says(
    calc: Calc, name: str, tmp_path: Path
) -> None:
    evaluation = with_parameters(SAMPLES[name] if name in SAMPLES else load(CASE))
    results = evaluate(evaluation)
    sheets, layout = plain_sheets(evaluation, results)
    sheets[WORKING_SHEET] = grid_rows(working_grid(evaluation, results, layout), layout)
    sheets["校验"] = grid_rows(check_grid(evaluation, results, FINDINGS, layout), layout)
    path = write(tmp_path / "book.xlsx", sheets)
    recalculate(calc, path, everywhere).assert_same(at_least=2 * len(LIVE))
