"""A goal without an indicator is a note."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.goals.goals_without_indicator import goals_without_indicator
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("goals", 0, indicator=""),
        [
            (
                "goals",
                0,
                "indicator",
                "note",
                "目标“全市高中骨干校长和管理干部培训”没有对应的三级指标。",
            ),
            ("goals", 4, "indicator", "note", "目标“参训学员培训效果”没有对应的三级指标。"),
        ],
        id="another",
    ),
    pytest.param(
        changed("goals", 4, indicator="C105"),
        [],
        id="named",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(goals_without_indicator, evaluation) == expected


def test_the_model_case_is_told_as_designed() -> None:
    assert told(goals_without_indicator, model_case()) == [
        ("goals", 4, "indicator", "note", "目标“参训学员培训效果”没有对应的三级指标。"),
    ]
