"""The outline of our own report: 财预〔2020〕10号 附3, with a placeholder for every block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from yqxl.documents.report.contents import TEXT, Contents
from yqxl.model.headers import header_key
from yqxl.sentences.level_analysis import heading
from yqxl.sentences.wording import level_name

_NUMBERS = "一二三四五六七八九十"
_PROBLEMS = "主要经验及做法、存在的问题及原因分析"


class Kind(Enum):
    """What a line of the outline becomes."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    BODY = "body"
    #: left to the evaluator: the placeholder stays until 报告文字 has a text for it
    OWN = "own"
    TABLE = "table"
    #: its text is the key of the chart
    CHART = "chart"


@dataclass(frozen=True)
class Line:
    """One line; a table's text is its placeholder."""

    kind: Kind
    text: str


def outline(contents: Contents) -> Iterator[Line]:
    """Yield the lines of the report for what a workbook has data for."""
    yield Line(Kind.TITLE, f"{contents.evaluation.project.name}绩效评价报告")
    yield from _basics(contents)
    yield from _work(contents)
    yield Line(Kind.HEADING, "三、综合评价情况及评价结论")
    if contents.has("综合评价"):
        yield Line(Kind.BODY, "〔综合评价〕具体得分情况如下表3-1所示。")
    yield from _tables(contents, "表3-1")
    yield from _charts(contents, "得分率", "失分")
    yield _own(contents, "评价结论", "三", "三（二）", "综合评价情况及评价结论")
    yield from _analysis(contents)
    yield Line(Kind.HEADING, f"五、{_PROBLEMS}")
    yield Line(Kind.SUBHEADING, "（一）主要经验及做法")
    yield _own(contents, "主要经验及做法", "五（一）")
    yield Line(Kind.SUBHEADING, "（二）存在的问题及原因分析")
    yield from _blocks(contents, "产出问题", "资金问题")
    yield _own(contents, "存在的问题", "五（二）", "存在的问题及原因分析", "六", "五")
    yield Line(Kind.HEADING, "六、有关建议")
    yield _own(contents, "有关建议", "六、有关建议", "七", "建议")
    yield Line(Kind.HEADING, "七、其他需要说明的问题")
    yield _own(contents, "其他需要说明的问题", "八")
    yield from _tables(contents, "表3-2")


def _basics(contents: Contents) -> Iterator[Line]:
    yield Line(Kind.HEADING, "一、基本情况")
    yield Line(Kind.SUBHEADING, "（一）项目概况")
    yield _own(contents, "项目概况", "一（一）", "政策背景", "基本情况", "一")
    yield Line(Kind.SUBHEADING, "（二）项目绩效目标")
    yield _own(contents, "项目绩效目标", "一（二）", "绩效目标")
    yield from _tables(contents, "表1-1")
    yield Line(Kind.SUBHEADING, "（三）资金投入和使用情况")
    yield from _blocks(contents, "资金投入", "预算到位", "合同到位", "资金使用", "口径", "支出标准")
    yield from _tables(contents, "表1-2", "表1-3")
    yield from _charts(contents, "资金")


def _work(contents: Contents) -> Iterator[Line]:
    yield Line(Kind.HEADING, "二、绩效评价工作开展情况")
    yield Line(Kind.SUBHEADING, "（一）绩效评价目的、对象和范围")
    yield _own(contents, "绩效评价目的、对象和范围", "二（一）")
    yield Line(Kind.SUBHEADING, "（二）绩效评价原则、评价指标体系、评价方法、评价标准等")
    yield _own(contents, "绩效评价原则、方法和标准", "二（二）", "评价方法")
    if contents.has("指标体系"):
        yield Line(Kind.BODY, "〔指标体系〕具体指标体系见表2-1。")
    yield from _blocks(contents, "权重设置")
    yield from _tables(contents, "表2-1")
    yield Line(Kind.SUBHEADING, "（三）绩效评价工作过程")
    yield _own(contents, "绩效评价工作过程", "二（三）", "二")


def _analysis(contents: Contents) -> Iterator[Line]:
    yield Line(Kind.HEADING, "四、绩效评价指标分析")
    number = 0
    for level in contents.results.levels:
        if level.label:
            number += 1
            yield Line(Kind.SUBHEADING, f"（{_numeral(number)}）{heading(level)}")
            yield from _blocks(contents, f"分析：{level.code or level_name(level.label)}")
            yield _own(contents, heading(level), f"四（{_numeral(number)}）", level.code or "")
    results = [*_blocks(contents, "产出", "趋势", "满意度")]
    if results:
        yield Line(Kind.SUBHEADING, f"（{_numeral(number + 1)}）产出及效益实现情况")
        yield from results
        yield from _tables(contents, "满意度统计表")
        yield from _charts(contents, "完成情况", "趋势")


def _numeral(number: int) -> str:
    return _NUMBERS[number - 1] if number <= len(_NUMBERS) else str(number)


def _blocks(contents: Contents, *names: str) -> Iterator[Line]:
    for name in names:
        if contents.has(name):
            yield Line(Kind.BODY, f"〔{name}〕")


def _tables(contents: Contents, *sheets: str) -> Iterator[Line]:
    for sheet in sheets:
        if contents.has(sheet):
            yield Line(Kind.TABLE, sheet)


def _charts(contents: Contents, *kinds: str) -> Iterator[Line]:
    for chart in contents.charts():
        if chart.key.startswith(kinds):
            yield Line(Kind.CHART, chart.key)


def _own(contents: Contents, name: str, *others: str) -> Line:
    """Return the evaluator's text by the first of its names that the sheet has."""
    there = {header_key(row.section) for row in contents.evaluation.texts}
    for one in (name, *others):
        if one and header_key(one) in there:
            return Line(Kind.OWN, f"〔{TEXT}：{one}〕")
    return Line(Kind.OWN, f"〔{TEXT}：{name}〕")
