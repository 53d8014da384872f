"""问题清单 as a table: groups merged, sentences live, facts only."""

from __future__ import annotations

from pathlib import Path

from yqxl.catalog.problem_table import problem_list
from yqxl.evaluation import evaluate
from yqxl.grid import Role, Span
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation

CASE = load(Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json")
GRID = problem_list(CASE, evaluate(CASE))


def test_groups_are_merged_over_their_problems() -> None:
    groups = [row[0].value for row in GRID.rows[3:14]]
    assert [group for group in groups if group] == ["政策执行", "目标与指标设置", "底稿缺资料"]
    assert {Span(3, 0, 6), Span(9, 0, 3), Span(12, 0, 2)} <= set(GRID.spans)


def test_every_sentence_follows_its_data() -> None:
    rows = GRID.rows[3:14]
    assert all(row[2].formula and row[2].formula.refs for row in rows)
    assert all(row[4].role is Role.TEXT for row in rows)


def test_places_are_paths_of_the_workbook() -> None:
    places = [row[4].value for row in GRID.rows[3:6]]
    assert places == ["产出/O02/实际值", "产出/O03/实际值", "资金/矿区/年初预算"]


def test_the_note_says_that_causes_are_not_there() -> None:
    grid = problem_list(Evaluation(), evaluate(Evaluation()))
    assert any("只列数据所见的事实" in str(row[0].value) for row in grid.rows)
