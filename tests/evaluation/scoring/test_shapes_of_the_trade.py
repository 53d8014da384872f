"""Shapes that published evaluations use, as a workbook scores them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.errors import ErrorValue
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Evaluation, Indicator, Rate


def scored(*rows: Indicator, **tables: object) -> tuple[IndicatorResult, ...]:
    return evaluate(Evaluation(indicators=rows, **tables)).indicators  # type: ignore[arg-type]  # tables


def indicator(weight: float, rule: str, value: Value, *parameters: float) -> Indicator:
    p1, p2, p3 = (*parameters, None, None, None)[:3]
    return Indicator("A101", "A产出", "A1数量", "指标", weight, rule, value, p1, p2, p3)


@pytest.mark.parametrize(
    ("row", "score"),
    [
        pytest.param(indicator(25, "影响比例", 0.8728, 0, 1), 21.82, id="影响比例"),
        pytest.param(indicator(25, "超额调减", 152 / 70, 1, 0.3, 0.5), 14.11, id="超额调减"),
        pytest.param(indicator(25, "标杆比较", 0.6426, 0.63, 0.001, 0.05), 13.13, id="标杆比较"),
        pytest.param(indicator(10, "超额扣分(满步)", 1.1, 1, 0.01, 0.5), 5, id="三公110%"),
        pytest.param(indicator(10, "超额扣分(满步)", 0.8, 1, 0.01, 0.5), 10, id="三公80%"),
    ],
)
def test_a_rule_computed_in_the_cell(row: Indicator, score: float) -> None:
    (result,) = scored(row)
    assert (result.rule_score, result.score) == (score, score)
    assert "←" not in str(result.hint)


def test_monitoring_is_no_scoring_rule() -> None:
    (result,) = scored(indicator(25, "监控阈值", 0.35, 0.4, 0.1, 0))
    assert result.score is ErrorValue.NA
    assert result.hint == "评分规则不在参数表中"


def test_growth_is_a_kind_of_value() -> None:
    rates = (Rate("R01", "结转结余变动率", "变动率", 60.0, 50.0),)
    results = evaluate(Evaluation(rates=rates, indicators=(indicator(100, "不超满分", "R01", 0),)))
    assert results.rates[0].result == 0.2
    assert results.indicators[0].score == 0


def test_every_rule_in_the_drop_down_is_computed_or_given_by_hand() -> None:
    cells = contract().cell_rules
    assert {row.number for row in shipped_parameters().rules} == {0.0, *map(float, cells)}


def test_a_workbook_of_the_first_contract_keeps_its_rules() -> None:
    row = indicator(25, "影响比例", 0.8728, 0, 1)
    own = contract(1)
    earlier = replace(own.parameters, indicators=(row,), contract=1)
    (result,) = evaluate(earlier).indicators
    assert result.score is ErrorValue.NA
    assert result.hint == "此规则由 yqxl 计算，单元格内请填评定得分"
