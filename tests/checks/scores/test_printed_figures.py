"""A report's figures are held against the workbook's, rounded as the report prints them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import model_case, told

from yqxl.arithmetic import Value
from yqxl.checks.scores.printed_figures import printed_figures
from yqxl.model.rows import Evaluation, PrintedFigure

NOWHERE = "“单元格”写的“{ref}”在工作簿中找不到，没有核对"


def reported(item: str, printed: Value, ref: str = "") -> Evaluation:
    return replace(model_case(), printed_figures=(PrintedFigure(item, printed, ref),))


@pytest.mark.parametrize(
    ("printed", "ref"),
    [
        pytest.param(739.24, "资金/合计/实际到位", id="an amount"),
        pytest.param(739.0, "资金/合计/实际到位", id="rounded as printed"),
        pytest.param("739", "资金／合计／实际到位", id="a text, full width strokes"),
        pytest.param("64.83%", "R07", id="a rate by its code"),
        pytest.param(0.6483, "r07", id="a rate as a number"),
        pytest.param("65％", "R07", id="a rate without decimals"),
        pytest.param(0.6483, "资金/合计/执行率（到位）", id="a computed column"),
        pytest.param(77.73, "首页/总分", id="the total"),
        pytest.param("中", "首页/等级", id="the grade"),
        pytest.param(2022.0, "首页/评价年度", id="the year"),
        pytest.param(8.0, "8", id="a formula of the person's own"),
        pytest.param("2.18", "指标体系/C102/得分", id="a score"),
        pytest.param("2.18", "c102", id="a score by its code"),
        pytest.param(None, "无", id="nothing printed"),
    ],
)  # fmt: skip
def test_a_figure_that_agrees_is_not_told(printed: Value, ref: str) -> None:
    assert told(printed_figures, reported("某数", printed, ref)) == []


@pytest.mark.parametrize("item", ["总分", "评价得分", "综合得分"])
def test_total_and_grade_are_known_by_their_names(item: str) -> None:
    assert told(printed_figures, reported(item, 77.73)) == []
    assert len(told(printed_figures, reported(item, 87.73))) == 1
    assert told(printed_figures, reported("等级", "中")) == []


@pytest.mark.parametrize(
    ("item", "printed", "ref", "field", "said"),
    [
        ("总分", 87.73, "", "printed", "报告写 87.73，工作簿是 77.73"),
        ("等级", "良", "", "printed", "报告写 “良”，工作簿是 “中”"),
        ("到位", 793.24, "资金/合计/实际到位", "printed", "报告写 793.24，工作簿是 739.24"),
        ("执行率", 64.83, "R07", "printed", "报告写 64.83，工作簿是 0.6483"),
        ("执行率", "六成", "R07", "printed", "报告写 “六成”，工作簿是 0.6483"),
        ("合同", 5.0, "资金/合计/全年预算数", "printed", "报告写 5，工作簿还没有这个数"),
        ("来源", "省级", "资金/合计/来源", "ref", NOWHERE),
        ("到位", 1.0, "资金!F9", "ref", NOWHERE),
        ("到位", 1.0, "首页/天气", "ref", NOWHERE),
        ("趋势", 1.0, "趋势/T01/1999", "ref", NOWHERE),
        ("到位", 1.0, "", "ref", "没有写“单元格”，没有核对"),
    ],
)  # fmt: skip
def test_a_figure_that_differs_is_told(
    item: str, printed: Value, ref: str, field: str, said: str
) -> None:
    said = said.format(ref=ref)
    expected = [("printed_figures", 0, field, "warning", f"报告数据“{item}”：{said}。")]
    assert told(printed_figures, reported(item, printed, ref)) == expected


def test_a_figure_of_a_year_is_found() -> None:
    trend = model_case().trends[0]
    ref = f"趋势/{trend.code}/{trend.year:g}"
    assert told(printed_figures, reported("某年", trend.value, ref)) == []
