"""Two amounts of one row a thousand times apart give no total."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import changed, findings, live, model_case

from yqxl.checks.money.money_ratios import money_ratios
from yqxl.checks.money.overspending import overspending
from yqxl.model.findings import HERE
from yqxl.model.rows import Evaluation, Fund


def in_yuan(evaluation: Evaluation) -> Evaluation:
    return replace(evaluation, project=replace(evaluation.project, money_unit="元"))


OFF = [
    pytest.param(
        changed("funds", 6, spent=4147700.0),
        ("spent", "“合计”的“实际支出”填的是 4,147,700，同一行另有 733"),
        id="one-of-many",
    ),
    pytest.param(
        changed("funds", 0, contract=None, spent=1330600.0),
        ("spent", "“市本级”的“实际支出”填的是 1,330,600，同一行另有 230"),
        id="greater-in-万元",
    ),
    pytest.param(
        in_yuan(changed("funds", 0, contract=None, budget=2300000.0)),
        ("spent", "“市本级”的“实际支出”填的是 133.06，同一行另有 2,300,000"),
        id="smaller-in-元",
    ),
    pytest.param(
        replace(model_case(), funds=(Fund("甲", 1.0, 1000.0),)),
        ("budget", "“甲”的“年初预算”填的是 1,000，同一行另有 1"),
        id="a-thousand",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), OFF)
def test_the_odd_amount_is_named(evaluation: Evaluation, expected: tuple[str, str]) -> None:
    (finding,) = findings(money_ratios, evaluation)
    assert finding.place is not None
    assert finding.place.column == expected[0]
    assert finding.message == f"总分暂不显示：{HERE} {expected[1]}，元与万元多半混用。改好即显示。"
    assert finding.withholds
    assert live(money_ratios, evaluation) == 1.0


@pytest.mark.parametrize(
    "fund",
    [
        pytest.param(Fund("甲", 999.0, 1.0), id="less-than-a-thousand"),
        pytest.param(Fund("甲", 50_001.0, 1.0), id="more-than-any-unit"),
        pytest.param(Fund("甲", 733.0, 0.0), id="zero"),
        pytest.param(Fund("甲", 733.0), id="alone"),
        pytest.param(Fund("甲", -1.0, 7330.0), id="negative"),
        pytest.param(Fund("甲"), id="blank"),
    ],
)
def test_other_rows_are_left_alone(fund: Fund) -> None:
    case = replace(model_case(), funds=(fund,))
    assert findings(money_ratios, case) == []
    assert live(money_ratios, case) == 0.0


def test_a_pair_within_a_wider_row_is_told_too() -> None:
    case = replace(model_case(), funds=(Fund("甲", 1.0, 2000.0, 100_000.0),))
    assert len(findings(money_ratios, case)) == 1


def test_one_cause_is_told_once() -> None:
    assert findings(overspending, changed("funds", 6, spent=4147700.0)) == []
