"""Output and benefit indicators without a goal stand in one note."""

from __future__ import annotations

import pytest
from checks.model_case import Told, added, changed, model_case, told

from yqxl.checks.goals.indicators_without_goal import indicators_without_goal
from yqxl.model.rows import Evaluation, Goal

CASES = [
    pytest.param(
        changed("goals", 0, indicator=""),
        [
            (
                "indicators",
                15,
                "code",
                "note",
                "4 个产出、效益指标没有对应的绩效目标：C101、C105、C201、C202。",
            ),
        ],
        id="one-more",
    ),
    pytest.param(
        added(
            "goals",
            Goal("", "", "甲", "一", "C105"),
            Goal("", "", "乙", "一", "c201"),
            Goal("", "", "丙", "一", "C202"),
        ),
        [],
        id="all-aimed",
    ),
    pytest.param(
        changed("indicators", 22, level2="C2社会影响"),
        [
            (
                "indicators",
                19,
                "code",
                "note",
                "2 个产出、效益指标没有对应的绩效目标：C105、C202。",
            ),
        ],
        id="level-renamed",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(indicators_without_goal, evaluation) == expected


def test_the_model_case_is_told_as_designed() -> None:
    assert told(indicators_without_goal, model_case()) == [
        (
            "indicators",
            19,
            "code",
            "note",
            "3 个产出、效益指标没有对应的绩效目标：C105、C201、C202。",
        ),
    ]
