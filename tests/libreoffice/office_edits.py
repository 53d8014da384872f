"""What a person does to a spreadsheet, through UNO: the steps that ``Document.edit`` takes.

Rows and columns count from 0. A step that Calc refuses (a part of a merged area, a name
that is taken) raises, as the person would see it refused.
"""

from __future__ import annotations

from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.sheet.CellDeleteMode import COLUMNS as DELETE_COLUMNS
from com.sun.star.sheet.CellDeleteMode import ROWS as DELETE_ROWS
from com.sun.star.sheet.CellInsertMode import COLUMNS as INSERT_COLUMNS
from com.sun.star.sheet.CellInsertMode import ROWS as INSERT_ROWS
from com.sun.star.sheet.FillDirection import TO_BOTTOM
from com.sun.star.table import TableSortField

#: a row or a column: where it begins and how many there are
Span = tuple[int, int]


class Editor:
    """One document and what is done to it."""

    def __init__(self, document: Any) -> None:
        """Edit this document."""
        self.document = document

    def do(self, step: list[Any]) -> None:
        """Take one step: its name, the sheet, and what else it needs."""
        name, sheet, *rest = step
        target = self.document.Sheets.getByName(sheet)
        target.unprotect("")
        getattr(self, name)(target, *rest)

    def insert_rows(self, sheet: Any, row: int, count: int) -> None:
        """Insert whole rows above a row."""
        sheet.insertCells(_area(sheet, 0, row, 1, count), INSERT_ROWS)

    def insert_columns(self, sheet: Any, column: int, count: int) -> None:
        """Insert whole columns left of a column."""
        sheet.insertCells(_area(sheet, column, 0, count, 1), INSERT_COLUMNS)

    def delete_rows(self, sheet: Any, row: int, count: int) -> None:
        """Delete whole rows."""
        sheet.removeRange(_area(sheet, 0, row, 1, count), DELETE_ROWS)

    def delete_columns(self, sheet: Any, column: int, count: int) -> None:
        """Delete whole columns."""
        sheet.removeRange(_area(sheet, column, 0, count, 1), DELETE_COLUMNS)

    def type(self, sheet: Any, row: int, column: int, text: str) -> None:
        """Type into a cell: Calc decides whether it is a number, a date or a text."""
        sheet.getCellByPosition(column, row).FormulaLocal = text

    def clear(self, sheet: Any, row: int, column: int) -> None:
        """Press Delete on a cell."""
        sheet.getCellByPosition(column, row).clearContents(1 | 2 | 4 | 16)

    def sort(self, sheet: Any, rows: Span, columns: Span, by: int, ascending: bool) -> None:
        """Sort an area by a column of the sheet."""
        field = TableSortField()
        field.Field, field.IsAscending = by - columns[0], ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        sheet.getCellRangeByPosition(
            columns[0], rows[0], columns[0] + columns[1] - 1, rows[0] + rows[1] - 1
        ).sort((_setting("SortFields", fields), _setting("ContainsHeader", False)))

    def copy_row(self, sheet: Any, row: int, to: int) -> None:
        """Copy a row and insert the copy above another one."""
        self.insert_rows(sheet, to, 1)
        self.copy_over(sheet, row + (to <= row), to)

    def copy_over(self, sheet: Any, row: int, to: int) -> None:
        """Copy a row over another one."""
        end = _end(sheet).EndColumn
        target = sheet.getCellByPosition(0, to).CellAddress
        sheet.copyRange(target, _area(sheet, 0, row, end + 1, 1))

    def move_row(self, sheet: Any, row: int, to: int) -> None:
        """Cut a row and paste it over another one."""
        end = _end(sheet).EndColumn
        target = sheet.getCellByPosition(0, to).CellAddress
        sheet.moveRange(target, _area(sheet, 0, row, end + 1, 1))

    def paste_values(self, sheet: Any, rows: Span, columns: Span) -> None:
        """Copy an area and paste it over itself as values only."""
        area = sheet.getCellRangeByPosition(
            columns[0], rows[0], columns[0] + columns[1] - 1, rows[0] + rows[1] - 1
        )
        area.setDataArray(area.getDataArray())

    def paste(self, sheet: Any, row: int, column: int, rows: list[list[Any]]) -> None:
        """Paste a block of values."""
        end = (column + len(rows[0]) - 1, row + len(rows) - 1)
        area = sheet.getCellRangeByPosition(column, row, *end)
        area.setDataArray(tuple(map(tuple, rows)))

    def fill_down(self, sheet: Any, row: int, column: int, count: int) -> None:
        """Drag the handle of a cell down."""
        sheet.getCellRangeByPosition(column, row, column, row + count).fillAuto(TO_BOTTOM, 1)

    def merge(self, sheet: Any, row: int, column: int, count: int) -> None:
        """Merge a cell with those below, whose contents are kept hidden."""
        sheet.getCellRangeByPosition(column, row, column, row + count).merge(True)

    def rename_sheet(self, sheet: Any, name: str) -> None:
        """Give a sheet another name."""
        sheet.Name = name

    def copy_sheet(self, sheet: Any, name: str) -> None:
        """Copy a sheet behind the last one."""
        sheets = self.document.Sheets
        sheets.copyByName(sheet.Name, name, sheets.Count)

    def delete_sheet(self, sheet: Any) -> None:
        """Delete a sheet."""
        self.document.Sheets.removeByName(sheet.Name)

    def delete_name(self, _sheet: Any, name: str) -> None:
        """Delete a defined name."""
        self.document.NamedRanges.removeByName(name)


def _setting(name: str, value: object) -> Any:
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def _area(sheet: Any, column: int, row: int, columns: int, rows: int) -> Any:
    return sheet.getCellRangeByPosition(
        column, row, column + columns - 1, row + rows - 1
    ).RangeAddress


def _end(sheet: Any) -> Any:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    return cursor.RangeAddress
