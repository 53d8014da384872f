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
from yqxl.model.rows import (
    Band,
    Cost,
    Evaluation,
    Indicator,
    Output,
    Project,
    Rate,
    SurveyCount,
    SurveyGroup,
    Trend,
)


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


NO_MORE = (None, None, None)
BANDS = (
    Band("超支率", (0.0, 0.05, 0.1, None, None, None), (1.0, 0.5, 0.0, None, None, None), "文件"),
    Band("管理率", (0.0, 0.8, 0.85, 0.9, None, None), (0.0, 0.2, 0.6, 1.0, None, None), "宜兴"),
)


@pytest.mark.parametrize(
    ("row", "scheme", "score"),
    [
        pytest.param(indicator(5, "分档", 0.9983), "管理率", 5, id="99.83%满分"),
        pytest.param(indicator(95, "分档(含上限)", 0.05), "超支率", 95, id="≤5%满分，恰好5%"),
        pytest.param(indicator(95, "分档(含上限)", 0.051), "超支率", 47.5, id="超过5%"),
        pytest.param(indicator(95, "分档(含上限)", 0), "超支率", 95, id="没有超支"),
        pytest.param(indicator(95, "分档", 0.05), "超支率", 47.5, id="界限归后一档"),
    ],
)
def test_bands_closed_below_or_above(row: Indicator, scheme: str, score: float) -> None:
    row = replace(row, scheme=scheme)
    (result,) = scored(row, bands=BANDS)
    assert result.score == score


@pytest.mark.parametrize(
    ("closed", "value", "score"),
    [
        pytest.param("上限", 0.05, 95, id="≤5%满分，恰好5%"),
        pytest.param("上限", 0.1, 47.5, id="第二档的上限"),
        pytest.param("上限", 0.0, 95, id="首档含下限"),
        pytest.param("下限", 0.05, 47.5, id="≥5%归后一档"),
        pytest.param("", 0.05, 47.5, id="空着是下限"),
    ],
)
def test_a_scheme_says_how_it_is_closed(closed: str, value: float, score: float) -> None:
    bands = (replace(BANDS[0], closed=closed), BANDS[1])
    row = replace(indicator(95, "分档", value), scheme="超支率")
    assert scored(row, bands=bands)[0].score == score


def test_a_scheme_that_is_closed_otherwise_scores_nothing() -> None:
    results = evaluate(
        Evaluation(
            indicators=(replace(indicator(95, "分档", 0.05), scheme="超支率"),),
            bands=(replace(BANDS[0], closed="中间"),),
        )
    )
    assert results.bands[0].check == "闭合应为 下限 或 上限"
    assert results.indicators[0].score is ErrorValue.NA


@pytest.mark.parametrize(
    ("completed", "value", "score"),
    [("是", 0.95, 10), ("", 0.95, 7), ("否", 0.95, 7), ("是", 1.05, 10), ("是", 0.3, 10)],
)
def test_a_finished_project_has_full_marks(completed: str, value: float, score: float) -> None:
    row = replace(
        indicator(10, "分档", value), scheme="执行率分档(财预〔2021〕101号)", completed=completed
    )
    (result,) = scored(row)
    # 105 % lies in the highest band of the scheme all the same
    assert result.score == score


def test_a_finished_project_above_its_budget_has_what_its_band_gives() -> None:
    bands = (
        Band(
            "预算", (0.0, 1.0, 1.0001, None, None, None), (0.7, 1.0, 0.5, None, None, None), "文件"
        ),
    )
    row = replace(indicator(10, "分档", 1.05), scheme="预算", completed="是")
    (result,) = scored(row, bands=bands)
    assert result.score == 5


def test_a_score_is_rounded_as_its_indicator_says() -> None:
    rows = [
        replace(indicator(10, "比例", 215457.6 / 250000), rounding="整数"),
        replace(indicator(10, "比例", 0.991), rounding="整数(舍去)"),
        replace(indicator(2, "比例", 0.9485), rounding="一位小数(舍去)"),
        replace(indicator(10, "比例", 0.8), rounding="十位"),
    ]
    assert [row.score for row in scored(*rows)] == [9, 9, 1.8, ErrorValue.NA]


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


