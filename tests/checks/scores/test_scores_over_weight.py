"""A score above the weight is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.scores_over_weight import scores_over_weight
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 0, given=4.5),
        [
            ("indicators", 0, "given", "error", "A101 的评定得分 4.5 超过权重 4。"),
        ],
        id="over",
    ),
    pytest.param(
        changed("indicators", 0, given=4.0),
        [],
        id="equal",
    ),
    pytest.param(
        changed("indicators", 0, weight="四"),
        [],
        id="text",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(scores_over_weight, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(scores_over_weight, model_case()) == []
