"""A given score that differs needs a reason."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.unexplained_scores import unexplained_scores
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 0, given=3.5),
        [
            ("indicators", 0, "given", "error", "A101 的评定得分 3.5 低于权重 4，没有写扣分原因。"),
        ],
        id="below",
    ),
    pytest.param(
        changed("indicators", 0, given=3.5, reason="依据不足"),
        [],
        id="below-with-reason",
    ),
    pytest.param(
        changed("indicators", 12, given=4.0),
        [
            (
                "indicators",
                12,
                "given",
                "error",
                "B202 的评定得分 4 与规则得分 3.49 不同，没有写扣分原因。",
            ),
        ],
        id="other-than-rule",
    ),
    pytest.param(
        changed("indicators", 12, given=3.491),
        [
            (
                "indicators",
                12,
                "given",
                "error",
                "B202 的评定得分 3.491 低于权重 4，没有写扣分原因。",
            ),
        ],
        id="same-as-rule",
    ),
    pytest.param(
        changed("indicators", 12, given=3.49),
        [
            (
                "indicators",
                12,
                "given",
                "note",
                "B202 的评定得分 3.49 与规则得分相同，低于权重 4，没有写扣分原因。",
            ),
        ],
        id="equal-to-rule",
    ),
    pytest.param(
        changed("indicators", 12, given=4.0, reason="县区已补足"),
        [],
        id="other-with-reason",
    ),
    pytest.param(
        changed("indicators", 12, weight="四", given=3.0),
        [],
        id="text-weight",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unexplained_scores, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unexplained_scores, model_case()) == []