def outside(nature: str, **values: object) -> Indicator:
    row = Indicator("E101", "E加分项", "E1", "加扣分", 0.0, "直接评分", nature=nature)
    return replace(row, **values)  # type: ignore[arg-type]  # fields of an indicator


TOTAL_92 = replace(indicator(100, "直接评分", None), given=92.0, reason="见底稿")


@pytest.mark.parametrize(
    ("items", "total", "grade"),
    [
        pytest.param(
            [outside("加分", given=2.0), outside("扣分", given=-3.0)], 91, "优", id="92+2-3=91"
        ),
        pytest.param([outside("扣分", given=-9.0, limit=5.0)], 87, "良", id="扣分到上限"),
        pytest.param(
            [outside("加分", rule="要素平均", value=2.0, p1=3.0, limit=3.0)],
            94,
            "优",
            id="三项表彰得二，上限3分",
        ),
        pytest.param(
            [outside("扣分", rule="逐项扣分", value=3.0, p1=0.5, limit=5.0)],
            90.5,
            "优",
            id="每项扣0.5分",
        ),
        pytest.param(
            [outside("扣分", rule="逐项扣分", value=30.0, p1=0.5, limit=5.0, rounding="整数")],
            87,
            "良",
            id="扣完上限为止",
        ),
        pytest.param(
            [outside("扣分", rule="一票否决", value=1.0, limit=100.0)], 0, "差", id="否决总分"
        ),
        pytest.param(
            [outside("扣分", rule="一票否决", value=0.0, limit=100.0)], 92, "优", id="没有违规"
        ),
        pytest.param(
            [outside("扣分", rule="等级否决", value=1.0, limit=0.0)], 92, "差", id="否决等级"
        ),
        pytest.param([outside("扣分", given=-100.0)], 0, "差", id="总分不低于0"),
    ],
)
def test_items_outside_the_100_points(items: list[Indicator], total: float, grade: str) -> None:
    results = evaluate(Evaluation(indicators=(TOTAL_92, *items)))
    assert (results.score_total, results.grade) == (total, grade)
    assert results.weight_total == 100
    # a level of weight 0 has no score rate, and no error
    assert [level.score_rate for level in results.levels][1:] == [""]


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(outside("加分", weight=2.0, given=2.0), id="权重不是0"),
        pytest.param(outside("扣分", given=3.0), id="扣分填成正数"),
        pytest.param(outside("加分", rule="要素平均", value=2.0, p1=3.0), id="没有上限"),
        pytest.param(outside("奖励", given=2.0), id="没有这种性质"),
    ],
)
def test_an_item_that_cannot_be_meant_gives_no_total(row: Indicator) -> None:
    results = evaluate(Evaluation(indicators=(TOTAL_92, row)))
    assert results.score_total is ErrorValue.NA


LATE = Output("O01", "组织培训", 1.0, 1.0, "期", "2022-04-30", "2022-07-25")


@pytest.mark.parametrize(
    ("rule", "parameters", "score"),
    [
        pytest.param("按期满分", (), 0, id="晚了没有分"),
        pytest.param("按期满分", (90.0,), 5, id="允许晚90天"),
        pytest.param("逾期扣分", (0.0, 30.0, 1.0), 2, id="86天，每30天扣1分"),
        pytest.param("逾期否决", (), 0, id="否决"),
    ],
)
def test_days_late(rule: str, parameters: tuple[float, ...], score: float) -> None:
    """Planned for April 2022, done on 25 July 2022."""
    rate = Rate("R01", "逾期天数", "逾期天数", "产出/O01/完成日期", "产出/O01/计划日期")
    row = indicator(5, rule, "R01", *parameters)
    results = evaluate(Evaluation(outputs=(LATE,), rates=(rate,), indicators=(row,)))
    assert results.rates[0].result == 86
    assert results.indicators[0].score == score
    assert "←" not in str(results.indicators[0].hint)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        pytest.param("O02", 509 / 700, id="产出编码是它的完成率"),
        pytest.param("o02", 509 / 700, id="不分大小写"),
        pytest.param("趋势/T01/2023", 15.78, id="趋势"),
        pytest.param("成本标准/培训费/单价", 344.5, id="成本标准"),
        pytest.param("产出/O02/实际值", 509, id="路径"),
        pytest.param("O03", "", id="产出没有填"),
        pytest.param("O09", ErrorValue.NA, id="没有这个编码"),
    ],
)
def test_a_common_value_needs_no_row_of_its_own(source: str, value: Value) -> None:
    evaluation = Evaluation(
        outputs=(Output("O02", "教师", 700.0, 509.0, "人"), Output("O03", "空")),
        costs=(Cost("培训费", 344.5, "元/人/天", 8260.0),),
        trends=(Trend("T01", "一本达线率", "%", 2023.0, 15.78),),
        indicators=(indicator(3, "比例", source),),
    )
    assert evaluate(evaluation).indicators[0].result == value
    assert evaluate(replace(evaluation, contract=1)).indicators[0].result is ErrorValue.NA


