"""Indicators without a score are named in one finding."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.unscored_indicators import unscored_indicators
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 0, given=None),
        [
            ("indicators", 0, "score", "error", "尚有 1 项没有得分：A101，总分与等级不能给出。"),
        ],
        id="blank",
    ),
    pytest.param(
        changed("indicators", 12, value="R99"),
        [
            (
                "indicators",
                12,
                "score",
                "error",
                "尚有 1 项没有得分：B202（#N/A），总分与等级不能给出。",
            ),
        ],
        id="error",
    ),
    pytest.param(
        changed("indicators", 12, weight="四"),
        [
            (
                "indicators",
                12,
                "score",
                "error",
                "尚有 1 项没有得分：B202（#VALUE!），总分与等级不能给出。",
            ),
        ],
        id="weight",
    ),
    pytest.param(
        changed("indicators", 12, code="", value="R99"),
        [],
        id="no-code",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unscored_indicators, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unscored_indicators, model_case()) == []
