"""A rate computed as 1,000 and more gives no total; a true 1,200 % does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import changed, findings, live, model_case

from yqxl.checks.rates.excessive_rates import excessive_rates
from yqxl.model.findings import HERE
from yqxl.model.rows import Evaluation

#: 骨干校长和管理干部培训完成率, by which C101 is scored; 预算执行率 over 资金
TRAINING, EXECUTION, C101 = 0, 6, 15


def trained(numerator: float, **indicator: object) -> Evaluation:
    case = changed("rates", TRAINING, numerator=numerator, denominator=1.0)
    rows = [
        replace(row, **indicator) if row.code == "C101" else row  # type: ignore[arg-type]  # fields by name
        for row in case.indicators
    ]
    return replace(case, indicators=tuple(rows))


@pytest.mark.parametrize("numerator", [1000.0, 1_520_000.0])
def test_a_rate_of_a_thousand_is_told_though_it_is_capped(numerator: float) -> None:
    (finding,) = findings(excessive_rates, trained(numerator))
    assert finding.message.startswith(f"总分暂不显示：{HERE} R01 算得 ")
    assert finding.withholds
    assert live(excessive_rates, trained(numerator)) == 1.0


@pytest.mark.parametrize(
    "evaluation",
    [
        pytest.param(model_case(), id="model-case"),
        pytest.param(trained(12.0), id="1200-per-cent"),
        pytest.param(trained(5000.0, value=0.5), id="nobody-uses-it"),
        pytest.param(trained(5000.0, given=3.0, reason="见底稿"), id="released"),
        pytest.param(
            changed("rates", TRAINING, kind="差额", numerator=5000.0, denominator=1.0),
            id="a-difference",
        ),
    ],
)
def test_other_rates_are_left_alone(evaluation: Evaluation) -> None:
    assert findings(excessive_rates, evaluation) == []
    assert live(excessive_rates, evaluation) == 0.0


def test_amounts_in_two_units_are_told_as_such() -> None:
    case = changed("funds", 6, spent=4147700.0)
    assert findings(excessive_rates, case) == []
    assert live(excessive_rates, case) == 1.0
