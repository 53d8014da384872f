"""The computed columns of 资金, 产出, 满意度, 成本标准 and 指标取值."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.errors import ErrorValue
from yqxl.evaluation.scoring.rates import (
    RateTable,
    cost_result,
    fund_result,
    output_result,
    survey_count_result,
    survey_result,
)
from yqxl.model.results import RateResult
from yqxl.model.rows import Cost, Evaluation, Fund, Output, Rate, SurveyCount, SurveyGroup

DIV0, NA, VALUE = ErrorValue.DIV0, ErrorValue.NA, ErrorValue.VALUE
KINDS = shipped_parameters().kinds
FUNDS = (Fund("合计", 0.0, 230.0, 200.0, 180.0, 133.06, "是"),)


def computed(rate: Rate) -> RateResult:
    return RateTable(Evaluation(rates=(rate,), kinds=KINDS, funds=FUNDS)).result(rate)


@pytest.mark.parametrize(
    ("kind", "numerator", "denominator", "value"),
    [
        ("完成率", 509.0, 700.0, 509.0 / 700.0),
        ("完成率", 152.0, 70.0, 152.0 / 70.0),
        ("执行率", "资金/合计/实际支出", "资金/合计/年初预算", 133.06 / 230.0),
        ("到位率", "资金/合计/实际到位", "资金/合计/年初预算", 200.0 / 230.0),
        ("成本节约率", 90.0, 100.0, (100.0 - 90.0) / 100.0),
        ("成本节约率", 110.0, 100.0, (100.0 - 110.0) / 100.0),
        ("差额", 230.0, 133.06, 230.0 - 133.06),
        ("直接值", 144.0, None, 144.0),
        ("直接值", 144.0, "资金/没有/单位", 144.0),
        ("完成率", 0.0, 5.0, 0.0),
        ("完成率", 5.0, 0.0, DIV0),
        ("到位率", 1.0, "资金/合计/合同金额", DIV0),
        ("完成率", "若干", 5.0, NA),
        ("完成率", 5.0, "资金/没有/年初预算", NA),
        ("完成率", None, 5.0, ""),
        ("完成率", 5.0, None, ""),
        ("", 5.0, 5.0, ""),
        ("没有的种类", 5.0, 5.0, NA),
    ],
)
def test_what_each_kind_computes(
    kind: str, numerator: Value, denominator: Value, value: Value
) -> None:
    result = computed(Rate("R01", "", kind, numerator, denominator))
    assert (result.raw, result.result) == (value, value)


@pytest.mark.parametrize(
    ("cap", "value"),
    [(None, 1.5), ("", 1.5), (1.0, 1.0), (0.95, 0.95), (2.0, 1.5), ("封顶", VALUE), (NA, NA)],
)
def test_a_cap_holds_the_value_and_leaves_the_raw_one(cap: Value, value: Value) -> None:
    result = computed(Rate("R01", "", "完成率", 3.0, 2.0, cap=cap))
    assert (result.raw, result.result) == (1.5, value)


def test_kinds_are_found_without_regard_to_case_and_a_row_without_code_shows_nothing() -> None:
    kinds = (*KINDS, KINDS[0].__class__("Rate", 1.0))
    rate = Rate("R01", "", "rATE", 1.0, 4.0)
    assert RateTable(Evaluation(kinds=kinds)).result(rate).result == 0.25
    assert computed(Rate("", "", "完成率", 1.0, 4.0)) == RateResult()


@given(
    st.sampled_from([row.kind for row in KINDS]),
    st.floats(-1e9, 1e9),
    st.floats(-1e9, 1e9),
    st.floats(-2, 2),
)
def test_no_value_is_above_its_cap(kind: str, over: float, under: float, cap: float) -> None:
    result = computed(Rate("R01", "", kind, over, under, cap=cap)).result
    assert isinstance(result, ErrorValue) or (isinstance(result, float) and result <= cap)


@pytest.mark.parametrize(
    ("fund", "shown"),
    [
        (FUNDS[0], (200 / 230, DIV0, 133.06 / 180.0, 133.06 / 230.0, 230.0 - 133.06)),
        (Fund("甲", 700.0, 733.0, 732.99, 630.0), (732.99 / 733.0, 0.9, "", "", "")),
        (Fund("甲", "约", 733.0, "1,200", "x", 1.0), ("", "", "", 1.0 / 733.0, 732.0)),
        (Fund("甲"), ("", "", "", "", "")),
        # 实际到位 where 项目经费到位 is not filled; a 0 is filled
        (Fund("甲", 10.0, None, 8.0, None, 6.0), ("", 0.8, 0.75, "", "")),
        (Fund("甲", 10.0, None, 8.0, "无", 6.0), ("", 0.8, 0.75, "", "")),
        (Fund("甲", 10.0, None, 8.0, 0.0, 6.0), ("", 0.0, DIV0, "", "")),
    ],
)
def test_funds(fund: Fund, shown: tuple[Value, ...]) -> None:
    result = fund_result(fund)
    assert shown == (
        result.arrival_budget,
        result.arrival_contract,
        result.execution_arrived,
        result.execution_budget,
        result.balance_budget,
    )


def test_funds_of_the_first_contract_take_no_other_cell() -> None:
    result = fund_result(Fund("甲", 10.0, None, 8.0, None, 6.0), 1)
    assert (result.arrival_contract, result.execution_arrived) == ("", "")


@pytest.mark.parametrize(
    ("planned", "actual", "rate"),
    [
        (700.0, 509.0, 0.7271428571428571),
        (70.0, 152.0, 1.0),
        (700.0, 0.0, 0.0),
        (0.0, 5.0, DIV0),
        (None, 5.0, ""),
        (700.0, "若干", ""),
    ],
)
def test_outputs_are_complete_at_most(planned: Value, actual: Value, rate: Value) -> None:
    assert output_result(Output("O1", "", planned, actual)).completion == rate


@pytest.mark.parametrize(
    ("price", "quantity", "amount"),
    [(450.0, 700.0, 315_000.0), (0.715, 3.0, 2.15), (None, 3.0, ""), ("面议", 3.0, "")],
)
def test_costs_are_rounded_to_fen(price: Value, quantity: Value, amount: Value) -> None:
    assert cost_result(Cost("培训", price, "", quantity)).amount == amount


def survey(*counts: SurveyCount, code: str = "S01") -> tuple[Value, Value]:
    weighted = tuple(survey_count_result(one) for one in counts)
    result = survey_result(SurveyGroup(code, "教师"), counts, weighted)
    return result.valid, result.rate


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([("S01", 60.0, 1.0), ("s01", 30.0, 1.0), ("S01", 10.0, 0.0)], (100.0, 0.9)),
        ([("S01", 50.0, 0.5), ("S02", 50.0, 1.0)], (50.0, 0.5)),
        ([("S01", 50.0, 1.0), ("S01", "十", 0.0)], ("", "")),
        ([("S01", 50.0, None)], ("", "")),
        ([("S01", 0.0, 1.0)], (0.0, DIV0)),
        ([("S02", 5.0, 1.0)], ("", "")),
        ([], ("", "")),
    ],
)
def test_satisfaction_counts_only_its_own_complete_options(
    counts: list[tuple[str, Value, Value]], shown: tuple[Value, Value]
) -> None:
    rows = [SurveyCount(code, "", count, weight) for code, count, weight in counts]
    assert survey(*rows) == shown
    assert survey(*rows, code="") == ("", "")
