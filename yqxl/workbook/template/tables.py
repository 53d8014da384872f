"""Writes the contract tables into the sheets of a new workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.worksheet.table import Table as ListObject
from openpyxl.worksheet.table import TableStyleInfo

from yqxl import look
from yqxl.evaluation.formulas.column_formulas import column_formula
from yqxl.model.contract import CLOSING_TEXT, PARAMETER_SHEET, Column, Table, Type
from yqxl.model.layout import TableLayout, cell_name, column_letters
from yqxl.model.rows import Evaluation
from yqxl.tables.row_heights import text_lines
from yqxl.workbook.template.cells import (
    cell_at,
    put_date,
    put_formula,
    put_text,
    put_value,
)
from yqxl.workbook.template.highlights import highlight_table
from yqxl.workbook.template.layout import (
    PARAMETER_WIDTHS,
    rows_of,
)
from yqxl.workbook.template.styles import Styles, column_form, header_form
from yqxl.workbook.template.validations import validate_table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

#: 提示 takes two lines whatever rule is chosen
_LEAST_LINES = {"indicators": 2}
_GAP_WIDTH = 3.0


class TableWriter:
    """Writes one table: header, rows with their formulas, spare rows and the closing row."""

    def __init__(self, sheet: Worksheet, styles: Styles, table: Table, place: TableLayout) -> None:
        """Take the sheet and the place of the table in it."""
        self._sheet = sheet
        self._styles = styles
        self._table = table
        self._place = place
        self._columns = [table.column(field) for field in place.columns]

    def write(self, evaluation: Evaluation, flavour: str) -> None:
        """Write the table with the rows of this evaluation."""
        self._write_header(_headers(self._table, evaluation))
        rows = rows_of(evaluation, self._table)
        for number, row in zip(self._place.rows, rows, strict=True):
            self._write_row(number, row, flavour)
        for number in self._place.blank_rows:
            self._write_row(number, None, flavour)
        self._set_heights(rows)
        self._write_closing()
        self._set_widths()
        self._add_list_object()
        validate_table(self._sheet, self._table, self._place)
        highlight_table(self._sheet, self._table, self._place)

    def _write_header(self, headers: dict[str, str]) -> None:
        row = self._place.header_row
        for column in self._columns:
            cell = cell_at(self._sheet, row, self._place.columns[column.field])
            put_text(cell, headers.get(column.field, column.header))
            self._styles.apply(cell, header_form(column))
        self._sheet.row_dimensions[row].height = look.INPUT_HEADER_HEIGHT

    def _write_row(self, number: int, row: object | None, flavour: str) -> None:
        for column in self._columns:
            cell = cell_at(self._sheet, number, self._place.columns[column.field])
            self._styles.apply(cell, column_form(self._table, column))
            if not column.typed:
                formula = column_formula(
                    self._table.key, column.field, number, self._place.columns, flavour
                )
                put_formula(cell, formula)
            elif row is not None:
                put = put_date if column.shows == "date" else put_value
                put(cell, column.value_in(row))  # type: ignore[arg-type]  # a date column holds texts

    def _set_heights(self, rows: tuple[object, ...]) -> None:
        """Give every row the height that its texts need; side by side the higher one counts."""
        least = _LEAST_LINES.get(self._table.key, 1)
        for number, row in zip(self._place.rows, rows, strict=True):
            lines = max(least, *(self._lines(column, row) for column in self._columns))
            self._raise(number, lines)
        for number in self._place.blank_rows:
            self._raise(number, least)

    def _lines(self, column: Column, row: object) -> int:
        if not column.typed or (self._table.key, column.field) == ("rules", "example"):
            return 1
        value = column.value_in(row)
        return text_lines(value, self._width(column) - 1) if isinstance(value, str) else 1

    def _raise(self, number: int, lines: int) -> None:
        dimension = self._sheet.row_dimensions[number]
        height = min(lines * look.LINE + look.AIR, look.HIGHEST_ROW)
        dimension.height = max(dimension.height or 0.0, height)

    def _write_closing(self) -> None:
        place = self._place.last_row, self._place.columns[self._table.closing_column]
        self._styles.text(self._sheet, place, CLOSING_TEXT, "yq_末行")

    def _width(self, column: Column) -> float:
        if self._table.sheet == PARAMETER_SHEET:
            return PARAMETER_WIDTHS[self._place.columns[column.field] - 1]
        return column.width

    def _set_widths(self) -> None:
        for column in self._columns:
            number = self._place.columns[column.field]
            dimension = self._sheet.column_dimensions[column_letters(number)]
            dimension.width = self._width(column)
            if column.type is Type.HIDDEN or column.optional:
                dimension.outlineLevel = 1
                dimension.hidden = column.type is Type.HIDDEN
        first = min(self._place.columns.values())
        if first > 1:
            self._sheet.column_dimensions[column_letters(first - 1)].width = _GAP_WIDTH

    def _add_list_object(self) -> None:
        columns = self._place.columns.values()
        top = cell_name(self._place.header_row, min(columns))
        bottom = cell_name(self._place.last_row - 1, max(columns))
        found = ListObject(displayName=self._table.name, name=self._table.name)
        found.ref = f"{top}:{bottom}"
        found.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
        self._sheet.add_table(found)


def _headers(table: Table, evaluation: Evaluation) -> dict[str, str]:
    """Return the headers that differ: a path names 资金 and 产出 as their file had them."""
    texts = {
        "funds": evaluation.fund_headers,
        "outputs": evaluation.output_headers,
    }.get(table.key, ())
    fields = table.path_fields
    if texts == table.path_headers:
        return {}
    # an optional column that the file did not have has no text
    named = {
        field: text
        for field, text in zip(fields, texts, strict=False)
        if text or not table.column(field).optional
    }
    texts = tuple(named.values())
    own = {column.header for column in table.every_column if column.field not in named}
    # a ListObject takes no blank, no broken and no repeated header
    sound = all(text and text.isprintable() for text in texts)
    if not sound or len({text.lower() for text in texts} | own) < len(texts) + len(own):
        return {}
    return named
