from __future__ import annotations

from dataclasses import replace

import pytest

from yqxl.grid import Grid, Role, Span
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Goal, Project
from yqxl.tables.annual_goals import annual_goals

# first and last row of the merged areas, as the report prints them
CASE_SPANS = [(3, 0, 12), (15, 0, 5), (3, 1, 7), (10, 1, 3), (13, 1, 2), (16, 1, 2)]


def _merged(grid: Grid) -> list[tuple[int, int, int]]:
    return [(span.row, span.column, span.rows) for span in grid.spans if span.columns == 1]


def _goals(*rows: tuple[str, str, str]) -> Grid:
    goals = tuple(Goal(level1, level2, goal, "有") for level1, level2, goal in rows)
    return annual_goals(Evaluation(goals=goals), Results())


def test_levels_are_merged_as_in_the_report(case: Evaluation, case_results: Results) -> None:
    assert _merged(annual_goals(case, case_results)) == CASE_SPANS


def test_a_goal_shows_its_target_word_for_word(case: Evaluation, case_results: Results) -> None:
    row = annual_goals(case, case_results).rows[6]
    assert row[2].value == "学科基地建设学科指导"
    assert str(row[3].value).startswith("72次(6所省级示范高中")
    assert row[3].role is Role.TEXT


@pytest.mark.parametrize(
    ("rows", "merged"),
    [
        pytest.param([("甲", "a", "1"), ("甲", "b", "2")], [(3, 0, 2)], id="first level only"),
        pytest.param(
            [("甲", "a", "1"), ("甲", "a", "2"), ("乙", "a", "3")],
            [(3, 0, 2), (3, 1, 2)],
            id="a second level ends with its first",
        ),
        pytest.param(
            [("甲", "a", "1"), ("乙", "b", "2"), ("甲", "a", "3")], [], id="not consecutive"
        ),
        pytest.param([("", "", "1"), ("", "", "2")], [], id="blank labels"),
    ],
)
def test_only_runs_of_equal_labels_are_merged(
    rows: list[tuple[str, str, str]], merged: list[tuple[int, int, int]]
) -> None:
    assert _merged(_goals(*rows)) == merged


def test_a_row_without_goal_and_target_is_left_out() -> None:
    goals = (Goal("甲", "a", "", ""), Goal("甲", "a", "指标", ""), Goal("甲", "a", "", "目标"))
    grid = annual_goals(Evaluation(goals=goals), Results())
    assert [row[2].value for row in grid.rows[3:5]] == ["指标", ""]
    first = grid.rows[3][2].formula
    assert first is not None
    assert "row=1" in repr(first.refs[0])
    assert Span(3, 0, 2) in grid.spans


@pytest.mark.parametrize(
    ("year", "shown"), [(2022.0, "2022年度"), ("2022-2023", "2022-2023年度"), (None, "")]
)
def test_the_year_stands_above_the_table(year: float | str | None, shown: str) -> None:
    grid = annual_goals(Evaluation(project=replace(Project(), year=year)), Results())
    assert grid.rows[1][-1].value == shown


def test_long_goals_make_their_rows_higher(case: Evaluation, case_results: Results) -> None:
    grid = annual_goals(case, case_results)
    assert grid.heights[6] > grid.heights[7]
