"""Parts and total: rounding is a note, more an error."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.money.parts_and_total import parts_and_total
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, contract=733.5),
        [
            (
                "funds",
                6,
                "contract",
                "error",
                "“合同金额”各分项之和 732.99 与合计 733.5 相差 0.51。",
            ),
            (
                "funds",
                6,
                "budget",
                "note",
                "年初预算、实际到位、项目经费到位、实际支出的分项没有填全，未与合计核对。",
            ),
        ],
        id="beyond",
    ),
    pytest.param(
        changed("funds", 6, contract=733.02),
        [
            (
                "funds",
                6,
                "contract",
                "note",
                "“合同金额”各分项之和 732.99 与合计 733.02 相差 0.03，属四舍五入。",
            ),
            (
                "funds",
                6,
                "budget",
                "note",
                "年初预算、实际到位、项目经费到位、实际支出的分项没有填全，未与合计核对。",
            ),
        ],
        id="within",
    ),
    pytest.param(
        changed("funds", 6, contract=732.99),
        [
            (
                "funds",
                6,
                "budget",
                "note",
                "年初预算、实际到位、项目经费到位、实际支出的分项没有填全，未与合计核对。",
            ),
        ],
        id="exact",
    ),
    pytest.param(
        replace(changed("tolerances", 2, value=0.001)),
        [
            ("funds", 6, "contract", "error", "“合同金额”各分项之和 732.99 与合计 733 相差 0.01。"),
            (
                "funds",
                6,
                "budget",
                "note",
                "年初预算、实际到位、项目经费到位、实际支出的分项没有填全，未与合计核对。",
            ),
        ],
        id="tolerance",
    ),
    pytest.param(
        changed("funds", 1, contract=None),
        [
            (
                "funds",
                6,
                "contract",
                "note",
                "合同金额、年初预算、实际到位、项目经费到位、实际支出的分项没有填全，未与合计核对。",
            ),
        ],
        id="blank-part",
    ),
    pytest.param(
        changed("funds", 5, total="是"),
        [],
        id="two-totals",
    ),
    pytest.param(
        changed("funds", 6, total=""),
        [],
        id="no-total",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(parts_and_total, evaluation) == expected


def test_the_model_case_is_told_as_designed() -> None:
    assert told(parts_and_total, model_case()) == [
        (
            "funds",
            6,
            "contract",
            "note",
            "“合同金额”各分项之和 732.99 与合计 733 相差 0.01，属四舍五入。",
        ),
        (
            "funds",
            6,
            "budget",
            "note",
            "年初预算、实际到位、项目经费到位、实际支出的分项没有填全，未与合计核对。",
        ),
    ]
