"""Renders a :class:`~yqxl.grid.Grid` into a sheet of an open document."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME
from yqxl.frontends.libreoffice.calc.page_styles import page_style
from yqxl.frontends.libreoffice.calc.role_formats import RoleFormats
from yqxl.grid import Cell, Formula, Grid, Role
from yqxl.look import PADDING, PERCENTAGES, row_height, tab_colour
from yqxl.model.layout import cell_name

#: com.sun.star.sheet.AddressConvention.XL_OOX: formulas as .xlsx files have them
_EXCEL = 3
#: all com.sun.star.sheet.CellFlags
_EVERYTHING = 1023
#: hundredths of a millimetre of a point, and of its twentieth
_POINT = 2540 / 72
_TWIP = _POINT / 20

FormulaText = Callable[[Formula], str]


def write_grid(formats: RoleFormats, sheet: Any, grid: Grid, formula_text: FormulaText) -> None:  # noqa: ANN401 - a UNO object
    """Fill an empty sheet, or a sheet of an earlier run, with a table."""
    document = formats.document
    _clear(sheet)
    if grid.rows:
        area = sheet.getCellRangeByPosition(0, 0, len(grid.widths) - 1, len(grid.rows) - 1)
        entries: list[list[Value]] = [[""] * len(grid.widths) for _ in grid.rows]
        for row, column, cell in grid.shown():
            entries[row][column] = _constant(cell)
        area.setDataArray(tuple(map(tuple, entries)))
    _write_formulas(document, sheet, grid, formula_text)
    _dress(formats, sheet, grid)
    _merge(formats, sheet, grid)
    _size(document, sheet, grid)
    if colour := tab_colour(grid):
        sheet.TabColor = int(colour, 16)
    _paginate(document, sheet, grid)
    if not sheet.NamedRanges.hasByName(TABLE_NAME):
        _mark(sheet, grid)


def _clear(sheet: Any) -> None:  # noqa: ANN401 - a UNO object
    """Empty a sheet but keep it: formulas elsewhere refer to its cells."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)  # noqa: FBT003 - UNO takes no keywords
    end = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    area.merge(False)  # noqa: FBT003 - UNO takes no keywords
    area.clearContents(_EVERYTHING)
    area.CellStyle = "Default"
    # a live table has conditional formats and columns that nobody sees
    formats = sheet.ConditionalFormats
    for one in formats.getConditionalFormats():
        formats.removeByID(one.ID)
    sheet.Columns.IsVisible = True


def _constant(cell: Cell) -> Value:
    """Return what is written as it stands; formulas and errors come later."""
    if cell.formula is not None or cell.value is None or isinstance(cell.value, ErrorValue):
        return ""
    return cell.value


def _write_formulas(document: Any, sheet: Any, grid: Grid, formula_text: FormulaText) -> None:  # noqa: ANN401 - UNO objects
    parser = document.createInstance("com.sun.star.sheet.FormulaParser")
    parser.CompileEnglish = True
    parser.FormulaConvention = _EXCEL
    for row, column, cell in grid.shown():
        if cell.formula is not None:
            text = formula_text(cell.formula)
        elif isinstance(cell.value, ErrorValue):
            text = cell.value.value
        else:
            continue
        target = sheet.getCellByPosition(column, row)
        target.setTokens(parser.parseFormula(text, target.CellAddress))


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells of one role; rows and columns count from 0, ends included."""

    top: int
    left: int
    bottom: int
    right: int
    role: Role


def role_areas(grid: Grid) -> list[Area]:
    """Return rectangles that together cover the grid, few because each costs Calc a step."""
    open_areas: dict[tuple[int, int, Role], Area] = {}
    done: list[Area] = []
    for row, cells in enumerate(grid.rows):
        runs = {}
        start = 0
        for role, run in groupby(cells, key=lambda cell: cell.role):
            end = start + len(list(run))
            runs[start, end - 1, role] = row
            start = end
        continued = {key: area for key, area in open_areas.items() if key in runs}
        done += [area for key, area in open_areas.items() if key not in runs]
        open_areas = {
            key: replace(continued[key], bottom=row)
            if key in continued
            else Area(row, key[0], row, key[1], key[2])
            for key in runs
        }
    return [*done, *open_areas.values()]


def _dress(formats: RoleFormats, sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - a UNO object
    """Give every cell the form of its role."""
    for area in role_areas(grid):
        cells = sheet.getCellRangeByPosition(area.left, area.top, area.right, area.bottom)
        formats.apply(cells, area.role)
        if area.role in PERCENTAGES:
            formats.show_short(cells, cell_name(area.top + 1, area.left + 1))


def _merge(formats: RoleFormats, sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - a UNO object
    """Merge the spans, and the title's row: Calc cannot centre it over cells otherwise."""
    areas = [(span.row, span.column, span.rows, span.columns) for span in grid.spans]
    if grid.rows and grid.rows[0][0].role is Role.TITLE:
        areas.append((0, 0, 1, len(grid.widths)))
    for row, column, rows, columns in areas:
        if rows > 1 or columns > 1:
            area = sheet.getCellRangeByPosition(column, row, column + columns - 1, row + rows - 1)
            formats.apply(area, grid.rows[row][column].role)
            area.merge(True)  # noqa: FBT003 - UNO takes no keywords


def _size(document: Any, sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - UNO objects
    character = _character_width(document)
    for column, width in enumerate(grid.widths):
        sheet.Columns.getByIndex(column).Width = round((width + PADDING) * character)
    for row in range(len(grid.rows)):
        sheet.Rows.getByIndex(row).Height = round(row_height(grid, row) * _POINT)


def _character_width(document: Any) -> float:  # noqa: ANN401 - a UNO object
    """Return the width of a character in hundredths of a millimetre, as Calc reads files.

    It is that of the widest digit in the font of the default style (ECMA-376 18.3.1.13),
    and so depends on the fonts of the computer.
    """
    default = document.StyleFamilies.getByName("CellStyles").getByName("Default")
    font = importlib.import_module("uno").createUnoStruct("com.sun.star.awt.FontDescriptor")
    font.Name, font.Height = default.CharFontName, round(default.CharHeight * 20)
    metrics = document.ReferenceDevice.getFont(font)
    widest: int = max(metrics.getCharWidth(digit) for digit in "0123456789")
    return widest * _TWIP


def _paginate(document: Any, sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - UNO objects
    sheet.PageStyle = page_style(document, landscape=grid.page.landscape, stamp=grid.page.stamp)
    if grid.hidden:
        # LibreOffice prints a hidden sheet that has a print area
        sheet.setPrintAreas(())
        return
    last = (grid.page.printed or len(grid.rows)) - 1
    paper = sheet.getCellRangeByPosition(0, 0, len(grid.widths) - 1, max(last, 0))
    sheet.setPrintAreas((paper.RangeAddress,))
    if grid.page.title_rows:
        heading = sheet.getCellRangeByPosition(0, 0, 0, grid.page.title_rows - 1).RangeAddress
        sheet.setTitleRows(heading)
        sheet.setPrintTitleRows(True)
    _turn_pages(sheet, grid)


def _turn_pages(sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - a UNO object
    sheet.removeAllManualPageBreaks()
    for row in grid.page.turns:
        sheet.Rows.getByIndex(row).IsStartOfNewPage = True


def _mark(sheet: Any, grid: Grid) -> None:  # noqa: ANN401 - a UNO object
    """Mark the sheet as generated, as in a file: by a name that holds the table's id."""
    start = sheet.getCellByPosition(0, 0).CellAddress
    sheet.NamedRanges.addNewByName(TABLE_NAME, f'"{grid.table}"', start, 0)
