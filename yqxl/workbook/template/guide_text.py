"""填表指南: its whole text, the home of the sheet in the template and of docs/filling.md.

A small evaluation filled in, how paths are written, and the eight mistakes that people make
most, each by the sign that they see. The small one is an evaluation like any other: its
rates and scores are computed, never typed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yqxl.arithmetic import Value, is_number, percent_text
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.contract import BY_KEY, CLOSING_TEXT, COVER_SHEET, GUIDE_SHEET, NAMED_CELLS
from yqxl.model.results import Results
from yqxl.model.rows import (
    Evaluation,
    Fund,
    Goal,
    Indicator,
    Output,
    Project,
    Rate,
    SurveyCount,
    SurveyGroup,
)

TITLE = GUIDE_SHEET
LEAD = "十分钟填好一份评价：照着例子，从首页填到指标体系。黄底的自己填，灰底的自己算。例子是编的。"
PURPOSE = "十分钟学会填：例子、路径、常见的错"

#: the small evaluation of the guide
EXAMPLE = Evaluation(
    project=Project(name="某县教师培训", year=2024.0, money_unit="万元"),
    goals=(
        Goal("产出指标", "数量指标", "培训人数", "200人", "C101"),
        Goal("满意度指标", "服务对象满意度", "教师满意度", "不低于90%", "C102"),
    ),
    funds=(
        Fund("东乡", budget=60.0, arrived=60.0, spent=57.0),
        Fund("西乡", budget=40.0, arrived=40.0, spent=38.0),
        Fund("合计", budget=100.0, arrived=100.0, spent=95.0, total="是"),
    ),
    outputs=(Output("O01", "教师培训", 200.0, 180.0, "人"),),
    survey=(SurveyGroup("S01", "教师"),),
    survey_counts=(
        SurveyCount("S01", "满意", 150.0, 1.0),
        SurveyCount("S01", "基本满意", 30.0, 1.0),
        SurveyCount("S01", "不满意", 20.0, 0.0),
    ),
    rates=(
        Rate("R01", "预算执行率", "执行率", "资金/合计/实际支出", "资金/合计/实际到位"),
    ),
    indicators=(
        Indicator(
            "A101", "A决策", "", "立项规范性", 15.0, "直接评分", given=13.0, reason="缺论证材料",
        ),
        Indicator("B101", "B过程", "", "预算执行率", 25.0, "比例", "R01"),
        Indicator("C101", "C产出", "", "培训人数", 40.0, "比例", "O01"),
        Indicator("C102", "C产出", "", "教师满意度", 20.0, "满意度按目标", "S01"),
    ),
)  # fmt: skip

Line = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A table of the example: headers, which of them people fill in, values and their texts."""

    heads: Line
    typed: tuple[bool, ...]
    values: tuple[tuple[Value, ...], ...]
    rows: tuple[Line, ...]

    @property
    def columns(self) -> Iterator[tuple[str, bool]]:
        """Yield each head and whether people fill its column in."""
        yield from zip(self.heads, self.typed, strict=True)


@dataclass(frozen=True, slots=True)
class Step:
    """One sheet to fill in: minutes, what to do, the columns shown, what is seen then."""

    sheet: str
    minutes: int
    say: str
    #: field names by the key of the table; ``project`` is 首页
    shown: tuple[tuple[str, str], ...]
    seen: str

    @property
    def heading(self) -> str:
        """Say the sheet and how long it takes."""
        return f"{self.sheet}（{self.minutes} 分钟）"

    @property
    def samples(self) -> Iterator[Sample]:
        """Yield the tables of the example that belong to this sheet."""
        for key, names in self.shown:
            yield _cover(names.split()) if key == "project" else _sample(key, names.split())


@dataclass(frozen=True, slots=True)
class Part:
    """A table of texts: its heading, column heads and lines."""

    heading: str
    heads: Line
    lines: tuple[Line, ...]


