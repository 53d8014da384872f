"""层级评分: levels that are scored themselves, and what is left of their indicators' scores."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.rows import Evaluation, Indicator, LevelScore, Project

NA, VALUE, DIV0 = ErrorValue.NA, ErrorValue.VALUE, ErrorValue.DIV0


def _row(code: str, level1: str, level2: str, weight: float, given: Value) -> Indicator:
    return Indicator(code, level1, level2, "指标", weight, "直接评分", given=given, reason="依据")


INDICATORS = (
    _row("A101", "A决策", "A1立项", 4.0, None),
    _row("A102", "A决策", "A1立项", 6.0, None),
    _row("A201", "A决策", "A2目标*", 10.0, 9.0),
    _row("B101", "B过程(30)", "B1组织", 16.0, 10.0),
    _row("B201", "B过程(30)", "B2资金", 14.0, 10.99),
    _row("C101", "产出", "", 40.0, 31.74),
    _row("D101", "D可持续", "D1政策", 10.0, 8.0),
)
#: without the two that have none
SCORED = INDICATORS[2:]


def scored(*levels: LevelScore, indicators: tuple[Indicator, ...] = INDICATORS) -> Evaluation:
    project = Project("甲", "项目", 2022.0, money_unit="万元")
    return Evaluation(project=project, indicators=indicators, level_scores=levels)


@pytest.mark.parametrize(
    ("levels", "total", "by_level"),
    [
        pytest.param(
            [LevelScore("A", "直接评分", 17.0)], 77.73, {"A决策": 17.0}, id="没有三级得分"
        ),
        pytest.param([LevelScore("A", "", 17.0)], 77.73, {"A决策": 17.0}, id="方法空着"),
        pytest.param([LevelScore("a决策", "", 17.0)], 77.73, {"A决策": 17.0}, id="写名称"),
        pytest.param([LevelScore("A1", "直接评分", 8.0)], 77.73, {"A决策": 17.0}, id="二级"),
        pytest.param(
            [LevelScore("A1", "", 8.0), LevelScore("A")], 77.73, {"A决策": 17.0}, id="两级合计"
        ),
        pytest.param(
            [LevelScore("A1", "", 8.0), LevelScore("A2"), LevelScore("A", "平均")],
            77.73,
            {"A决策": 17.0},  # 20 × (0.8 + 0.9) / 2
            id="取二级的平均",
        ),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("B", "平均")],
            77.89,
            {"B过程(30)": 21.15},  # 30 × (10/16 + 10.99/14) / 2
            id="取三级的平均",
        ),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("B", "加权平均")],
            77.73,
            {"B过程(30)": 20.99},
            id="加权平均就是合计",
        ),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("B", "混合", 25.0, 0.4)],
            79.33,
            {"B过程(30)": 22.59},  # 25 × 40% + 20.99 × 60%
            id="混合",
        ),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("A1", "", 3.0)],
            77.73,
            {"A决策": 17.0},
            id="一级另有一行，二级不再加",
        ),
        pytest.param(
            [LevelScore("A", "", 17.0), LevelScore("产出", "", 30.005)],
            76.0,
            {"产出": 30.01},
            id="没有编码的级别写全名",
        ),
    ],
)  # fmt: skip
def test_a_level_is_scored_itself(
    levels: list[LevelScore], total: float, by_level: dict[str, float]
) -> None:
    results = evaluate(scored(*levels))
    assert (results.score_total, results.unscored) == (total, 0.0)
    assert {level.label: level.score for level in results.levels}.items() >= by_level.items()
    assert results.provisional == total
    assert results.grade == "中"
    assert {0, 1} <= results.needs_no_score


@pytest.mark.parametrize(
    ("level", "score", "unscored"),
    [
        pytest.param(LevelScore("X", "", 3.0), NA, 1.0, id="没有这个级别"),
        pytest.param(LevelScore("B", "直接评分"), NA, 1.0, id="没有评定得分"),
        pytest.param(LevelScore("B", "大概"), NA, 1.0, id="没有这种方法"),
        pytest.param(LevelScore("B", "混合", 20.0), NA, 1.0, id="没有份额"),
        pytest.param(LevelScore("B1", "混合", 9.0, 40.0), NA, 1.0, id="份额漏了百分号"),
        pytest.param(LevelScore("B", "", "三分"), VALUE, 1.0, id="文字"),
        pytest.param(LevelScore("B", "", NA), NA, 1.0, id="错误值"),
    ],
)
def test_a_row_without_a_score_leaves_no_total(
    level: LevelScore, score: Value, unscored: float
) -> None:
    results = evaluate(scored(level, indicators=SCORED))
    assert results.level_scores[0].score == score
    assert (results.score_total, results.unscored) == (NA, unscored)


def test_a_level_that_stands_twice_leaves_no_total() -> None:
    twice = (LevelScore("B", "", 20.0), LevelScore("B过程(30)", "", 21.0))
    results = evaluate(scored(*twice, indicators=SCORED))
    assert (results.score_total, results.unscored) == (NA, 2.0)
    below = (LevelScore("B1", "", 9.0), LevelScore("b1组织", "", 9.0))
    assert evaluate(scored(*below, indicators=SCORED)).score_total is NA


def test_a_level_with_open_members_stays_open() -> None:
    results = evaluate(scored(LevelScore("A", "平均"), LevelScore("A1", "平均")))
    assert [one.score for one in results.level_scores] == ["", ""]
    assert (results.score_total, results.unscored, results.missing) == (NA, 2.0, 3.0)


def test_second_levels_keep_a_score_of_their_own() -> None:
    levels = (LevelScore("A", "", 17.0), LevelScore("A1", "", 5.0))
    results = evaluate(scored(*levels))
    found = {level.label: level.score for level in results.second_levels}
    assert (found["A1立项"], found["A2目标*"]) == (5.0, 9.0)


def test_blank_cells_below_a_scored_level_are_not_missing() -> None:
    # one more: 产出 has no second level, the others have
    assert evaluate(scored()).missing == 3.0
    assert evaluate(scored(LevelScore("A1", "", 8.0))).missing == 1.0


def test_a_mean_without_any_weight_is_an_error() -> None:
    bonus = replace(_row("E1", "E加分", "", 0.0, 2.0), nature="加分", limit=5.0)
    results = evaluate(scored(LevelScore("E", "平均"), indicators=(*SCORED, bonus)))
    assert results.level_scores[0].score is DIV0


def test_what_is_typed_over_a_column_goes_on() -> None:
    typed = (("level_scores", 0, "change", 100.0), ("indicators", 3, "rate", 1.0))
    rows = (LevelScore("A", "", 17.0), LevelScore("B", "平均"))
    results = evaluate(replace(scored(*rows), overtyped=typed))
    assert results.level_scores[1].score == round(30 * (1 + 10.99 / 14) / 2, 2)
    assert results.levels[0].score == 109.0


def test_rows_without_a_code_show_nothing() -> None:
    results = evaluate(scored(LevelScore("", "", 3.0), indicators=SCORED))
    assert set(vars(results.level_scores[0]).values()) == {""}
    assert results.score_total == 69.73
