"""An amount with its unit is told in the unit of its column."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.money_unit_texts import money_unit_texts
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, contract="733万元"),
        [
            (
                "funds",
                6,
                "contract",
                "error",
                "“合同金额”填的是文本“733万元”，含金额单位，疑为 733（金额单位：万元）。",
            ),
        ],
        id="ten-thousands",
    ),
    pytest.param(
        changed("funds", 6, contract="7,330,000元"),
        [
            (
                "funds",
                6,
                "contract",
                "error",
                "“合同金额”填的是文本“7,330,000元”，含金额单位，疑为 733（金额单位：万元）。",
            ),
        ],
        id="yuan",
    ),
    pytest.param(
        changed("costs", 0, unit_price="344.5元"),
        [
            (
                "costs",
                0,
                "unit_price",
                "error",
                "“单价”填的是文本“344.5元”，含金额单位，疑为 344.5（元）。",
            ),
        ],
        id="cost",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(money_unit_texts, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(money_unit_texts, model_case()) == []
