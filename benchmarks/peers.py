"""The same work by openpyxl, excelize and XlsxWriter: the same tables into the same book."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from yqxl.errors import ErrorValue
from yqxl.grid import Formula, Grid, Role
from yqxl.look import ROLES

FormulaText = Callable[[Formula], str]
_THIN = Side(style="thin")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)


@dataclass(frozen=True)
class Work:
    """One workbook and the tables that go into it, as yqxl made them."""

    source: Path
    grids: Sequence[Grid]
    formula_text: FormulaText
    #: sheets of an earlier run by table
    existing: Mapping[str, str]


def _style(role: Role) -> NamedStyle:
    """Return what yqxl's style of a role says, for openpyxl."""
    form = ROLES[role]
    across = "centerContinuous" if form.across == "title" else form.across
    return NamedStyle(
        f"peer_{role.value}",
        font=Font(form.font.name, form.font.size, b=form.font.bold),
        alignment=Alignment(across, "center", wrap_text=form.wrap),
        border=_BORDER if form.frame else Border(),
        number_format=form.number_format,
    )


def by_openpyxl(work: Work, target: Path) -> None:
    """Load once, add the same sheets with their styles, save: the fair peer.

    Nothing is computed here, no value stands beside a formula, and there is no gate, no
    verification and no fsync: this is less than yqxl does.
    """
    book = openpyxl.load_workbook(work.source, keep_vba=work.source.suffix == ".xlsm")
    styles = {role: _style(role) for role in ROLES}
    for style in styles.values():
        book.add_named_style(style)
    names = {role: style.name for role, style in styles.items()}
    for grid in work.grids:
        old = work.existing.get(grid.table)
        place = book.sheetnames.index(old) if old else None
        if old:
            del book[old]
        _add(book.create_sheet(old or grid.sheet, place), grid, work.formula_text, names)
    book.save(target)


def _add(
    sheet: Any,  # noqa: ANN401 - openpyxl's stubs give create_sheet a union
    grid: Grid,
    formula_text: FormulaText,
    names: Mapping[Role, str],
) -> None:
    for number, row in enumerate(grid.rows, 1):
        for column, given in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.style = names[given.role]
            if given.formula is not None:
                cell.value = "=" + formula_text(given.formula)
            else:
                value = given.value
                cell.value = value.value if isinstance(value, ErrorValue) else value
    for span in grid.spans:
        last_row, last_column = span.row + span.rows, span.column + span.columns
        sheet.merge_cells(
            start_row=span.row + 1,
            start_column=span.column + 1,
            end_row=last_row,
            end_column=last_column,
        )
    for column, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, height in grid.heights.items():
        sheet.row_dimensions[number + 1].height = height
    _show(sheet, grid)


def _show(sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - see _add
    """Set what concerns the sheet as a whole, but for the conditional formats."""
    page = grid.page
    sheet.page_setup.orientation = "landscape" if page.landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.right.text = "— &P —"
    sheet.print_area = f"A1:{get_column_letter(len(grid.widths))}{len(grid.rows)}"
    if page.title_rows:
        sheet.print_title_rows = f"1:{page.title_rows}"
        sheet.freeze_panes = f"{get_column_letter(page.frozen_columns + 1)}{page.title_rows + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.protection.enable()


def by_excelize(work: Work, target: Path) -> None:
    """Load, add the same sheets, save, in Go: no styles, and no value beside a formula."""
    import excelize  # noqa: PLC0415 - not everybody who measures has it

    book = excelize.open_file(str(work.source))
    try:
        for grid in work.grids:
            old = work.existing.get(grid.table)
            if old:
                book.delete_sheet(old)
            name = old or grid.sheet
            book.new_sheet(name)
            _add_plain(book, name, grid, work.formula_text)
        book.save_as(str(target))
    finally:
        book.close()


def _add_plain(
    book: Any,  # noqa: ANN401 - excelize has no stubs
    name: str,
    grid: Grid,
    formula_text: FormulaText,
) -> None:
    for number, row in enumerate(grid.rows, 1):
        for column, given in enumerate(row, 1):
            place = f"{get_column_letter(column)}{number}"
            if given.formula is not None:
                book.set_cell_formula(name, place, formula_text(given.formula))
            elif given.value is not None:
                value = given.value
                book.set_cell_value(
                    name, place, value.value if isinstance(value, ErrorValue) else value
                )
    for span in grid.spans:
        first = f"{get_column_letter(span.column + 1)}{span.row + 1}"
        last = f"{get_column_letter(span.column + span.columns)}{span.row + span.rows}"
        book.merge_cell(name, first, last)
    for column, width in enumerate(grid.widths, 1):
        letters = get_column_letter(column)
        book.set_col_width(name, letters, letters, float(width))


def excelize_there() -> bool:
    """Return whether the package is installed."""
    return importlib.util.find_spec("excelize") is not None


Values = Mapping[str, Sequence[Sequence[Any]]]


def values_of(work: Work) -> Values:
    """Return every value of a workbook, for those that write it anew; not timed."""
    book = openpyxl.load_workbook(work.source, data_only=True)
    return {sheet.title: list(sheet.values) for sheet in book.worksheets}


def by_xlsxwriter(work: Work, values: Values, target: Path) -> None:
    """Write the whole book anew from values: a person's formats and objects are lost."""
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        ours = set(work.existing.values())
        for name, rows in values.items():
            if name not in ours:
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        for grid in work.grids:
            sheet = book.add_worksheet(grid.sheet)
            for number, row in enumerate(grid.rows):
                for column, cell in enumerate(row):
                    value = cell.value.value if isinstance(cell.value, ErrorValue) else cell.value
                    if cell.formula is not None:
                        text = "=" + work.formula_text(cell.formula)
                        sheet.write_formula(number, column, text, None, value)
                    elif value is not None:
                        sheet.write(number, column, value)
