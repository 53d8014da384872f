"""Which base the rates of 资金 have is said where 项目经费到位 is not filled."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, model_case, told

from yqxl.checks.money.fund_bases import fund_bases
from yqxl.model.rows import Evaluation, Fund

FILLED = Fund("甲", 10.0, 10.0, 8.0, 8.0, 6.0)
BLANK = Fund("乙", 10.0, 10.0, 8.0, None, 6.0)
NOT_SPENT = Fund("丙", None, 10.0, 8.0, None, None)
ARRIVED = ("funds", 1, "arrival_contract", "note")
SPENT = ("funds", 1, "execution_arrived", "note")


@pytest.mark.parametrize(
    ("funds", "expected"),
    [
        pytest.param((FILLED,), [], id="filled"),
        pytest.param((FILLED, NOT_SPENT), [], id="no-rate"),
        pytest.param(
            (FILLED, BLANK),
            [
                (*ARRIVED, "乙没有填项目经费到位，“到位率(合同)”按实际到位计算。"),
                (*SPENT, "乙没有填项目经费到位，“执行率(到位)”按实际到位计算。"),
            ],
            id="one",
        ),
        pytest.param(
            (FILLED, BLANK, replace(BLANK, unit="丁")),
            [
                (*ARRIVED, "乙、丁没有填项目经费到位，“到位率(合同)”按实际到位计算。"),
                (*SPENT, "乙、丁没有填项目经费到位，“执行率(到位)”按实际到位计算。"),
            ],
            id="several-in-one-line",
        ),
    ],
)
def test_the_base_is_said(funds: tuple[Fund, ...], expected: list[Told]) -> None:
    assert told(fund_bases, replace(model_case(), funds=funds)) == expected


def test_a_workbook_of_the_first_contract_leaves_the_rates_blank() -> None:
    evaluation = replace(model_case(), funds=(BLANK,), contract=1)
    assert told(fund_bases, evaluation) == []


def test_the_model_case_is_clean() -> None:
    assert told(fund_bases, Evaluation(funds=model_case().funds)) == []
