"""二级指标得分表: the sums of second levels, their loss, and what is missing."""

from __future__ import annotations

from tables.sample_evaluations import (
    FOUR_LEVELS,
    MISSING_SCORES,
    REPEATED_LEVELS,
    direct,
    indicators_only,
)

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.evaluation.scoring.levels import second_level_results
from yqxl.grid import Span
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.second_level_scores import second_level_scores


def _rows(evaluation: Evaluation) -> list[tuple[Value, ...]]:
    grid = second_level_scores(evaluation, evaluate(evaluation))
    return [tuple(cell.value for cell in row) for row in grid.rows[3:]]


def test_it_is_what_the_evaluation_sums(case: Evaluation, case_results: Results) -> None:
    sums = second_level_results(case.indicators, case_results.indicators)
    rows = _rows(case)[: len(sums)]
    assert [(row[1], row[2], row[3], row[4]) for row in rows] == [
        (level.label, level.weight, level.score, level.score_rate) for level in sums
    ]


def test_losses_add_up_to_what_is_missing_from_the_total(case: Evaluation) -> None:
    rows = _rows(case)
    losses = [row[5] for row in rows if isinstance(row[5], float)]
    assert losses[-1] == 22.27
    assert round(sum(losses[:-1]), 2) == 22.27


def test_a_level_that_repeats_stands_once() -> None:
    assert [row[:4] for row in _rows(REPEATED_LEVELS)[:4]] == [
        ("A决策", "A1立项", 30.0, 24.0),
        (None, "A2目标", 30.0, 30.0),
        ("B过程", "B1管理", 40.0, 30.0),
        ("合计", None, 100.0, 84.0),
    ]


def test_a_missing_score_leaves_its_level_and_the_total_open() -> None:
    first, second, total = _rows(MISSING_SCORES)[:3]
    assert first[3:] == (ErrorValue.NA, ErrorValue.NA, ErrorValue.NA)
    assert second[3:] == (40.0, 1.0, 0.0)
    assert total[3] is ErrorValue.NA


def test_indicators_without_a_second_level_stand_under_their_first() -> None:
    evaluation = indicators_only(
        direct("A1", "A决策", "", 40.0, 30.0), direct("A2", "A决策", "A2目标", 60.0, 60.0)
    )
    assert [row[1:4] for row in _rows(evaluation)[:2]] == [("", 40.0, 30.0), ("A2目标", 60.0, 60.0)]
    grid = second_level_scores(evaluation, evaluate(evaluation))
    assert Span(3, 0, 2) in grid.spans


def test_a_system_of_four_levels_shows_the_sums_of_the_third() -> None:
    na = ErrorValue.NA
    assert [row[:5] for row in _rows(FOUR_LEVELS)[:12]] == [
        ("A决策", "A1立项", "立项规范", 20.0, 17.0),
        (None, None, "目标合理", 20.0, 15.5),
        (None, None, "小计", 40.0, 32.5),
        (None, "A2资金", "立项规范", 20.0, 20.0),
        (None, None, "小计", 20.0, 20.0),
        ("B产出", "", "", 10.0, na),
        (None, None, "小计", 10.0, na),
        (None, "B1数量", "<5", 20.0, 12.0),
        (None, None, "1*", 5.0, 5.0),
        (None, None, "", 5.0, 5.0),
        (None, None, "小计", 30.0, 22.0),
        ("合计", None, None, 100.0, na),
    ]
    grid = second_level_scores(FOUR_LEVELS, evaluate(FOUR_LEVELS))
    assert {Span(3, 0, 5), Span(3, 1, 3), Span(8, 0, 6), Span(14, 0, 1, 3)} <= set(grid.spans)
