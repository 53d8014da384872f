"""首页: what is evaluated, how far it is, where everything stands and how to fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openpyxl.worksheet.hyperlink import Hyperlink

from yqxl import look
from yqxl.evaluation.formulas.named_formulas import named_formula
from yqxl.look import COUNT_MISSING, DATE, TEXT, WHOLE
from yqxl.model.contract import CHECK_SHEET, CLOSING_TEXT, NamedCell
from yqxl.model.layout import Layout, quoted_sheet
from yqxl.model.rows import Evaluation, Project
from yqxl.tables.row_heights import text_lines
from yqxl.workbook.template.cells import cell_at, put_date, put_formula, put_value
from yqxl.workbook.template.guide import PAGE as GUIDE
from yqxl.workbook.template.guide import is_blank
from yqxl.workbook.template.highlights import highlight_cover
from yqxl.workbook.template.layout import (
    COVER_FIRST_ROW,
    COVER_INPUT_COLUMN,
    COVER_STATUS_COLUMN,
    cells_on,
)
from yqxl.workbook.template.pages import COVER, pages_of, set_up_page
from yqxl.workbook.template.styles import CellForm, Styles
from yqxl.workbook.template.validations import validate_cover

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (2.0, 15.0, 58.0, 3.0, 15.0, 34.0)
#: first rows of the links and, where these are few, of the notes
_LINKS_ROW, _NOTES_ROW = 10, 23
_NOTES = {
    "颜色": "黄底蓝字由您填写；灰底黑字自动计算，请勿改动。红色列名为必填，橙底的格尚未填写。",
    "顺序": "先填本页，再填绩效目标至趋势各表，然后填指标取值，最后在指标体系中选规则、评分。",
    "加行": f"空白行可直接填写。不够时复制一行，在“{CLOSING_TEXT}”那一行上方插入复制的行；"
    "不要填在那一行下方。",
    "取值": "指标取值的来源可填数字，也可填路径，如 资金/合计/实际支出、产出/O02/实际值；"
    "指标体系的取值来源填编码，如 R06、S01。",
    "完成": "“还差”为“无”、校验状态为“通过”后，看表1-1、表2-1、表3-1、表3-2"
    "（没有这几张表的，用 yqxl 生成；生成的表在数据改动后须重新生成），再把本文件交给汇总的人。",
}


def write_cover(sheet: Worksheet, styles: Styles, evaluation: Evaluation, layout: Layout) -> None:
    """Write 首页 with its named cells."""
    styles.text(sheet, (1, 2), COVER.title, "yq_标题")
    styles.text(
        sheet, (2, 2),
        "财政支出政策与项目绩效评价：填数、评分、校验都在本工作簿内完成。"
        + f"第一次填，先看“{GUIDE.sheet}”。" * is_blank(evaluation),
        "Explanatory Text",
    )  # fmt: skip
    sheet.row_dimensions[1].height = look.TITLE_HEIGHT
    for row, column, text in (
        (COVER_FIRST_ROW - 1, 2, "一、基本信息"),
        (COVER_FIRST_ROW - 1, 5, "二、评价状态"),
        (_LINKS_ROW, 5, "三、各表"),
    ):
        styles.text(sheet, (row, column), text, "yq_小标题")
    for cell, _, _ in cells_on(layout, sheet.title):
        _write_named(sheet, styles, cell, evaluation.project, layout)
    guide = [(GUIDE.sheet, GUIDE.purpose)] if is_blank(evaluation) else []
    last_row = _write_links(sheet, styles, layout, guide)
    last_row = _write_notes(sheet, styles, max(_NOTES_ROW, last_row + 2))
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions["ABCDEF"[number]].width = width
    for row in range(2, last_row + 1):
        if sheet.row_dimensions[row].height is None:
            sheet.row_dimensions[row].height = look.COVER_HEIGHT
    validate_cover(sheet, layout)
    highlight_cover(sheet, layout)
    set_up_page(sheet, COVER, len(_WIDTHS), last_row)


def _write_named(
    sheet: Worksheet, styles: Styles, named: NamedCell, project: Project, layout: Layout
) -> None:
    _, row, column = layout.named[named.field]
    computed = not named.typed
    label = "yq_公式表头" if computed else "yq_必填表头" if named.required else "yq_表头"
    styles.text(sheet, (row, column - 1), named.label, label)
    cell = cell_at(sheet, row, column)
    if named.field == "next_step":
        _write_next_step(sheet, styles, layout)
        return
    if computed:
        put_formula(cell, named_formula(named.field, layout))
        format_code = COUNT_MISSING if named.field == "missing" else "General"
        styles.apply(cell, CellForm("yq_总分", format_code))
        sheet.row_dimensions[row].height = look.STATUS_HEIGHT
        return
    format_code = TEXT
    if named.date:
        # the cell of a blank or real date shows a date; a text stays as it was typed
        is_date = put_date(cell, project.base_date) or not project.base_date
        format_code = DATE if is_date else TEXT
    else:
        value = getattr(project, named.field)
        put_value(cell, value)
        lines = text_lines(str(value or ""), _WIDTHS[column - 1] - 1)
        if lines > 1:
            sheet.row_dimensions[row].height = min(lines * look.LINE + look.AIR, look.HIGHEST_ROW)
    if named.year:
        format_code = WHOLE
    styles.apply(cell, CellForm("Input", format_code))


def _write_next_step(sheet: Worksheet, styles: Styles, layout: Layout) -> None:
    """Write what to do next as one link over the whole width."""
    _, row, first = layout.named["next_step"]
    put_formula(cell_at(sheet, row, first), named_formula("next_step", layout))
    for column in range(first, COVER_STATUS_COLUMN + 1):
        styles.apply(cell_at(sheet, row, column), CellForm("yq_下一步"))
    sheet.merge_cells(
        start_row=row, end_row=row, start_column=first, end_column=COVER_STATUS_COLUMN
    )
    sheet.row_dimensions[row].height = look.STATUS_HEIGHT


def _write_links(
    sheet: Worksheet, styles: Styles, layout: Layout, first: Sequence[tuple[str, str]]
) -> int:
    """Write the links to the sheets, the ``first`` ones before all, and return the last row."""
    row = _LINKS_ROW
    pages = [(page.sheet, page.purpose) for page in pages_of(layout)]
    for row, (name, purpose) in enumerate(
        [*first, *pages, (CHECK_SHEET, "各项核对的结果")], start=_LINKS_ROW + 1
    ):
        cell = cell_at(sheet, row, COVER_STATUS_COLUMN - 1)
        styles.text(sheet, (row, COVER_STATUS_COLUMN - 1), name, "Hyperlink")
        cell.hyperlink = Hyperlink(ref="", location=f"{quoted_sheet(name)}!A1", display=name)
        styles.text(sheet, (row, COVER_STATUS_COLUMN), purpose, "yq_正文")
    return row


def _write_notes(sheet: Worksheet, styles: Styles, first_row: int) -> int:
    """Write how to fill the workbook in, over the whole width, and return the last row."""
    row = first_row
    styles.text(sheet, (row, 2), "四、填表说明", "yq_小标题")
    first, last = COVER_INPUT_COLUMN, COVER_STATUS_COLUMN
    width = sum(_WIDTHS[first - 1 : last])
    for row, (label, text) in enumerate(_NOTES.items(), start=first_row + 1):
        styles.text(sheet, (row, first - 1), label, "yq_公式表头")
        styles.text(sheet, (row, first), text, "yq_正文")
        for column in range(first + 1, last + 1):
            styles.apply(cell_at(sheet, row, column), CellForm("yq_正文"))
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)
        height = text_lines(text, width - 1) * look.LINE + look.AIR
        sheet.row_dimensions[row].height = max(look.COVER_HEIGHT, height)
    return row