def test_a_system_of_two_levels_needs_no_second_level() -> None:
    rows = tuple(
        Indicator(code, level, "", name, 50.0, "直接评分", given=given, reason="见底稿")
        for code, level, name, given in (
            ("A1", "A产出", "数量", 40.0),
            ("B1", "B效益", "社会效益", 45.0),
        )
    )
    results = evaluate(
        Evaluation(project=Project("甲", year=2022.0, money_unit="万元"), indicators=rows)
    )
    assert (results.score_total, results.grade, results.missing) == (85, "良", 0)
    # one second level makes the other a gap
    mixed = (replace(rows[0], level2="A1数量"), rows[1])
    assert evaluate(Evaluation(indicators=mixed)).missing == 4


GROUPS = {
    "survey": (SurveyGroup("S01", "教师"), SurveyGroup("S02", "干部"), SurveyGroup("S03", "学生")),
    "survey_counts": (
        SurveyCount("S01", "满意", 90.0, 1.0),
        SurveyCount("S01", "不满意", 10.0, 0.0),
        SurveyCount("S02", "满意", 20.0, 1.0),
        SurveyCount("s02", "不满意", 20.0, 0.0),
        SurveyCount("S03", "满意", None, 1.0),
    ),
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        pytest.param("S01+S02", 110 / 140, id="按有效份数加权"),
        pytest.param("s02+S01", 110 / 140, id="不分大小写和先后"),
        pytest.param("S01+S03", ErrorValue.NA, id="一组没有填完"),
        pytest.param("S01+S09", ErrorValue.NA, id="没有这一组"),
        pytest.param("S01+S01", ErrorValue.NA, id="重复"),
        pytest.param("S01 + S02", 110 / 140, id="写了空格"),
        pytest.param("S01+S02+S03+S01+S02+S03", ErrorValue.NA, id="六组"),
    ],
)
def test_survey_groups_taken_together(source: str, value: Value) -> None:
    (result,) = scored(indicator(5, "满意度按目标", source), **GROUPS)
    wanted = pytest.approx(value, abs=1e-12) if isinstance(value, float) else value
    assert result.result == wanted


@pytest.mark.parametrize(
    ("over", "value"),
    [
        pytest.param((("survey", 0, "valid", 2.0),), 110 / 140, id="有效份数"),
        pytest.param((("survey", 1, "rate", 733.0),), 110 / 140, id="满意率"),
        pytest.param((("survey", 2, "rate", 0.5),), 110 / 140, id="另一组的满意率"),
        pytest.param((("survey", 2, "rate", ErrorValue.DIV0),), ErrorValue.NA, id="另一组有误"),
        pytest.param((("survey", 1, "rate", "七成"),), ErrorValue.NA, id="文字"),
        pytest.param((("survey_counts", 0, "weighted", 60.0),), 80 / 140, id="加权份数"),
        pytest.param(
            (("survey_counts", 0, "weighted", ErrorValue.REF),), ErrorValue.NA, id="错误值"
        ),
    ],
)
def test_groups_are_added_up_from_their_answers_whatever_was_typed_over(
    over: tuple[tuple[str, int, str, Value], ...], value: Value
) -> None:
    (result,) = scored(indicator(5, "满意度按目标", "S01+S02"), overtyped=over, **GROUPS)
    wanted = pytest.approx(value, abs=1e-12) if isinstance(value, float) else value
    assert result.result == wanted
