"""A rate without the denominator that its kind needs is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.rates.blank_denominators import blank_denominators
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("rates", 0, denominator=None),
        [
            ("rates", 0, "denominator", "error", "R01 的种类是“完成率”，分母来源还空着。"),
        ],
        id="completion",
    ),
    pytest.param(
        changed("rates", 0, kind="直接值", denominator=None),
        [],
        id="direct",
    ),
    pytest.param(
        changed("rates", 0, kind="成本节约率", denominator=""),
        [
            ("rates", 0, "denominator", "error", "R01 的种类是“成本节约率”，分母来源还空着。"),
        ],
        id="saving",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(blank_denominators, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(blank_denominators, model_case()) == []
