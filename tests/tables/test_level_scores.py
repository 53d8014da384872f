from __future__ import annotations

from dataclasses import replace

import pytest
from tables.sample_evaluations import LARGE, MISSING_SCORES, ONE, REPEATED_LEVELS

from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.grid import Grid
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.level_scores import level_scores


def _table(evaluation: Evaluation) -> Grid:
    return level_scores(evaluation, evaluate(evaluation))


def _shown(grid: Grid, row: int) -> list[str]:
    return [display_text(cell.value, cell.role) for cell in grid.rows[row]]


def test_the_figures_are_the_published_ones(case: Evaluation, case_results: Results) -> None:
    grid = level_scores(case, case_results)
    assert grid.rows[0][0].value == "表3-1 政策综合绩效评价得分情况表"
    assert _shown(grid, 3) == ["权重", "20", "30", "40", "10", "100"]
    assert _shown(grid, 4) == ["得分", "17", "20.99", "31.74", "8", "77.73"]
    assert _shown(grid, 5) == ["得分率", "85%", "69.97%", "79.35%", "80%", "77.73%"]
    assert _shown(grid, 6)[:2] == ["评价等级", "中"]


def test_illustrative_scores_are_said_to_be_so(case: Evaluation, case_results: Results) -> None:
    note = "注：三级指标得分为示例值，报告未公布。"
    assert level_scores(case, case_results).rows[-1][0].value == note
    assert note not in [row[0].value for row in _table(ONE).rows]


@pytest.mark.parametrize("kind", ["政策", "项目", ""])
def test_the_title_names_what_is_evaluated(kind: str) -> None:
    grid = _table(replace(ONE, project=replace(ONE.project, kind=kind)))
    assert grid.rows[0][0].value == f"表3-1 {kind}综合绩效评价得分情况表"


def test_a_missing_score_leaves_its_level_and_the_total_without_one() -> None:
    grid = _table(MISSING_SCORES)
    assert [cell.value for cell in grid.rows[4]] == ["得分", ErrorValue.NA, 40, ErrorValue.NA]
    assert [cell.value for cell in grid.rows[5]] == ["得分率", ErrorValue.NA, 1, ErrorValue.NA]
    assert _shown(grid, 6)[:2] == ["评价等级", "尚有1项未得分"]
    assert _shown(grid, 7)[:2] == ["未得分项", "1"]
    assert _shown(grid, 8)[:2] == ["已得分合计(暂)", "52"]


def test_a_level_that_repeats_has_one_column() -> None:
    assert _shown(_table(REPEATED_LEVELS), 2) == ["指标", "A决策", "B过程", "合计"]


@pytest.mark.parametrize(("evaluation", "landscape"), [(ONE, False), (LARGE, True)])
def test_many_levels_go_on_a_landscape_page(evaluation: Evaluation, *, landscape: bool) -> None:
    grid = _table(evaluation)
    assert grid.page.landscape is landscape
    # a label that would leave one character alone may take a little more
    assert sum(grid.widths) <= (110 if landscape else 75) + 3 * len(grid.widths)


def test_the_grade_stands_under_all_columns(case: Evaluation, case_results: Results) -> None:
    grid = level_scores(case, case_results)
    assert [(span.column, span.columns) for span in grid.spans if span.row == 6] == [(1, 5)]
