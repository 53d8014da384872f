"""A code in both tables of values is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.ambiguous_codes import ambiguous_codes
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("survey", 0, code="r03"),
        [
            ("survey", 0, "code", "error", "编码“r03”同时在指标取值和满意度中。"),
        ],
        id="both",
    ),
    pytest.param(
        changed("survey", 0, code=""),
        [],
        id="blank",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(ambiguous_codes, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(ambiguous_codes, model_case()) == []
