"""A typed rate that contradicts its numbers is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.rates.typed_rates import typed_rates
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 13, value=0.65),
        [
            (
                "indicators",
                13,
                "value",
                "error",
                "“预算执行率”键入 65%，按分子、分母计算为 64.83%或56.11%。",
            ),
        ],
        id="same-name",
    ),
    pytest.param(
        changed("indicators", 13, value=0.6483),
        [],
        id="rounded",
    ),
    pytest.param(
        changed("indicators", 13, name="执行率", value=414.77 / 739.24),
        [],
        id="other-base",
    ),
    pytest.param(
        changed("indicators", 16, value=0.8),
        [
            (
                "indicators",
                16,
                "value",
                "error",
                "“全市高中教师学科素养培训完成率”键入 80%，按分子、分母计算为 72.71%。",
            ),
        ],
        id="output",
    ),
    pytest.param(
        changed("rates", 6, kind="直接值", numerator=0.7, denominator=None),
        [
            (
                "rates",
                6,
                "numerator",
                "error",
                "“预算执行率”键入 70%，按分子、分母计算为 64.83%或56.11%。",
            ),
        ],
        id="rate-row",
    ),
    pytest.param(
        changed("rates", 4, name="到位率", kind="直接值", numerator=0.9, denominator=None),
        [
            (
                "rates",
                4,
                "numerator",
                "error",
                "“到位率”键入 90%，按分子、分母计算为 100%或87.28%。",
            ),
        ],
        id="money",
    ),
    pytest.param(
        changed("indicators", 12, name="资金到位情况", value=0.5),
        [],
        id="no-rate",
    ),
    pytest.param(
        changed("indicators", 22, value=0.5),
        [],
        id="unknown",
    ),
    pytest.param(
        changed("indicators", 13, value=64.83),
        [],
        id="percent-number",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(typed_rates, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(typed_rates, model_case()) == []
