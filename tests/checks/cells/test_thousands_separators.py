"""Thousands separators are told with the number meant."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.thousands_separators import thousands_separators
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, contract="7,330,000"),
        [
            (
                "funds",
                6,
                "contract",
                "error",
                "“合同金额”填的是文本“7,330,000”，含千位分隔符，疑为 7,330,000。",
            ),
        ],
        id="amount",
    ),
    pytest.param(
        changed("funds", 6, contract="7，330，000"),
        [
            (
                "funds",
                6,
                "contract",
                "error",
                "“合同金额”填的是文本“7，330，000”，含千位分隔符，疑为 7,330,000。",
            ),
        ],
        id="full-width",
    ),
    pytest.param(
        changed("funds", 6, contract="73,3"),
        [],
        id="bad-groups",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(thousands_separators, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(thousands_separators, model_case()) == []
