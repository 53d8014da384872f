"""Where each contract table stands in a workbook: by its name, else by its header row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.model.contract import CLOSING_TEXT, TABLES, Table
from yqxl.model.headers import header_key

#: a header row is looked for in the first rows of a sheet, and this much of it must match
_SEARCHED_ROWS = 200
_SHARE = 0.6


@dataclass(frozen=True)
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
    #: fields whose header a person changed, told by the formulas
    renamed: tuple[str, ...] = ()


#: whether a version of the contract has a column: table, field
HasColumn = Callable[[str, str], bool]


def find_tables(book: Book, has: HasColumn) -> dict[str, FoundTable | None]:
    """Return by its key where each contract table stands, None where it is not there.

    A column that the workbook's version of the contract does not have is a person's own.
    """
    finder = _Finder(book, has)
    return {table.key: finder.find(table) for table in TABLES}


class _Finder:
    """Finds tables; what concerns a whole sheet is looked up once."""

    def __init__(self, book: Book, has: HasColumn) -> None:
        self._book = book
        self._has = has
        self._named = {
            table.name.lower(): (sheet, table.ref)
            for sheet in book.sheets.values()
            for table in sheet.tables
        }
        self._known: dict[str, Mapping[str, str]] = {}
        self._closings: dict[str, list[tuple[int, int]]] = {}
        self._first_rows: dict[str, list[tuple[int, list[range]]]] = {}

    def find(self, table: Table) -> FoundTable | None:
        if not self._has(table.key, table.key_column):
            return None
        named = self._named.get(table.name.lower())
        if named is not None:
            sheet, (top, left, bottom, right) = named
            return self._found(table, sheet, top, range(left, right + 1), bottom + 1)
        own = self._book.sheets.get(table.sheet)
        return self._by_headers(table, own) if own is not None else None

    def _found(
        self, table: Table, sheet: BookSheet, row: int, columns: range, bottom: int
    ) -> FoundTable:
        columns = self._with_neighbours(table, sheet, row, columns)
        numbers, headers, twice = _columns(table, self._fields(table), sheet, row, columns)
        closing = min(
            (r for r, column in self._closing_cells(sheet) if r > row and column in columns),
            default=None,
        )
        end = closing
        if end is None:
            end = _first_unkeyed(sheet, bottom, numbers.get(table.key_column))
        return FoundTable(table, sheet, row, numbers, headers, twice, end, closing is not None)

    def _with_neighbours(self, table: Table, sheet: BookSheet, row: int, columns: range) -> range:
        """Return the columns with those right of them in which an optional header was typed."""
        known, stop = self._fields(table), columns.stop
        while (cell := sheet.cells.get((row, stop))) is not None and isinstance(cell.value, str):
            field = known.get(header_key(cell.value))
            if field is None or not table.column(field).optional:
                break
            stop += 1
        return range(columns.start, stop)

    def _fields(self, table: Table) -> Mapping[str, str]:
        """Return the fields of the workbook's version by their headers."""
        found = self._known.get(table.key)
        if found is None:
            known = table.by_header.items()
            found = {key: field for key, field in known if self._has(table.key, field)}
            self._known[table.key] = found
        return found

    def _closing_cells(self, sheet: BookSheet) -> list[tuple[int, int]]:
        found = self._closings.get(sheet.name)
        if found is None:
            found = [place for place, cell in sheet.cells.items() if cell.value == CLOSING_TEXT]
            self._closings[sheet.name] = found
        return found

    def _searched(self, sheet: BookSheet) -> list[tuple[int, list[range]]]:
        """Return the first rows of a sheet and their runs of neighbouring filled cells."""
        found = self._first_rows.get(sheet.name)
        if found is None:
            columns: dict[int, list[int]] = {}
            for row, column in sheet.cells:
                columns.setdefault(row, []).append(column)
            first = nsmallest(_SEARCHED_ROWS, columns)
            found = [(row, list(_runs(sorted(columns[row])))) for row in first]
            self._first_rows[sheet.name] = found
        return found

    def _by_headers(self, table: Table, sheet: BookSheet) -> FoundTable | None:
        """Find a header row: a run of neighbouring texts, most of which are the table's."""
        fields = self._fields(table)
        wanted = {one.field for one in table.columns if one.typed and one.field in fields.values()}
        best: FoundTable | None = None
        most = 0
        for row, runs in self._searched(sheet):
            for run in runs:
                own = {
                    fields[key]
                    for _, text in _header_texts(sheet, row, run)
                    if (key := header_key(text)) in fields
                }
                matched = len(own & wanted)
                enough = table.key_column in own and matched >= _SHARE * len(wanted)
                if enough and matched > most:
                    most = matched
                    best = self._found(table, sheet, row, run, _first_blank(sheet, row, run))
        return best


def _columns(
    table: Table, fields: Mapping[str, str], sheet: BookSheet, row: int, columns: range
) -> tuple[dict[str, int], dict[str, str], tuple[str, ...]]:
    """Return column numbers and header texts by field, and the fields that stand twice."""
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
    return numbers, headers, tuple(twice)


def _header_texts(sheet: BookSheet, row: int, columns: Sequence[int]) -> Iterator[tuple[int, str]]:
    for column in columns:
        cell = sheet.cells.get((row, column))
        if cell is not None and isinstance(cell.value, str):
            yield column, cell.value


def _runs(columns: Sequence[int]) -> Iterator[range]:
    """Yield the runs of neighbours in rising columns."""
    start = 0
    for number, column in enumerate(columns):
        last = number + 1 == len(columns)
        if last or columns[number + 1] != column + 1:
            yield range(columns[start], column + 1)
            start = number + 1


def _first_unkeyed(sheet: BookSheet, row: int, key: int | None) -> int:
    """Return where a table ends whose closing row was typed over: its rows have a key."""
    while key is not None and (cell := sheet.cells.get((row, key))) and cell.value:
        row += 1
    return row


def _first_blank(sheet: BookSheet, header_row: int, columns: range) -> int:
    row = header_row + 1
    while any((row, column) in sheet.cells for column in columns):
        row += 1
    return row
