"""Output and benefit weight below 60 % is a warning, never an error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told, without

from yqxl.checks.weights.output_weight import output_weight
from yqxl.errors import ErrorValue
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        replace(
            model_case(),
            indicators=tuple(
                replace(row, weight=20.0) if row.code in ("C101", "C201", "C301") else row
                for row in model_case().indicators
            ),
        ),
        [],
        id="enough",
    ),
    pytest.param(
        changed("tolerances", 0, value=0.4),
        [],
        id="lower-bound",
    ),
    pytest.param(
        changed("tolerances", 0, value="六成"),
        [
            (
                "indicators",
                None,
                "weight",
                "warning",
                "产出、效益（含满意度）指标的权重为 40，占 40%，低于 60%。",
            ),
        ],
        id="text",
    ),
    pytest.param(
        changed("indicators", 0, weight=ErrorValue.NA),
        [],
        id="error",
    ),
    pytest.param(
        without("indicators"),
        [],
        id="no-indicators",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(output_weight, evaluation) == expected


def test_the_model_case_is_told_as_designed() -> None:
    assert told(output_weight, model_case()) == [
        (
            "indicators",
            None,
            "weight",
            "warning",
            "产出、效益（含满意度）指标的权重为 40，占 40%，低于 60%。",
        )
    ]
