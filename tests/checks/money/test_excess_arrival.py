"""Money beyond the budget is a warning, a part beyond its whole an error."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.money.excess_arrival import excess_arrival
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, arrived=800.0),
        [
            ("funds", 6, "arrived", "warning", "“合计”实际到位 800，超过年初预算 739.24。"),
        ],
        id="budget",
    ),
    pytest.param(
        changed("funds", 6, arrived_project=735.0),
        [
            (
                "funds",
                6,
                "arrived_project",
                "warning",
                "“合计”项目经费到位 735，超过合同金额 733。",
            ),
        ],
        id="contract",
    ),
    pytest.param(
        changed("funds", 6, arrived=600.0),
        [
            (
                "funds",
                6,
                "arrived_project",
                "error",
                "“合计”项目经费到位 639.79，超过实际到位 600。",
            ),
        ],
        id="part",
    ),
    pytest.param(
        changed("funds", 6, arrived="不详"),
        [],
        id="text",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(excess_arrival, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(excess_arrival, model_case()) == []
