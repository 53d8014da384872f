"""Writes a table into the open workbook: one Grid, one sheet.

Values go in one call, and what xlwings would do in dozens in as few as the program has:
each one crosses from one process to another. A text gets an apostrophe in front, which the
cell does not show: without it Excel would take 2023-03 for a date and a text that begins
with = for a formula.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING

from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME, free_sheet_name
from yqxl.frontends.excel import program_calls
from yqxl.frontends.excel.cell_forms import (
    Block,
    bordered_blocks,
    colour,
    horizontal,
    role_blocks,
)
from yqxl.grid import Cell, Formula, Grid, Role
from yqxl.look import GENERAL, PERCENTAGES, ROLES, ROW_HEIGHT, Form, row_height, tab_colour
from yqxl.model.layout import cell_name

if TYPE_CHECKING:
    import xlwings

#: a cell as Excel takes it
_Entry = str | float
#: what leaves a cell blank
_BLANK = ""
_BASE = Role.TEXT


def write_table(
    book: xlwings.Book,
    grid: Grid,
    formula_text: Callable[[Formula], str],
    existing: str | None = None,
) -> xlwings.Sheet:
    """Write a table and return its sheet.

    Args:
        book: the open workbook.
        grid: the table.
        formula_text: gives a formula's text with A1 references, without ``=``.
        existing: the sheet of an earlier run that may be replaced, its protection lifted;
            else a new sheet with a free name comes behind the last one.
    """
    sheet = _emptied(book, existing) if existing is not None else _added(book, grid)
    entries = [[_entry(cell, formula_text) for cell in row] for row in grid.rows]
    for span in grid.spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                if (row, column) != (span.row, span.column):
                    entries[row][column] = _BLANK
    table = _range(sheet, (0, 0, len(grid.rows), len(grid.widths)))
    table.impl.raw_value = entries
    # workings are not shown for it: a protected structure would forbid that
    behind = grid.hidden and existing is not None
    with nullcontext() if behind else program_calls.in_front(sheet):
        _format(sheet, table, grid)
        _measure(sheet, grid)
        for span in grid.spans:
            if span.rows > 1 or span.columns > 1:
                # nothing is lost, so Excel asks nothing: all but the first cell are blank
                area = _range(sheet, (span.row, span.column, span.rows, span.columns))
                area.impl.merge(across=False)
        name = sheet.names.add(TABLE_NAME, f'="{grid.table}"')
        program_calls.hide_name(name)
        last = cell_name(grid.page.printed or len(grid.rows), len(grid.widths))
        # LibreOffice prints a hidden sheet that has a print area
        program_calls.set_up_page(sheet, grid.page, None if grid.hidden else last)
        if not behind:
            program_calls.set_up_window(sheet, grid.page)
        program_calls.colour_tab(sheet, tab_colour(grid))
    program_calls.protect(sheet)
    if grid.hidden and existing is None:
        sheet.visible = False
    return sheet


def _emptied(book: xlwings.Book, name: str) -> xlwings.Sheet:
    """Return our sheet, blank: deleting it would break what refers to it."""
    sheet = book.sheets[name]
    program_calls.drop_filter(sheet)
    sheet.used_range.unmerge()
    sheet.clear()
    return sheet


def _added(book: xlwings.Book, grid: Grid) -> xlwings.Sheet:
    """Return a new sheet behind the last one that people see.

    It goes before the hidden one that follows: behind a sheet xlwings counts chart sheets
    wrongly, and moves the last one, which Excel refuses for a very hidden sheet.
    """
    name = free_sheet_name(grid.sheet, program_calls.sheet_names(book))
    sheets = list(book.sheets)
    last = max(n for n, sheet in enumerate(sheets) if program_calls.is_shown(sheet))
    if last + 1 < len(sheets):
        return book.sheets.add(name, before=sheets[last + 1])
    return book.sheets.add(name, after=sheets[last])


def _entry(cell: Cell, formula_text: Callable[[Formula], str]) -> _Entry:
    if cell.formula is not None:
        return f"={formula_text(cell.formula)}"
    if isinstance(cell.value, ErrorValue):
        return cell.value.value
    if isinstance(cell.value, str):
        return f"'{cell.value}" if cell.value else _BLANK
    return _BLANK if cell.value is None else cell.value


def _range(sheet: xlwings.Sheet, block: Block) -> xlwings.Range:
    """Return a range by its address: corners would cost two calls more."""
    row, column, rows, columns = block
    first, last = cell_name(row + 1, column + 1), cell_name(row + rows, column + columns)
    return sheet.range(first if first == last else f"{first}:{last}")


def _format(sheet: xlwings.Sheet, table: xlwings.Range, grid: Grid) -> None:
    """Give the table the form of most cells, then each role what it has of its own."""
    base = ROLES[_BASE]
    _apply(table, base, None)
    table.vertical_alignment = "center"
    for role, places in role_blocks(grid).items():
        form = ROLES[role]
        for block in places:
            area = _range(sheet, block)
            _apply(area, form, base)
            if role in PERCENTAGES:
                first = cell_name(block[0] + 1, block[1] + 1)
                program_calls.show_percent_plainly(area, first)
    for block in bordered_blocks(grid):
        program_calls.draw_thin_borders(_range(sheet, block))


def _apply(area: xlwings.Range, form: Form, before: Form | None) -> None:
    """Set what differs from the form that the area has already."""
    font, old = form.font, before.font if before else None
    if old is None or font.name != old.name:
        area.font.name = font.name
    if old is None or font.size != old.size:
        area.font.size = font.size
    if font.bold:
        area.font.bold = True
    if font.ink:
        area.font.color = colour(font.ink)
    if form.paper:
        area.color = colour(form.paper)
    if before is None or form.across != before.across:
        area.horizontal_alignment = horizontal(form.across)
    if form.indent != (before.indent if before else 0):
        program_calls.indent(area, form.indent)
    if before is None or form.wrap != before.wrap:
        area.wrap_text = form.wrap
    if form.number_format != (before.number_format if before else GENERAL):
        area.number_format = form.number_format


def _measure(sheet: xlwings.Sheet, grid: Grid) -> None:
    for number, width in enumerate(grid.widths):
        _range(sheet, (0, number, 1, 1)).column_width = width
    _range(sheet, (0, 0, len(grid.rows), 1)).row_height = ROW_HEIGHT
    for number in range(len(grid.rows)):
        height = row_height(grid, number)
        if height != ROW_HEIGHT:
            _range(sheet, (number, 0, 1, 1)).row_height = height