STEPS_HEADING = "一、十分钟：照着例子填"
STEPS = (
    Step(
        COVER_SHEET, 1, "先填红字的三项，其余用得上的再填。",
        (("project", "name year money_unit"),),
        "橙底的格是还没有填的必填项；“还差”的格数随着变少。",
    ),
    Step(
        "绩效目标", 1, "照抄绩效目标申报表，一个目标一行；指标编码是衡量它的三级指标。",
        (("goals", "level1 level2 goal target indicator"),), "表1-1 里有了这两行。",
    ),
    Step(
        "资金", 1, "一个单位一行，末了一行合计；没有数的格留空，不要填 0。",
        (("funds", "unit budget arrived spent total execution_arrived"),),
        "到位率、执行率自己算出来。",
    ),
    Step(
        "产出", 1, "计划值、实际值只填数，单位写在计量单位一栏。",
        (("outputs", "code name planned actual unit completion"),), "完成率自己算出来。",
    ),
    Step(
        "满意度", 1, "左表一类对象一行；右表每个选项一行，算满意的权重填 1，不算的填 0。",
        (("survey", "code group valid rate"), ("survey_counts", "code option count weight")),
        "满意率自己算出来；没有做问卷的不填。",
    ),
    Step(
        "指标取值", 1, "要算的比率一行一个；分子、分母写路径（见下面第二部分）。",
        (("rates", "code name kind numerator denominator result"),),
        "分子、分母从别的表取来，值自己算出来。",
    ),
    Step(
        "指标体系", 3,
        "先选评分规则；直接评分的填评定得分，少给分的写扣分原因；别的规则填取值来源。",
        (("indicators", "code level1 name weight rule value given score reason"),),
        "右边“提示”说明每条规则还要填什么；权重合计应为 100。",
    ),
    Step(
        "再看首页", 1,
        "“还差”为“无”、校验状态为“通过”，就填完了；不符的，点“下一步”那一行就到要改的格。",
        (), "看表1-1、2-1、3-1、3-2（没有这几张表的，用 yqxl 生成），再把本文件交给汇总的人。",
    ),
)  # fmt: skip
PATHS = Part(
    "二、取值来源怎么写：表/哪一行/哪一列",
    ("写法", "取的是", "说明"),
    (
        ("资金/合计/实际支出", "资金表“合计”行的实际支出", "哪一行：单位的名称。"),
        ("产出/O01/实际值", "产出表 O01 的实际值", "哪一行：产出的编码。"),
        ("成本标准/培训费/金额", "成本标准表“培训费”的金额", "哪一行：项目的名称。"),
        ("趋势/T01/2024", "趋势表 T01 在 2024 年的数值", "哪一列：年度。"),
        (
            "R01、S01、O01", "指标取值的值、满意率、完成率",
            "指标体系的取值来源可以只写编码；也可以直接填数，比率带上 %。",
        ),
    ),
)  # fmt: skip
MISTAKES = Part(
    "三、八种常见的错：看见什么，怎么改",
    ("看见的", "多半是", "改法"),
    (
        (
            "提示“像是漏了%”，得分是 #N/A（YQ-092）", "比率少了百分号：填成 95 或 60。",
            "填 95% 或 0.95；参数也一样。",
        ),
        (
            "权重合计是 1，不是 100（YQ-054）", "权重填成了 20%、30%。",
            "权重是分值：填 20、30，合计 100。",
        ),
        (
            "校验“同一行金额单位不同”，总分不显示（YQ-067）", "同一行一格填元，一格填万元。",
            "都改成首页“金额单位”的单位。",
        ),
        (
            "校验“表格下方有数据未纳入”，新填的一行不算（YQ-005）",
            f"填在了“{CLOSING_TEXT}”的下面。",
            "移到它的上方：复制一行，在它的上方插入复制的单元格，再填。",
        ),
        (
            "灰底的格不再跟着变，总分不显示（YQ-023）", "在公式上键入了数。",
            "撤消，或把上一行同列的格复制过来；要改得分，填评定得分。",
        ),
        (
            "数靠左，旁边的格是 #VALUE!（YQ-011）",
            "数是文字：带着“人”“约”“万元”，或从网页粘贴。",
            "只留数字；单位写在计量单位一栏。",
        ),
        (
            "取值是 #N/A（YQ-046）", "路径里的表、行、列写错了一个。",
            "对照上面的写法；行名、列名与表里一字不差。",
        ),
        (
            "校验“评定得分没有写扣分原因”（YQ-071）", "评定得分低于权重，或与规则得分不同。",
            "在扣分原因里写明；不该扣的改回来。",
        ),
    ),
)  # fmt: skip
PARTS = (PATHS, MISTAKES)


@cache
def _results() -> Results:
    return evaluate(EXAMPLE)


def outcome() -> str:
    """Say what the example comes to."""
    found = _results()
    return f"例子的总分是 {_text(found.score_total)}，等级是{_text(found.grade)}。"


def markdown() -> str:
    """Return the guide as a page of docs."""
    lines = [f"# {TITLE}", "", LEAD, "", f"## {STEPS_HEADING}", ""]
    for number, step in enumerate(STEPS, 1):
        lines += [f"{number}. **{step.heading}**　{step.say}", ""]
        for sample in step.samples:
            heads = [text if typed else f"*{text}*" for text, typed in sample.columns]
            lines += [*_table(heads, sample.rows, "   "), ""]
        lines += [f"   → {step.seen}", ""]
    lines += [f"斜体的列自己算。{outcome()}", ""]
    for part in PARTS:
        lines += [f"## {part.heading}", "", *_table(part.heads, part.lines), ""]
    return "\n".join(lines).rstrip() + "\n"


def _cover(names: list[str]) -> Sample:
    labels = {cell.field: cell.label for cell in NAMED_CELLS}
    values = tuple(getattr(EXAMPLE.project, name) for name in names)
    heads = tuple(labels[name] for name in names)
    return Sample(heads, (True,) * len(names), (values,), (tuple(map(_text, values)),))


def _sample(key: str, names: list[str]) -> Sample:
    """Take the columns of one table from the example and from what it gives."""
    columns = [BY_KEY[key].column(name) for name in names]
    typed = getattr(EXAMPLE, key)
    values = tuple(
        tuple(getattr(row if column.typed else result, column.field) for column in columns)
        # 绩效目标 has no formulas, and so no results
        for row, result in zip(typed, getattr(_results(), key, typed), strict=True)
    )
    shows = [column.shows for column in columns]
    return Sample(
        tuple(column.header for column in columns),
        tuple(column.typed for column in columns),
        values,
        tuple(tuple(map(_text, row, shows)) for row in values),
    )


def _text(value: Value, shows: str = "") -> str:
    if value is None:
        return ""
    if not is_number(value):
        return str(value)
    number = float(value)  # type: ignore[arg-type]  # is_number says so
    return percent_text(number) if shows == "percent" else f"{number:.15g}"


def _table(heads: Line | list[str], rows: tuple[Line, ...], indent: str = "") -> Iterator[str]:
    for row in (heads, ("---",) * len(heads), *rows):
        yield f"{indent}| {' | '.join(row)} |"
