"""评分表: targets, results, criteria and grounds of every indicator."""

from __future__ import annotations

from dataclasses import replace

from tables.sample_evaluations import MISSING_SCORES

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.grid import Role
from yqxl.model.rows import Evaluation, Goal, Indicator
from yqxl.tables.scoring_sheet import scoring_sheet


def rows(evaluation: Evaluation) -> dict[str, tuple[Value, ...]]:
    """Return the lines by indicator, from 权重 on."""
    grid = scoring_sheet(evaluation, evaluate(evaluation))
    return {str(row[2].value): tuple(cell.value for cell in row[3:]) for row in grid.rows[3:]}


def test_a_line_says_target_result_and_how_the_score_came_about(case: Evaluation) -> None:
    line = rows(case)["全市高中教师学科素养培训完成率"]
    assert line[0] == 3.0
    assert str(line[1]).startswith("700人")
    assert round(float(str(line[2])), 4) == 0.7271
    assert line[3:6] == ("比例", "按“比例”计得2.18分", 2.18)


def test_what_people_wrote_goes_first() -> None:
    indicators = (
        Indicator("C1", "C效果", "C1产出", "甲", 60.0, "直接评分", given=50.0, reason="缺",
                  evidence="台账", criterion="全部完成得满分", process="5/6×60"),
        Indicator("C2", "C效果", "C1产出", "乙", 40.0, "直接评分", given=40.0),
    )  # fmt: skip
    goals = (
        Goal(goal="甲之一", target="6场", indicator="c1", actual="5场"),
        Goal(goal="甲之二", target="每场50人", indicator="C1", actual="48人"),
    )
    found = rows(Evaluation(goals=goals, indicators=indicators))
    assert found["甲"] == (
        60.0, "6场；每场50人", "5场；48人", "全部完成得满分", "5/6×60", 50.0, "缺", "台账",
    )  # fmt: skip
    assert found["乙"] == (40.0, "", "", "直接评分", "评价组评定40分", 40.0, "", "")


def test_a_missing_score_has_no_process_and_no_total() -> None:
    grid = scoring_sheet(MISSING_SCORES, evaluate(MISSING_SCORES))
    assert grid.rows[3][7].value == ""
    assert grid.rows[6][8].value is ErrorValue.NA
    assert grid.rows[6][8].role is Role.TOTAL_SCORE


def test_levels_are_merged_over_their_indicators(case: Evaluation) -> None:
    grid = scoring_sheet(case, evaluate(case))
    deep = {(span.column, span.row): span.rows for span in grid.spans if span.rows > 1}
    assert deep[0, 3] == 7
    assert deep[1, 3] == 3


def test_a_level_that_repeats_stands_once() -> None:
    one = replace(MISSING_SCORES, indicators=(*MISSING_SCORES.indicators,) * 2)
    grid = scoring_sheet(one, evaluate(one))
    assert {span.row for span in grid.spans if span.column == 0 and span.rows > 1} == {3, 7}
