"""A row without its code is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.rows_without_key import rows_without_key
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("outputs", 1, code=""),
        [
            ("outputs", 1, "code", "error", "此行没有填“编码”，不参与计算。"),
        ],
        id="output",
    ),
    pytest.param(
        changed("funds", 2, unit=""),
        [
            ("funds", 2, "unit", "error", "此行没有填“单位”，不参与计算。"),
        ],
        id="unit",
    ),
    pytest.param(
        changed("goals", 0, goal=""),
        [
            ("goals", 0, "goal", "error", "此行没有填“具体指标”，不参与计算。"),
        ],
        id="goal",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(rows_without_key, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(rows_without_key, model_case()) == []
