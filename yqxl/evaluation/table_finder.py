"""Where each contract table stands in a workbook: by its name, else by its header row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from yqxl.evaluation.book import Book, BookSheet
from yqxl.model.contract import CLOSING_TEXT, Table
from yqxl.model.headers import header_key

#: a header row is looked for in the first rows of a sheet, and this much of it must match
_SEARCHED_ROWS = 200
_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in its sheet; rows and columns count from 1."""

    table: Table
    sheet: BookSheet
    header_row: int
    #: column number and header text by field name
    columns: Mapping[str, int]
    headers: Mapping[str, str]
    #: fields whose header stands twice
    twice: tuple[str, ...]
    #: the closing row, or the first row that is not of the table
    end: int
    closed: bool


@cache
def _fields(table: Table) -> Mapping[str, str]:
    return {header_key(column.header): column.field for column in table.columns}


def find_table(table: Table, workbook: Book) -> FoundTable | None:
    """Return where the table stands, or None."""
    for sheet in workbook.sheets.values():
        for scanned in sheet.tables:
            if scanned.name.lower() == table.name.lower():
                top, left, bottom, right = scanned.ref
                return _found(table, sheet, top, range(left, right + 1), bottom + 1)
    named = workbook.sheets.get(table.sheet)
    return _by_headers(table, named) if named is not None else None


def _header_texts(sheet: BookSheet, row: int, columns: Sequence[int]) -> Iterator[tuple[int, str]]:
    for column in columns:
        cell = sheet.cells.get((row, column))
        if cell is not None and isinstance(cell.value, str):
            yield column, cell.value


def _found(table: Table, sheet: BookSheet, row: int, columns: range, bottom: int) -> FoundTable:
    fields = _fields(table)
    numbers: dict[str, int] = {}
    headers: dict[str, str] = {}
    twice = []
    for column, text in _header_texts(sheet, row, columns):
        field = fields.get(header_key(text))
        if field is None:
            continue
        if field in numbers:
            twice.append(field)
            # the contract's own text wins over an alias
            if headers[field] == table.column(field).header:
                continue
        numbers[field], headers[field] = column, text
    closing = _closing_row(sheet, row, columns)
    end = closing if closing is not None else bottom
    return FoundTable(table, sheet, row, numbers, headers, tuple(twice), end, closing is not None)


def _closing_row(sheet: BookSheet, header_row: int, columns: range) -> int | None:
    """Return the first row below the header that carries the closing text."""
    rows = [
        row
        for (row, column), cell in sheet.cells.items()
        if row > header_row and column in columns and cell.value == CLOSING_TEXT
    ]
    return min(rows, default=None)


def _by_headers(table: Table, sheet: BookSheet) -> FoundTable | None:
    """Find a header row: a run of neighbouring texts, most of which are the table's."""
    fields = _fields(table)
    wanted = {column.field for column in table.columns if column.typed}
    best: FoundTable | None = None
    most = 0
    for row in sorted({row for row, _ in sheet.cells})[:_SEARCHED_ROWS]:
        for run in _runs(sheet, row):
            own = {
                fields[key]
                for _, text in _header_texts(sheet, row, run)
                if (key := header_key(text)) in fields
            }
            matched = len(own & wanted)
            enough = table.key_column in own and matched >= _SHARE * len(wanted)
            if enough and matched > most:
                most = matched
                best = _found(table, sheet, row, run, _first_blank(sheet, row, run))
    return best


def _runs(sheet: BookSheet, row: int) -> Iterator[range]:
    columns = sorted(column for r, column in sheet.cells if r == row)
    start = 0
    for number, column in enumerate(columns):
        last = number + 1 == len(columns)
        if last or columns[number + 1] != column + 1:
            yield range(columns[start], column + 1)
            start = number + 1


def _first_blank(sheet: BookSheet, header_row: int, columns: range) -> int:
    row = header_row + 1
    while any((row, column) in sheet.cells for column in columns):
        row += 1
    return row
