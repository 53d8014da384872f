"""Builds the openpyxl workbook of a template, sheet by sheet."""

from __future__ import annotations

from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet

from yqxl import look
from yqxl.evaluation.formulas.anchored_names import anchored_names
from yqxl.evaluation.formulas.named_formulas import named_formula
from yqxl.model.contract import (
    COVER_SHEET,
    FIXED_LISTS,
    GUIDE_SHEET,
    NAMED_CELLS,
    PARAMETER_SHEET,
    Type,
)
from yqxl.model.layout import Layout, column_letters, quoted_sheet
from yqxl.model.rows import Evaluation
from yqxl.workbook.package.calculation import CALC_ID
from yqxl.workbook.template.cells import cell_at, put_formula
from yqxl.workbook.template.cover import write_cover
from yqxl.workbook.template.guide import is_blank, write_guide
from yqxl.workbook.template.highlights import highlight_imports, highlight_totals
from yqxl.workbook.template.layout import (
    INDICATOR_SHEET,
    first_list_row,
    table_of,
)
from yqxl.workbook.template.pages import InputSheet, pages_of, set_up_page
from yqxl.workbook.template.styles import BEFORE, CellForm, Styles, cell_font
from yqxl.workbook.template.tables import TableWriter
from yqxl.workbook.template.validations import validate_totals

_CAPTIONS = {
    "rules": ("一、评分规则", "默认值可改；“必填”表示没有默认值，须在指标体系中填参数。"),
    "bands": ("二、分档方案", "取值达到下限即得“系数×权重”；下限从左到右递增，与系数个数相同。"),
    "kinds": ("三、取值种类", "公式号：1 分子÷分母，2 (分母-分子)÷分母，3 分子-分母，4 分子。"),
    "grades": ("四、等级方案", "得分（折合百分制）达到下限即评该等级；首页“评分方案”选用。"),
    "options": ("五、满意度选项权重", "问卷选项计为满意的惯例；满意度表的权重空着就用这里的。"),
    "tolerances": ("六、核对标准", "校验时比较用的数值。"),
}  # fmt: skip
_LISTS_CAPTION = ("七、下拉选项", "供各表下拉选择，请勿改动。")
#: each total's label, and on which side of it the label stands
_LABELS = {
    "weight_total": ("权重合计", -1),
    "unscored": ("未得分项", -1),
    "score_total": ("← 合计", 1),
}


def build_book(evaluation: Evaluation, layout: Layout, flavour: str) -> Workbook:
    """Return the workbook with all sheets but the generated ones."""
    book = Workbook()
    _set_normal_font(book)
    styles = Styles(book)
    cover = book.worksheets[0]
    cover.title = COVER_SHEET
    pages = pages_of(layout)
    if is_blank(evaluation):
        write_guide(book.create_sheet(GUIDE_SHEET), styles)
    sheets = {page.sheet: book.create_sheet(page.sheet) for page in pages}
    write_cover(cover, styles, evaluation, layout)
    for page in pages:
        sheet = sheets[page.sheet]
        _write_heading(sheet, styles, page)
        for place in layout.tables.values():
            if place.sheet == page.sheet:
                table = table_of(place)
                TableWriter(sheet, styles, table, place).write(evaluation, flavour)
        if page.sheet == PARAMETER_SHEET:
            _write_captions(sheet, styles, layout)
        if page.sheet == INDICATOR_SHEET:
            _write_totals(sheet, styles, layout)
        set_up_page(sheet, page, _last_column(layout, page), sheet.max_row)
    if "imports" in layout.tables:
        highlight_imports({COVER_SHEET: cover, **sheets}, layout)
    for name, area in _names(layout).items():
        book.defined_names[name] = DefinedName(name, attr_text=area)
    # every value is saved with its formula and right: no Excel has to compute it on opening
    book.calculation.calcId = int(CALC_ID)
    book.calculation.fullCalcOnLoad = False
    return book


def _set_normal_font(book: Workbook) -> None:
    """Make ours the font that column widths are measured in, bound to no theme."""
    font = cell_font(look.NORMAL_FONT)
    book._fonts = IndexedList([font])  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    book._named_styles["Normal"].font = font  # type: ignore[attr-defined]  # noqa: SLF001 - likewise


def _write_heading(sheet: Worksheet, styles: Styles, page: InputSheet) -> None:
    styles.text(sheet, (1, page.heading_column), page.title, "yq_标题")
    sheet.row_dimensions[1].height = look.TITLE_HEIGHT
    for row, hint in enumerate(page.hints, start=2):
        if hint:
            styles.text(sheet, (row, page.heading_column), hint, "Explanatory Text")
        sheet.row_dimensions[row].height = look.HINT_HEIGHT


def _write_captions(sheet: Worksheet, styles: Styles, layout: Layout) -> None:
    """Name each table of 参数 above its header; the first one stands below the title."""
    for key, (caption, hint) in _CAPTIONS.items():
        header_row = layout.tables[key].header_row
        styles.text(sheet, (header_row - 1, 1), caption, "yq_小标题")
        styles.text(sheet, (header_row - 1, 2), hint, "Explanatory Text")
        sheet.row_dimensions[header_row - 1].height = look.CAPTION_HEIGHT
    row = first_list_row(layout)
    styles.text(sheet, (row - 1, 1), _LISTS_CAPTION[0], "yq_小标题")
    styles.text(sheet, (row - 1, 2), _LISTS_CAPTION[1], "Explanatory Text")
    sheet.row_dimensions[row - 1].height = sheet.row_dimensions[row].height = look.CAPTION_HEIGHT
    for column, fixed in enumerate(FIXED_LISTS, start=1):
        styles.text(sheet, (row, column), fixed.header, "yq_公式表头")
        for number, choice in enumerate(fixed.choices, start=row + 1):
            styles.text(sheet, (number, column), choice, "yq_正文")


def _write_totals(sheet: Worksheet, styles: Styles, layout: Layout) -> None:
    """Write the totals above the header of 指标体系, each with its label beside it."""
    for field, (label, beside) in _LABELS.items():
        _, row, column = layout.named[field]
        cell = cell_at(sheet, row, column)
        put_formula(cell, named_formula(field, layout))
        styles.apply(cell, CellForm("Calculation"))
        aligned = BEFORE if beside < 0 else None
        form = CellForm("Explanatory Text", alignment=aligned)
        styles.text(sheet, (row, column + beside), label, form)
    validate_totals(sheet, layout)
    highlight_totals(sheet, layout)


def _last_column(layout: Layout, page: InputSheet) -> int:
    """Return the last column that prints: hidden ones behind it do not."""
    columns = [
        number
        for place in layout.tables.values()
        if place.sheet == page.sheet
        for field, number in place.columns.items()
        if table_of(place).column(field).type is not Type.HIDDEN
    ]
    return max(columns)


def _names(layout: Layout) -> dict[str, str]:
    names = anchored_names(layout)
    for cell in NAMED_CELLS:
        if cell.field not in layout.named:
            continue
        sheet, row, column = layout.named[cell.field]
        names[cell.name] = f"{quoted_sheet(sheet)}!${column_letters(column)}${row}"
    row = first_list_row(layout)
    for column, fixed in enumerate(FIXED_LISTS, start=1):
        letters = column_letters(column)
        area = f"${letters}${row + 1}:${letters}${row + len(fixed.choices)}"
        names[fixed.name] = f"{quoted_sheet(PARAMETER_SHEET)}!{area}"
    return dict(sorted(names.items()))
