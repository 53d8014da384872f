"""A percent stored as text is told with the number meant."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.percent_texts import percent_texts
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("rates", 0, cap="100%"),
        [
            ("rates", 0, "cap", "error", "“封顶”填的是文本“100%”，疑为 1（100%）。"),
        ],
        id="cap",
    ),
    pytest.param(
        changed("indicators", 12, value="87.28%"),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "“取值来源”填的是文本“87.28%”，疑为 0.8728（87.28%）。",
            ),
        ],
        id="value",
    ),
    pytest.param(
        changed("indicators", 27, p1="９５％"),
        [
            ("indicators", 27, "p1", "error", "“参数1”填的是文本“９５％”，疑为 0.95（95%）。"),
        ],
        id="full-width",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(percent_texts, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(percent_texts, model_case()) == []
