"""The computed columns of 指标体系: value, parameters, rule score, score, hint."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.errors import ErrorValue
from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.scoring.indicators import IndicatorTable
from yqxl.model.results import IndicatorResult, RateResult, SurveyResult
from yqxl.model.rows import Band, Element, Evaluation, Indicator, Rate, SurveyGroup
from yqxl.model.traits import KindTraits

DIV0, NA, VALUE = ErrorValue.DIV0, ErrorValue.NA, ErrorValue.VALUE
SHIPPED = shipped_parameters()
BAND = Band("三档", (0.0, 0.6, 0.9, None, None, None), (0.0, 0.5, 1.0, None, None, None))
BROKEN = Band("不递增", (0.6, 0.5, None, None, None, None), (0.5, 0.2, None, None, None, None))
ELEMENTS = (
    Element("A101", "有制度", 0.4, "是", "是"),
    Element("A101", "有流程", 0.3, "", "是"),
    Element("A101", "有记录", 0.3, "", "否"),
    Element("A102", "必备缺失", 0.5, "是", "否"),
    Element("A102", "其余", 0.5, "", "是"),
    Element("A103", "没填", 0.5, "", ""),
    Element("A104", "份额为零", 0.0, "", "是"),
)
EVALUATION = Evaluation(
    rates=(
        *(Rate("R01"), Rate("R02"), Rate("R03"), Rate("R03"), Rate("R04")),
        Rate("R05", "自填率", "直接值", 95.0),
    ),
    survey=(SurveyGroup("S01"),),
    elements=ELEMENTS,
    rules=SHIPPED.rules,
    bands=(*SHIPPED.bands, BAND, BROKEN),
)
RATES = [RateResult(result=value) for value in (0.8, DIV0, 0.1, 0.2)]
RATES += [
    RateResult(raw=5000.0, result=1.0, kind=KindTraits(divides=True)),
    RateResult(raw=95.0, result=95.0, kind=KindTraits(plain=True)),
]
TABLE = IndicatorTable(EVALUATION, RATES, [SurveyResult(100.0, 0.95)])
SAMPLE = Indicator("A101", "A政策制定", "A1", "指标", 10.0, "比例", 0.8)


def computed(**values: Value) -> IndicatorResult:
    return TABLE.result(replace(SAMPLE, **values))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (0.5, 0.5),
        ("R01", 0.8),
        ("r01", 0.8),
        ("S01", 0.95),
        ("R02", DIV0),
        ("R03", NA),
        ("R99", NA),
        ("95%", NA),
        (None, ""),
        ("", ""),
        (VALUE, VALUE),
    ],
    ids=str,
)
def test_a_value_is_typed_or_named_by_a_code_that_stands_once(source: Value, value: Value) -> None:
    assert computed(value=source).result == value


SCORES = [
    # rule, value, 参数1-3, score of 10 points
    ("比例", 0.8, (None, None, None), 8.0),
    ("比例", 0.8, (0.9, None, None), 8.89),
    ("比例", 1.3, (None, None, None), 10.0),
    ("比例", -0.5, (None, None, None), 0.0),
    ("比例", 0.8, (0.0, None, None), DIV0),
    ("反向比例", 80.0, (100.0, None, None), 10.0),
    ("反向比例", 125.0, (100.0, None, None), 8.0),
    ("反向比例", 80.0, (None, None, None), NA),
    ("门槛比例", 0.5, (None, None, None), 0.0),
    ("门槛比例", 0.6, (None, None, None), 0.0),
    ("门槛比例", 0.8, (None, None, None), 5.0),
    ("等于目标", 1.0, (None, None, None), 10.0),
    ("等于目标", 0.99, (None, None, None), 0.0),
    ("达标满分", 0.7, (0.7, None, None), 10.0),
    ("达标满分", 0.699, (0.7, None, None), 0.0),
    ("步进扣分", 0.95, (1.0, 0.01, 0.5), 7.5),
    ("步进扣分(满步)", 0.945, (1.0, 0.01, 0.5), 7.5),
    ("步进扣分(进一)", 0.945, (1.0, 0.01, 0.5), 7.0),
    ("步进扣分", 0.95, (1.0, 0.01, None), NA),
    ("步进扣分", 0.95, (1.0, 0.0, 0.5), DIV0),
    ("逐项扣分", 3.0, (2.0, None, None), 4.0),
    ("要素平均", 3.0, (4.0, None, None), 7.5),
    ("定性系数", 0.85, (None, None, None), 8.5),
    ("定性系数", 8.5, (None, None, None), NA),
    ("一票否决", 0.0, (None, None, None), 10.0),
    ("一票否决", 1.0, (None, None, None), 0.0),
    ("比例", 0.8, ("abc", None, None), VALUE),
    ("比例", "R02", (None, None, None), DIV0),
    ("比例", None, (None, None, None), ""),
    ("没有的规则", 0.8, (None, None, None), NA),
    ("", 0.8, (None, None, None), ""),
]


@pytest.mark.parametrize(("rule", "value", "parameters", "score"), SCORES)
def test_what_a_rule_gives_of_ten_points(
    rule: str, value: Value, parameters: tuple[Value, Value, Value], score: Value
) -> None:
    p1, p2, p3 = parameters
    result = computed(rule=rule, value=value, p1=p1, p2=p2, p3=p3)
    assert (result.rule_score, result.score) == (score, score)


@pytest.mark.parametrize(
    ("scheme", "value", "band", "score"),
    [
        ("三档", 0.95, 3.0, 10.0),
        ("三档", 0.9, 3.0, 10.0),
        ("三档", 0.8999, 2.0, 5.0),
        ("三档", 0.3, 1.0, 0.0),
        ("三档", -0.1, 0.0, NA),
        ("没有的方案", 0.9, NA, NA),
        ("不递增", 0.9, NA, NA),
        ("", 0.9, NA, NA),
    ],
)
def test_bands_are_reached_at_their_lower_bound(
    scheme: str, value: float, band: Value, score: Value
) -> None:
    result = computed(rule="分档", scheme=scheme, value=value)
    assert (result.band, result.rule_score) == (band, score)


@pytest.mark.parametrize(
    ("code", "factor", "score"),
    [
        ("A101", 0.7, 7.0),
        ("a101", 0.7, 7.0),
        ("A102", 0.0, 0.0),
        ("A103", NA, NA),
        ("A104", DIV0, DIV0),
        ("A105", NA, NA),
    ],
)
def test_elements_count_by_share_and_a_missing_must_takes_all(
    code: str, factor: Value, score: Value
) -> None:
    result = computed(code=code, rule="要素加权", value=None)
    assert (result.element_factor, result.rule_score) == (factor, score)


@pytest.mark.parametrize(
    ("given_score", "score"),
    [(None, 8.0), ("", 8.0), (7.0, 7.0), (1.005, 1.01), (0.0, 0.0), ("三分", VALUE), (NA, NA)],
)
def test_what_the_evaluators_decided_wins_over_the_rule(given_score: Value, score: Value) -> None:
    result = computed(given=given_score)
    assert (result.rule_score, result.score) == (8.0, score)


@pytest.mark.parametrize(
    ("weight", "score"), [(10.0, 8.0), (0.0, 0.0), (None, ""), ("四", VALUE), (NA, NA)]
)
def test_a_weight_is_a_number_or_nothing_is_scored(weight: Value, score: Value) -> None:
    assert computed(weight=weight).rule_score == score


def test_direct_scoring_takes_no_value_and_no_parameter() -> None:
    result = computed(rule="直接评分", value="不是编码", p1="abc", given=9.5)
    assert (result.result, result.rule_score, result.score, result.a) == ("", "", 9.5, 0.0)


def test_a_row_without_code_shows_nothing() -> None:
    result = computed(code="")
    assert (result.score, result.hint) == ("", "")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"rule": ""}, "请选评分规则"),
        ({"rule": "没有的规则"}, "评分规则不在参数表中"),
        ({"rule": "直接评分"}, "请填评定得分"),
        ({"value": None}, "请填权重或取值"),
        ({"value": "R99"}, "取值有误"),
        ({"p1": "abc"}, "权重、参数或方案有误"),
        ({"value": "S01", "p1": 90.0}, "←90像是漏了%"),
        ({"value": 87.28}, "←87.28像是漏了%"),
        ({"value": "R05", "p1": 0.9}, "←取值像是漏了%"),
        ({"value": "R04"}, "比率算得不可能"),
    ],
)
def test_the_hint_says_what_is_wrong(values: dict[str, Value], said: str) -> None:
    assert said in str(computed(**values).hint)


IMPOSSIBLE: list[tuple[dict[str, Value], float]] = [
    ({"value": 87.28}, 1.0),
    ({"value": "R05"}, 1.0),
    ({"value": "S01", "p1": 90.0}, 2.0),
    ({"value": "R04"}, 3.0),
]
COUNTED: list[dict[str, Value]] = [
    {"value": 509.0, "p1": 700.0},
    {"value": 3.0, "p1": 60.0},
    {"value": 64.0, "rule": "分档", "scheme": "天数"},
]


@pytest.mark.parametrize(("values", "which"), IMPOSSIBLE)
def test_a_value_that_cannot_be_meant_has_no_score_until_somebody_gives_one_with_a_reason(
    values: dict[str, Value], which: float
) -> None:
    result = computed(**values)
    assert (result.impossible, result.rule_score, result.score) == (which, NA, NA)
    # a score without a reason releases nothing
    assert computed(**values, given=8.0).score == NA
    released = computed(**values, given=8.0, reason="见底稿")
    assert (released.impossible, released.score) == (0.0, 8.0)


@pytest.mark.parametrize("values", COUNTED)
def test_counts_days_and_money_have_no_limit(values: dict[str, Value]) -> None:
    days = Band("天数", (0.0, 30.0, 60.0, *[None] * 3), (1.0, 0.5, 0.0, *[None] * 3))
    table = IndicatorTable(
        replace(EVALUATION, bands=(*EVALUATION.bands, days)), RATES, [SurveyResult(100.0, 0.95)]
    )
    assert table.result(replace(SAMPLE, **values)).impossible == 0.0


@pytest.mark.parametrize(("values", "which"), IMPOSSIBLE)
def test_an_earlier_contract_has_no_such_column(values: dict[str, Value], which: float) -> None:
    rules = contract(1).parameters.rules
    earlier = IndicatorTable(
        replace(EVALUATION, contract=1, rules=rules), RATES, [SurveyResult(100.0, 0.95)]
    )
    assert which
    result = earlier.result(replace(SAMPLE, **values))
    assert result.impossible == 0.0
    assert ("←参数1像是漏了%" in str(result.hint)) == ("p1" in values and values["p1"] == 90.0)


@pytest.mark.parametrize("gone", [("rates", "code"), ("rates", "numerator"), ("survey", "code")])
def test_nothing_is_said_of_what_cannot_be_looked_up(gone: tuple[str, str]) -> None:
    table = IndicatorTable(replace(EVALUATION, lost=(gone,)), RATES, [SurveyResult(100.0, 0.95)])
    row = replace(SAMPLE, value="S01", p1=90.0)
    assert table.result(row).impossible == 0.0


RULES = [row.rule for row in SHIPPED.rules]


@given(
    st.sampled_from(RULES),
    st.floats(0, 100),
    st.floats(-1e6, 1e6),
    st.tuples(*[st.none() | st.floats(-1e3, 1e3)] * 3),
)
def test_no_rule_gives_less_than_nothing_or_more_than_its_weight(
    rule: str, weight: float, value: float, parameters: tuple[float | None, ...]
) -> None:
    p1, p2, p3 = parameters
    row = replace(SAMPLE, rule=rule, weight=weight, value=value, p1=p1, p2=p2, p3=p3, scheme="三档")
    score = TABLE.result(row).rule_score
    if isinstance(score, float):
        # a score has two decimals: rounding may lift it by half of the last one
        assert 0 <= score <= weight + 0.005
    else:
        assert score == "" or isinstance(score, ErrorValue)
