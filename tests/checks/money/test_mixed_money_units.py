"""A factor of about 10,000 between rows, tables and the money unit is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.money.mixed_money_units import mixed_money_units
from yqxl.model.rows import Evaluation, Fund

CASES = [
    pytest.param(
        changed("funds", 3, contract=1064300.0),
        [
            (
                "funds",
                3,
                "contract",
                "warning",
                "“郊区”的“合同金额” 1,064,300 与同类金额（约 137.3）相差约万倍，疑为单位不同。",
            ),
        ],
        id="column",
    ),
    pytest.param(
        changed("project", 0, money_unit="千元"),
        [
            ("project", None, "money_unit", "warning", "金额单位是“千元”，应为“元”或“万元”。"),
        ],
        id="unit",
    ),
    pytest.param(
        replace(model_case(), funds=(Fund("合计", 7330000.0, total="是"),)),
        [
            (
                "project",
                None,
                "money_unit",
                "warning",
                "合同金额 7,330,000万元与成本标准合计 7,330,000元相差约万倍，疑为单位不同。",
            ),
        ],
        id="contract",
    ),
    pytest.param(
        replace(model_case(), costs=(), funds=(Fund("合计", 7330000.0, total="是"),)),
        [
            (
                "project",
                None,
                "money_unit",
                "warning",
                "资金表最大的金额是 7,330,000 万元，疑为以元填写。",
            ),
        ],
        id="too-much",
    ),
    pytest.param(
        replace(
            model_case(),
            costs=(),
            project=replace(model_case().project, money_unit="元"),
            funds=(Fund("甲", 226.3), Fund("乙", 230.0)),
        ),
        [
            (
                "project",
                None,
                "money_unit",
                "warning",
                "资金表最大的金额只有 230 元，疑为以万元填写。",
            ),
        ],
        id="too-little",
    ),
    pytest.param(
        replace(
            model_case(),
            project=replace(model_case().project, money_unit="元"),
            funds=(Fund("合计", 7330000.0, total="是"),),
        ),
        [],
        id="all-in-yuan",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(mixed_money_units, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(mixed_money_units, model_case()) == []
