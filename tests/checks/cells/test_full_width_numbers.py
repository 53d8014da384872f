"""Full-width digits are told with the number meant."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.full_width_numbers import full_width_numbers
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("outputs", 1, actual="５０９"),
        [
            ("outputs", 1, "actual", "error", "“实际值”填的是文本“５０９”，含全角字符，疑为 509。"),
        ],
        id="digits",
    ),
    pytest.param(
        changed("funds", 0, spent="１３３．０６"),
        [
            (
                "funds",
                0,
                "spent",
                "error",
                "“实际支出”填的是文本“１３３．０６”，含全角字符，疑为 133.06。",
            ),
        ],
        id="point",
    ),
    pytest.param(
        changed("indicators", 12, value="８７．２８％"),
        [],
        id="percent",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(full_width_numbers, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(full_width_numbers, model_case()) == []
