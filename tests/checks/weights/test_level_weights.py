"""A weight in a label against the sum below it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.weights.level_weights import level_weights
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        replace(
            model_case(),
            indicators=tuple(
                replace(row, level1="A政策制定(21)") if row.code[0] == "A" else row
                for row in model_case().indicators
            ),
        ),
        [
            ("indicators", 0, "level1", "error", "“A政策制定(21)”写明权重 21，下级之和是 20。"),
        ],
        id="off",
    ),
    pytest.param(
        replace(
            model_case(),
            indicators=tuple(
                replace(row, level1="A政策制定（20分）") if row.code[0] == "A" else row
                for row in model_case().indicators
            ),
        ),
        [],
        id="right",
    ),
    pytest.param(
        changed("indicators", 33, level2="D4政策预期效果的可持续性(3)"),
        [
            (
                "indicators",
                33,
                "level2",
                "error",
                "“D4政策预期效果的可持续性(3)”写明权重 3，下级之和是 2。",
            ),
        ],
        id="level2",
    ),
    pytest.param(
        changed("indicators", 33, level2="D4政策预期效果的可持续性(3)", weight="二"),
        [],
        id="text",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(level_weights, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(level_weights, model_case()) == []
