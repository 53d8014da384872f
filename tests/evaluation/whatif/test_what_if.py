"""What a change would do, held to the figures of the model case."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yqxl.errors import UsageError
from yqxl.evaluation import evaluate
from yqxl.evaluation.whatif.cell_paths import changed
from yqxl.evaluation.whatif.differences import WhatIf, what_if
from yqxl.interchange.importing import load
from yqxl.model.rows import Element, Evaluation, SurveyCount, SurveyGroup

CASE = load(Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json")


def figures(found: WhatIf) -> tuple[object, ...]:
    total, grade = found.total, found.grade
    return total.before, total.after, grade.before, grade.after


@pytest.mark.parametrize(
    ("change", "total", "grade", "scores"),
    [
        ("产出/O02/实际值=700", 78.55, "中", {"C102": (2.18, 3.0)}),
        ("产出/O03/实际值=60", 79.98, "中", {"C103": (0.0, 2.25)}),
        ("产出/O03/实际值=61", 80.02, "良", {"C103": (0.0, 2.29)}),
    ],
)
def test_the_model_case(
    change: str, total: float, grade: str, scores: dict[str, tuple[float, float]]
) -> None:
    found = what_if(CASE, [change])
    assert figures(found) == (77.73, total, "中", grade)
    assert {one.code: (one.score.before, one.score.after) for one in found.scores} == scores
    assert found.illustrative
    assert not found.withheld


def test_two_changes_add_up() -> None:
    found = what_if(CASE, ["产出/O02/实际值=700", "产出/O03/实际值=61"])
    assert found.total.after == 80.84
    assert [one.by for one in (found.total, *(level for _, level in found.levels))] == [3.11, 3.11]


def test_a_given_score_stays_and_says_what_its_rule_would_give() -> None:
    indicators = tuple(
        replace(row, given=2.18, reason="少 191 人") if row.code == "C102" else row
        for row in CASE.indicators
    )
    found = what_if(replace(CASE, indicators=indicators), ["产出/O02/实际值=700"])
    (c102,) = found.scores
    assert c102.held
    assert (c102.rule_score.before, c102.rule_score.after) == (2.18, 3.0)
    assert found.total.before == found.total.after


def test_an_impossible_score_gives_no_total() -> None:
    found = what_if(CASE, ["指标体系/C301/评定得分=100"])
    assert found.withheld
    assert "YQ-070" in [one.code for one in found.findings]


def test_an_error_that_was_there_withholds_nothing() -> None:
    # C301 is over its weight already; what is tried does not make it so
    indicators = tuple(
        replace(row, given=5.0) if row.code == "C301" else row for row in CASE.indicators
    )
    found = what_if(replace(CASE, indicators=indicators), ["产出/O02/实际值=700"])
    assert not found.withheld
    assert not found.findings


def test_no_score_is_told_where_one_gets_lost() -> None:
    found = what_if(CASE, ["产出/O02/实际值="])
    assert found.total.after == "未完成"
    assert found.grade.after == "尚有1项未得分"
    assert found.total.by is None


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 1000))
def test_it_is_what_the_changed_workbook_gives(people: int) -> None:
    rows = tuple(
        replace(row, actual=float(people)) if row.code == "O02" else row for row in CASE.outputs
    )
    expected = evaluate(replace(CASE, outputs=rows))
    found = what_if(CASE, [f"产出/O02/实际值={people}"])
    assert (found.total.after, found.grade.after) == (expected.score_total, expected.grade)


ROWS = replace(
    CASE,
    survey=(SurveyGroup("S01", "教师"),),
    survey_counts=(SurveyCount("S01", "满意", 80.0, 1.0), SurveyCount("S01", "不满意", 20.0, 0.0)),
    elements=(Element("A101", "依据", 0.6, "是", "是"), Element("A101", "程序", 0.4, "", "否")),
)


@pytest.mark.parametrize(
    ("text", "table", "row", "field", "value"),
    [
        ("产出/o02/实际值=７００", "outputs", 1, "actual", 700.0),
        ("产出／O02／完成值=1,700", "outputs", 1, "actual", 1700.0),
        ("资金/矿区/实际到位资金=40", "funds", 2, "arrived", 40.0),
        ("满意度/S01/不满意/人数=3", "survey_counts", 1, "count", 3.0),
        ("满意度/S01/对象=学生", "survey", 0, "group", "学生"),
        ("评分要素/A101/程序/是否具备=是", "elements", 1, "met", "是"),
        ("指标体系/C102/参数1=95%", "indicators", 16, "p1", 0.95),
        ("指标体系/C102/评分规则=达标满分", "indicators", 16, "rule", "达标满分"),
        ("指标取值/R02/分子来源=产出/O01/实际值", "rates", 1, "numerator", "产出/O01/实际值"),
        ("指标取值/R02/分子来源=600", "rates", 1, "numerator", 600.0),
        ("产出/O02/实际值=", "outputs", 1, "actual", None),
        ("产出/O02/计量单位=", "outputs", 1, "unit", ""),
    ],
)
def test_a_path_leads_to_its_cell(
    text: str, table: str, row: int, field: str, value: object
) -> None:
    after, (change,) = changed(ROWS, [text])
    assert (change.table, change.row, change.field) == (table, row, field)
    assert getattr(getattr(after, table)[row], field) == value == change.after


@pytest.mark.parametrize(
    ("texts", "code", "said"),
    [
        (["产出/O02/实际值"], "YQ-480", "没有等号"),
        (["产出/O02=7"], "YQ-480", "不是一格的路径"),
        (["产出//实际值=7"], "YQ-480", "不是一格的路径"),
        (["产量/O02/实际值=7"], "YQ-480", "没有填报表“产量”"),
        (["产出/O09/实际值=7"], "YQ-480", "现有：O01、O02、O03、O04"),
        (["产出/O02/实际=7", "产出/O02/实际值=8"], "YQ-482", "写了两次"),
        (["产出/O02/完成率=1"], "YQ-480", "公式算出来的"),
        (["产出/O02/预算=1"], "YQ-480", "不是这张表的列"),
        (["满意度/S01/人数=1"], "YQ-480", "选项：满意、不满意"),
        (["产出/O02/实际值=很多"], "YQ-481", "“很多”不能用"),
        (["产出/O02/实际值=nan"], "YQ-481", "“nan”不能用"),
        (["资金/合计/实际支出=700万元"], "YQ-481", "不带单位"),
        (["评分要素/A101/程序/是否具备=有"], "YQ-481", "只能是 是 或 否"),
    ],
)
def test_what_leads_nowhere_is_refused(texts: list[str], code: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        changed(ROWS, texts)
    assert refused.value.code == code
    assert said in str(refused.value)


def test_an_earlier_contract_has_no_later_column() -> None:
    text = "产出/O02/完成日期=2022-12-31"
    assert changed(CASE, [text])[1]
    with pytest.raises(UsageError, match="不是这张表的列"):
        changed(replace(CASE, contract=1), [text])


def test_nothing_that_was_read_changes() -> None:
    before = Evaluation(outputs=CASE.outputs)
    changed(before, ["产出/O02/实际值=700"])
    assert before.outputs == CASE.outputs
