"""An open workbook as the reader wants it: sheets, cells, tables, names through xlwings.

A sheet is read in two calls, one for values and one for formulas, when it is first asked
for; a sheet that is formatted far beyond its contents in two calls for each filled part.
``.Value2`` is taken where the program offers it: ``.Value`` cuts currency cells to four
decimals and makes dates of numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.calculation import calculation_facts
from yqxl.evaluation.reading.first_texts import FIRST_ROWS, FirstText, first_texts
from yqxl.evaluation.reading.roster import sheet_counts
from yqxl.frontends.excel.error_codes import error_of
from yqxl.frontends.excel.filled_blocks import filled_blocks
from yqxl.frontends.excel.hidden_rows import hidden_rows
from yqxl.frontends.excel.open_names import OpenNames, local_names
from yqxl.frontends.excel.program_calls import custom_property, is_shown
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.facts import Fact
from yqxl.model.roster import RosterCounts
from yqxl.workbook.package.addresses import Area, area_of

if TYPE_CHECKING:
    import xlwings

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date has no time zone
_DAY = 86400.0
#: a header further right is not looked for in a sheet that nobody reads
_WIDEST = 100


class OpenCell(NamedTuple):
    """One cell that is not blank."""

    value: Value
    formula: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class OpenTable:
    """A table (ListObject) of a sheet."""

    name: str
    ref: Area


class OpenSheet:
    """One sheet of the open workbook."""

    def __init__(self, sheet: xlwings.Sheet) -> None:
        """Keep the sheet; its cells are read when they are asked for."""
        self.name: str = sheet.name
        self._sheet = sheet

    @cached_property
    def tables(self) -> tuple[OpenTable, ...]:
        """The tables that stand in the sheet."""
        found = []
        for table in self._sheet.tables:
            area = area_of(table.range.address.replace("$", ""))
            if area is not None:
                found.append(OpenTable(table.name, area))
        return tuple(found)

    @property
    def hidden(self) -> bool:
        """Whether people do not see the sheet's tab."""
        return not is_shown(self._sheet)

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """The numbers of the hidden rows that hold something."""
        rows = sorted({row for row, _ in self.cells})
        return frozenset(hidden_rows(self._sheet, rows))

    @cached_property
    def cells(self) -> Mapping[tuple[int, int], OpenCell]:
        """The cells that hold something, by (row, column) counted from 1."""
        cells: dict[tuple[int, int], OpenCell] = {}
        for block in filled_blocks(self._sheet):
            cells.update(_block_cells(block))
        return cells

    def first_texts(self) -> Iterator[FirstText]:
        """Yield the texts in the first rows: one call for a sheet that nobody reads."""
        if "cells" in self.__dict__:
            yield from first_texts(self.cells)
            return
        block = _first_rows(self._sheet)
        if block is None:
            return
        for row, line in enumerate(_rows(_values(block)), start=block.row):
            for column, value in enumerate(line, start=block.column):
                if isinstance(value, str) and error_of(value) is None:
                    yield row, column, value

    def sketch(self) -> None:
        """Return nothing: a sketch is made of the markup of a file."""

    def fingerprint(self) -> None:
        """Return nothing: a fingerprint is made of the markup too."""


class OpenBook:
    """The workbook that is open in the spreadsheet program."""

    def __init__(self, book: xlwings.Book) -> None:
        """Look at sheets and names; cells wait."""
        self._book = book
        self.sheets = {sheet.name: OpenSheet(sheet) for sheet in book.sheets}
        self.names = OpenNames(book)
        self.local_names = local_names(book)
        self.date1904 = bool(getattr(book.api, "Date1904", False))

    @property
    def draws_charts(self) -> bool:
        """Charts are written into files alone."""
        return False

    def custom_property(self, name: str) -> str | None:
        """Return a custom document property as text; None where there is none."""
        return custom_property(self._book, name)

    def roster(self) -> RosterCounts:
        """Return the counted answers of the sheet 问卷明细.

        Raises:
            InputRefusedError: the sheet has no usable header.
        """
        return sheet_counts(self.sheets.get(ROSTER_SHEET))

    def is_percent(self, sheet: str, cell: tuple[int, int]) -> bool:
        """Return whether a cell (row, column) shows its number as per cent."""
        return "%" in str(self._book.sheets[sheet].range(cell).number_format)

    def oddities(self) -> tuple[Fact, ...]:
        """Return what of the workbook's settings changes figures; no cell is malformed."""
        rounded = bool(getattr(self._book.api, "PrecisionAsDisplayed", False))
        return tuple(calculation_facts(rounded=rounded))


def _first_rows(sheet: xlwings.Sheet) -> xlwings.Range | None:
    """Return the first rows of what a sheet uses, no wider than a table can be."""
    used = sheet.used_range
    row, column = used.row, used.column
    if row > FIRST_ROWS:
        return None
    rows, columns = used.shape
    last = min(row + rows - 1, FIRST_ROWS), column + min(columns, _WIDEST) - 1
    return sheet.range((row, column), last)


def _block_cells(block: xlwings.Range) -> Iterator[tuple[tuple[int, int], OpenCell]]:
    values = _rows(_values(block))
    formulas = _rows(_formulas(block, values))
    for row, (line, texts) in enumerate(zip(values, formulas, strict=True), start=block.row):
        for column, (value, text) in enumerate(zip(line, texts, strict=True), start=block.column):
            cell = _cell(value, text)
            if cell is not None:
                yield (row, column), cell


def _values(used: xlwings.Range) -> Any:  # noqa: ANN401 - whatever the program hands over
    try:
        return used.api.Value2
    except (AttributeError, NotImplementedError):
        return used.options(ndim=2, err_to_str=True).value


def _formulas(used: xlwings.Range, values: list[list[Any]]) -> Any:  # noqa: ANN401 - likewise
    """Return the formulas; a program on the web does not hand them over, and has values only."""
    try:
        return used.formula
    except NotImplementedError:
        return [[None] * len(line) for line in values]


def _rows(values: Any) -> list[list[Any]]:  # noqa: ANN401 - likewise
    """Return values as rows; a used range of one cell comes as its value alone."""
    if isinstance(values, list | tuple):
        if values and not isinstance(values[0], list | tuple):
            return [list(values)]
        return [list(row) for row in values]
    return [[values]]


def _cell(value: Any, text: Any) -> OpenCell | None:  # noqa: ANN401 - likewise
    formula = text[1:] if isinstance(text, str) and text.startswith("=") else None
    if value == text:
        formula = None  # a text that begins with =; programs give it as its own formula
    kind, plain = _plain(value)
    if formula is None and plain in (None, ""):
        return None
    if formula is not None and plain is None:
        plain = ""  # a formula that shows nothing: an open workbook has computed all of its own
    return OpenCell(plain, formula, kind)


def _plain(value: Any) -> tuple[str, Value]:  # noqa: ANN401, PLR0911 - one return for each type
    """Return kind and value as a file would give them."""
    if isinstance(value, bool):
        return "b", float(value)
    error = error_of(value)
    if error is not None:
        return "e", error
    if isinstance(value, float | int | Decimal):
        return "n", float(value)
    if isinstance(value, str):
        return "s", value
    if isinstance(value, datetime):
        return "n", (value.replace(tzinfo=None) - _EPOCH).total_seconds() / _DAY
    if isinstance(value, date):
        return "n", float((datetime(value.year, value.month, value.day) - _EPOCH).days)  # noqa: DTZ001 - as above
    return "n", None
