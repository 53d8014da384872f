from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.plain_workbook import Formula, write
from libreoffice.recalculation import recalculate
from tables.sample_evaluations import MISSING_SCORES, ODD_CELLS, ONE, REPEATED_LEVELS

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.grid import Cell, Grid, Role
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Rate, SurveyCount, SurveyGroup
from yqxl.tables.indicator_scores import indicator_scores, row_rate, row_rate_text


def _table(evaluation: Evaluation) -> Grid:
    return indicator_scores(evaluation, evaluate(evaluation))


def _row(grid: Grid, code: str) -> tuple[Cell, ...]:
    return next(row for row in grid.rows if row[0].value == code)


def _shown(row: tuple[Cell, ...]) -> list[str]:
    return [display_text(cell.value, cell.role) for cell in row]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("B202", ["资金到位率", "4", "87.28%", "合同项目费用", "比例", "3.49", "87.25%", ""]),
        ("B203", ["预算执行率", "3", "64.83%", "实际到位项目经费", "分档", "1.5", "50%", ""]),
        ("C301", ["教师的满意度", "4", "89%", "有效问卷(教师)", "比例", "3.56", "89%", ""]),
        (
            "A201",
            [
                "政策目标合理性",
                "2",
                "",
                "",
                "直接评分",
                "1",
                "50%",
                "绩效目标与预算项目的匹配程度较低",
            ],
        ),
    ],
)
def test_an_indicator_shows_how_it_came_to_its_score(
    case: Evaluation, case_results: Results, code: str, shown: list[str]
) -> None:
    assert _shown(_row(indicator_scores(case, case_results), code))[1:] == shown


def test_each_level_has_its_subtotal(case: Evaluation, case_results: Results) -> None:
    grid = indicator_scores(case, case_results)
    sums = [_shown(row) for row in grid.rows if "计" in str(row[0].value)[-1:]]
    assert [(row[0], row[2], row[6], row[7]) for row in sums] == [
        ("A政策制定小计", "20", "17", "85%"),
        ("B政策实施小计", "30", "20.99", "69.97%"),
        ("C政策效果小计", "40", "31.74", "79.35%"),
        ("D政策可持续性小计", "10", "8", "80%"),
        ("合计", "100", "77.73", "77.73%"),
    ]


def test_rows_that_were_sorted_stand_level_by_level_again() -> None:
    column = [row[0].value for row in _table(REPEATED_LEVELS).rows[3:-1]]
    assert column == ["A1", "A2", "A3", "A决策小计", "B1", "B2", "B过程小计", "合计"]


def test_a_missing_score_is_blank_and_leaves_no_total() -> None:
    grid = _table(MISSING_SCORES)
    assert [cell.value for cell in _row(grid, "A1")[6:8]] == ["", ""]
    assert _row(grid, "合计")[6].value is ErrorValue.NA


def test_odd_weights_give_no_rate_of_their_own() -> None:
    grid = _table(ODD_CELLS)
    rates = {str(row[0].value): row[7].value for row in grid.rows[3:]}
    assert (rates["A2"], rates["B1"], rates["C1"]) == ("", "", "")
    assert rates["D1"] == ""
    assert (rates["E1"], rates["E2"]) == (ErrorValue.NA, ErrorValue.VALUE)


@pytest.mark.parametrize(
    ("score", "weight", "expected"),
    [
        ("95%", 4.0, ErrorValue.VALUE),
        ("1/2", 4.0, ErrorValue.VALUE),
        ("95%", 0.0, ""),
        ("95%", "4", ""),
        (3.0, 4.0, 0.75),
    ],
)
def test_a_text_that_looks_like_a_number_gives_no_rate(
    calc: Calc, tmp_path: Path, score: Value, weight: Value, expected: Value
) -> None:
    assert row_rate(score, weight) == expected
    cell = Formula(row_rate_text("A1", "B1"), expected)  # type: ignore[arg-type]  # a cell's value
    book = write(tmp_path / "rate.xlsx", {"a": [[score, weight, cell]]})  # type: ignore[dict-item,list-item]  # cells
    recalculate(calc, book).assert_same(at_least=1)


RATES = (
    Rate("R01", "完成率", "完成率", 3.0, 4.0, "计划数"),
    Rate("R02", "增幅", "差额", 3.0, 4.0, "上年"),
    Rate("S02", "两处都有", "直接值", 3.0, None, "取值表"),
    Rate("R04", "重复", "直接值", 3.0, None, "甲"),
    Rate("r04", "重复", "直接值", 3.0, None, "乙"),
)


@pytest.mark.parametrize(
    ("source", "base", "role"),
    [
        pytest.param("R01", "计划数", Role.PERCENT, id="a share"),
        pytest.param("r01", "计划数", Role.PERCENT, id="case does not matter"),
        pytest.param("R02", "上年", Role.NUMBER, id="a difference"),
        pytest.param("S01", "有效问卷(教师)", Role.PERCENT, id="a survey"),
        pytest.param("S02", "取值表", Role.NUMBER, id="rates come before surveys"),
        pytest.param("R04", "", Role.NUMBER, id="a code that is not unique"),
        pytest.param("X1", "", Role.NUMBER, id="an unknown code"),
        pytest.param(0.5, "", Role.NUMBER, id="a typed number"),
        pytest.param(None, "", Role.NUMBER, id="nothing"),
        pytest.param(ErrorValue.REF, ErrorValue.REF, Role.NUMBER, id="an error"),
    ],
)
def test_the_base_is_that_of_the_value(source: object, base: object, role: Role) -> None:
    indicator = replace(ONE.indicators[0], rule="比例", value=source)  # type: ignore[arg-type]
    evaluation = replace(
        ONE,
        indicators=(indicator,),
        rates=RATES,
        survey=(SurveyGroup("S01", "教师"), SurveyGroup("S02", "干部")),
        survey_counts=(SurveyCount("S01", "满意", 1.0, 1.0),),
    )
    row = _table(evaluation).rows[3]
    assert (row[4].value, row[3].role) == (base, role)
    assert row[4].formula is not None


def test_without_rates_and_surveys_there_is_no_base_to_look_up() -> None:
    assert _table(ONE).rows[3][4] == Cell("", None, Role.TEXT)
