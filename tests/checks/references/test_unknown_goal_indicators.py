"""A goal that names no indicator of the system is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.unknown_goal_indicators import unknown_goal_indicators
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("goals", 0, indicator="C199"),
        [
            (
                "goals",
                0,
                "indicator",
                "error",
                "目标“全市高中骨干校长和管理干部培训”的指标编码“C199”不在指标体系中。",
            ),
        ],
        id="unknown",
    ),
    pytest.param(
        changed("goals", 0, indicator="c101"),
        [],
        id="case",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_goal_indicators, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_goal_indicators, model_case()) == []
