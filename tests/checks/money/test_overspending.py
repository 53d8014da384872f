"""Spending beyond its base is a warning; without any base an error."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.money.overspending import overspending
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 0, spent=230.01),
        [
            ("funds", 0, "spent", "warning", "“市本级”实际支出 230.01，超过年初预算 230。"),
        ],
        id="budget",
    ),
    pytest.param(
        changed("funds", 6, spent=700.0),
        [
            ("funds", 6, "spent", "warning", "“合计”实际支出 700，超过项目经费到位 639.79。"),
        ],
        id="arrived",
    ),
    pytest.param(
        changed("funds", 6, arrived_project=None, spent=739.25),
        [
            ("funds", 6, "spent", "warning", "“合计”实际支出 739.25，超过实际到位 739.24。"),
            ("funds", 6, "spent", "warning", "“合计”实际支出 739.25，超过年初预算 739.24。"),
        ],
        id="no-project",
    ),
    pytest.param(
        changed("funds", 0, arrived=0.0),
        [
            ("funds", 0, "spent", "error", "“市本级”实际支出 133.06，超过实际到位 0。"),
        ],
        id="nothing-arrived",
    ),
    pytest.param(
        changed("funds", 0, spent="很多"),
        [],
        id="text",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(overspending, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(overspending, model_case()) == []
