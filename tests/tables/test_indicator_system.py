from __future__ import annotations

from dataclasses import replace

import pytest
from tables.sample_evaluations import (
    LARGE,
    ODD_CELLS,
    ONE,
    REPEATED_LEVELS,
    WITHOUT_CODES,
    direct,
    indicators_only,
)

from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.grid import Grid, Ref
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.indicator_system import indicator_system


def _table(evaluation: Evaluation) -> Grid:
    return indicator_system(evaluation, evaluate(evaluation))


def _column(grid: Grid, column: int) -> list[object]:
    return [row[column].value for row in grid.rows[3:] if row[column].value is not None]


def _merged(grid: Grid, column: int) -> list[tuple[int, int]]:
    return [
        (span.row, span.rows) for span in grid.spans if span.column == column and span.columns == 1
    ]


def test_labels_and_weights_are_the_report_s(case: Evaluation, case_results: Results) -> None:
    grid = indicator_system(case, case_results)
    assert _column(grid, 0)[:5] == [
        "A政策制定(20)", "B政策实施(30)", "C政策效果(40)", "D政策可持续性(10)", "合计",
    ]  # fmt: skip
    assert _column(grid, 1)[3:6] == [
        "B1组织管理(16)",
        "B2资金管理(14)",
        "C1政策产出目标实现程度(20)",
    ]
    assert grid.rows[3][2].value == "A101政策依据充分性"
    assert grid.rows[-2][3].value == 100
    assert len(grid.rows) == 3 + 34 + 2


def test_merged_areas_are_the_report_s(case: Evaluation, case_results: Results) -> None:
    grid = indicator_system(case, case_results)
    assert _merged(grid, 0) == [(3, 7), (10, 8), (18, 14), (32, 5)]
    assert _merged(grid, 1) == [
        (3, 3), (6, 2), (8, 2), (10, 4), (14, 4), (18, 7), (25, 5), (30, 2), (33, 2),
    ]  # fmt: skip


def test_one_indicator_merges_nothing_but_the_total() -> None:
    grid = _table(ONE)
    assert _merged(grid, 0) == _merged(grid, 1) == []
    assert _column(grid, 0)[:2] == ["A决策(100)", "合计"]


def test_levels_stand_once_in_the_order_of_their_first_rows() -> None:
    grid = _table(REPEATED_LEVELS)
    assert _column(grid, 0)[:3] == ["A决策(60)", "B过程(40)", "合计"]
    assert _column(grid, 1) == ["A1立项(30)", "A2目标(30)", "B1管理(40)"]


@pytest.mark.parametrize(
    "label", ["A决策(100)", "A决策（100分）", "A决策 (权重100)", "A决策（100％）"]
)
def test_a_weight_that_stands_in_the_label_is_printed_once(label: str) -> None:
    row = replace(ONE.indicators[0], level1=label, level2=label)
    grid = _table(replace(ONE, indicators=(row,)))
    assert _column(grid, 0)[0] == _column(grid, 1)[0] == "A决策(100)"
    formula = grid.rows[3][0].formula
    assert formula is not None
    assert f"LEN({{2}})-{len(label) - len('A决策')}" in formula.text


def test_a_row_without_code_is_left_out_and_keeps_its_number() -> None:
    grid = _table(WITHOUT_CODES)
    assert _column(grid, 3)[:3] == [60, 40, 100]
    weight = grid.rows[3][3].formula
    assert weight is not None
    assert weight.refs == (Ref("indicators", 1, "weight"),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("产出完成率", "C101产出完成率", id="name alone"),
        pytest.param("C101产出完成率", "C101产出完成率", id="name with its code"),
        pytest.param("c101产出完成率", "c101产出完成率", id="case does not matter"),
        pytest.param("", "C101", id="no name"),
    ],
)
def test_the_code_stands_before_the_name_once(name: str, shown: str) -> None:
    grid = _table(indicators_only(direct("C101", "C", "C1", 1.0, 1.0, name)))
    assert grid.rows[3][2].value == shown


def test_odd_weights_show_what_the_sheet_would() -> None:
    grid = _table(ODD_CELLS)
    assert [row[3].value for row in grid.rows[3:6]] == [10, "", "10分"]
    assert "C效果" not in [str(value)[:3] for value in _column(grid, 0)]
    assert ErrorValue.DIV0 in _column(grid, 0)


def test_many_indicators_stay_in_order() -> None:
    codes = [str(value)[:4] for value in _column(_table(LARGE), 2)]
    assert codes == [row.code for row in LARGE.indicators]
    assert len(codes) == 48
