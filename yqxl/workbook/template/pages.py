"""The sheets of a template: title, hint, colour of the tab, paper and frozen panes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties

from yqxl import look
from yqxl.look import TAB_BLUE, TAB_GREEN, TAB_GREY, TAB_ORANGE
from yqxl.model.contract import COVER_SHEET
from yqxl.model.layout import Layout, column_letters

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PAPER_A4 = 9
_INCH = 25.4
#: scale at which 指标体系 fills two pages side by side
_TWO_PAGES_SCALE = 54


@dataclass(frozen=True, slots=True)
class InputSheet:
    """One sheet of a template."""

    sheet: str
    title: str
    hints: tuple[str, ...]
    #: what 首页 says beside the link to this sheet
    purpose: str
    tab: str = TAB_ORANGE
    landscape: bool = True
    #: the cell below and right of what stays visible
    frozen: str = "B5"
    #: the rows that every page repeats; 参数 has a header for each table instead
    title_rows: str = "4:4"
    #: the column of title and hints; a repeated one would repeat them on every page
    heading_column: int = 1
    #: behind this column a second page begins; 0 = all columns on one page
    split_after: int = 0
    #: columns that one click folds away, so that less of the screen stays still
    folded: tuple[str, ...] = ()
    #: how many pages it may be high; 0 = as many as it takes
    pages_high: int = 0


PAGES = (
    InputSheet(
        "绩效目标", "绩效目标", ("照抄绩效目标申报表；红色列名为必填。",),
        "年度绩效目标与衡量它的指标",
    ),
    InputSheet(
        "资金", "资金到位与支出",
        ("每个单位一行，合计行的“是否合计”填“是”；金额单位见首页。没有数的格留空，不要填 0。",),
        "各单位的预算、到位与支出",
    ),
    InputSheet(
        "产出", "产出完成情况",
        ("计划值与实际值须同一口径、同一计量单位；完成率超过 100% 按 100% 计。",),
        "计划产出与实际产出", landscape=False,
    ),
    InputSheet(
        "满意度", "满意度调查",
        (
            "左表每类对象一行，右表该对象的每个选项一行；满意率 = 计为满意的份数 ÷ 有效份数。",
            "加行：只选中该表一行的单元格（不要选整行），复制后插入，活动单元格下移。",
        ),
        "问卷选项的人数", frozen="A5",
    ),
    InputSheet(
        "成本标准", "成本标准", ("单价以元计；金额 = 单价 × 数量，保留两位小数。",),
        "单价与数量",
    ),
    InputSheet(
        "趋势", "趋势数据", ("同一序列每年一行，编码相同；用来看升降，不直接计分。",),
        "历年数据", frozen="A5",
    ),
    InputSheet(
        "指标取值", "指标取值",
        ("来源填数字或路径：资金/单位/列名、产出/编码/列名，如 资金/合计/实际支出。",),
        "比率及其分子、分母", TAB_GREEN, frozen="C5",
    ),
    InputSheet(
        "指标体系", "指标体系与评分",
        ("", "先选评分规则，再填取值来源和参数（含义见“提示”列）；直接评分的填评定得分。"),
        "指标、权重、规则与得分", TAB_GREEN, frozen="E5",
        heading_column=2, split_after=11, folded=("B", "C"),
    ),
    InputSheet(
        "评分要素", "评分要素",
        ("评分规则为“要素加权”的指标在此列出要素；必备要素缺一项，整项不得分。",),
        "要素加权指标的要素", TAB_GREEN, landscape=False, frozen="A5",
    ),
    InputSheet(
        "报告数据", "报告数据", ("报告里写的数和本工作簿中对应的数；不一致的列为问题。",),
        "报告里写的数", TAB_GREEN, frozen="A5",
    ),
    InputSheet(
        "报告文字", "报告文字", ("一行一段，写进报告的同名部分。",),
        "写进报告的文字", TAB_GREEN, frozen="A5",
    ),
    InputSheet(
        "导入核对", "导入核对",
        ("导入时没有把握的值，在各表中是淡紫底；看过或改过以后，在“已核对”填“是”。",),
        "导入时没有把握的值", TAB_GREEN, frozen="B5",
    ),
    InputSheet(
        "层级评分", "层级评分",
        (
            "一个层级一行：没有三级得分的填评定得分；平均取成员得分率的平均，混合再填份额。",
        ),
        "直接给层级评的分", TAB_GREEN, frozen="B5",
    ),
    InputSheet(
        "专家评分", "专家评分", ("每位专家给每项指标的分一行；只作评定得分的参考，不自动填入。",),
        "各位专家给的分", TAB_GREEN, landscape=False, frozen="A5",
    ),
    InputSheet(
        "参数", "参数", ("评分规则、分档、等级等；来自文件的数值都注明来源，修改须有依据。",),
        "规则、分档、等级与容差", TAB_GREY, frozen="B1", title_rows="",
    ),
)  # fmt: skip
COVER = InputSheet(
    COVER_SHEET, "绩效评价工作簿", (), "", TAB_BLUE, frozen="", title_rows="", pages_high=1
)


def pages_of(layout: Layout) -> tuple[InputSheet, ...]:
    """Return the sheets of a workbook in their order: those that have a table."""
    used = {place.sheet for place in layout.tables.values()}
    return tuple(page for page in PAGES if page.sheet in used)


def set_up_page(sheet: Worksheet, page: InputSheet, last_column: int, last_row: int) -> None:
    """Set paper, margins, footer, print titles, frozen panes and the colour of the tab."""
    sheet.sheet_properties.tabColor = f"FF{page.tab}"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    for letters in page.folded:
        sheet.column_dimensions[letters].outlineLevel = 1
    if page.frozen:
        sheet.freeze_panes = page.frozen
    sheet.page_setup.paperSize = _PAPER_A4
    sheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    edges = look.margins(landscape=page.landscape)
    for side in ("left", "right", "top", "bottom", "header", "footer"):
        setattr(sheet.page_margins, side, round(getattr(edges, side) / _INCH, 3))
    sheet.print_options.horizontalCentered = True
    sheet.print_area = f"A1:{column_letters(last_column)}{last_row}"
    if page.title_rows:
        sheet.print_title_rows = page.title_rows
    _fit(sheet, page)
    _number_pages(sheet)


def _fit(sheet: Worksheet, page: InputSheet) -> None:
    if page.split_after:
        # a sheet that is fitted to pages ignores its own page breaks
        sheet.page_setup.scale = _TWO_PAGES_SCALE
        sheet.print_title_cols = "A:A"
        sheet.page_setup.pageOrder = "overThenDown"
        sheet.col_breaks = ColBreak(brk=(Break(id=page.split_after),))
        return
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = page.pages_high


def _number_pages(sheet: Worksheet) -> None:
    """Put ``— 1 —`` at the outer edge: right on odd pages, left on even ones."""
    footer, font = sheet.HeaderFooter, look.PAGE_NUMBER_FONT
    footer.differentOddEven = True
    for line, side in ((footer.oddFooter, "right"), (footer.evenFooter, "left")):
        part = getattr(line, side)
        part.text, part.font, part.size = "&P".join(look.PAGE_NUMBER), font.name, int(font.size)
