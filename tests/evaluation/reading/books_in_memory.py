"""Books that are written down in a test, and real ones that a test may change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.book import Book, BookCell, BookTable

Place = tuple[int, int]


@dataclass(frozen=True)
class Cell:
    """A cell; a formula is written without its ``=``."""

    value: Value
    formula: str | None = None
    kind: str = ""


@dataclass(frozen=True)
class NamedTable:
    """A ListObject."""

    name: str
    ref: tuple[int, int, int, int]


@dataclass(frozen=True)
class Sheet:
    """A sheet and its named tables."""

    name: str
    cells: Mapping[Place, BookCell]
    tables: Sequence[BookTable] = ()


@dataclass(frozen=True)
class MemoryBook:
    """A workbook without a file."""

    sheets: Mapping[str, Sheet]
    names: Mapping[str, str] = field(default_factory=dict)
    local_names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    date1904: bool = False
    draws_charts: bool = True
    percents: frozenset[tuple[str, Place]] = frozenset()

    def is_percent(self, sheet: str, cell: Place) -> bool:
        return (sheet, cell) in self.percents


def cell(value: Value | bool | Cell) -> Cell:
    """Return a typed value as a reader of files hands it over."""
    if isinstance(value, Cell):
        return value
    if isinstance(value, bool):
        return Cell(float(value), kind="b")
    if isinstance(value, ErrorValue):
        return Cell(value, kind="e")
    return Cell(value, kind="s" if isinstance(value, str) else "n")


def sheet(
    name: str,
    *rows: Sequence[Value | bool | Cell],
    first: int = 1,
    tables: Sequence[BookTable] = (),
) -> Sheet:
    """Return a sheet whose rows begin in column A of a row; None is a blank cell."""
    cells = {
        (number, column): cell(value)
        for number, row in enumerate(rows, first)
        for column, value in enumerate(row, 1)
        if value is not None
    }
    return Sheet(name, cells, tables)


def book(*sheets: Sheet, **more: object) -> MemoryBook:
    """Return a workbook of these sheets."""
    return MemoryBook({one.name: one for one in sheets}, **more)  # type: ignore[arg-type]


def copied(source: Book) -> MemoryBook:
    """Return a copy of a book that does not need its file any more."""
    return MemoryBook(
        {
            name: Sheet(name, dict(one.cells), tuple(one.tables))
            for name, one in source.sheets.items()
        },
        dict(source.names),
        dict(source.local_names),
        source.date1904,
    )


def with_cells(
    source: MemoryBook, name: str, changes: Mapping[Place, Value | bool | Cell]
) -> MemoryBook:
    """Return the book with cells of one sheet typed over; None clears a cell."""
    cells = dict(source.sheets[name].cells)
    for place, value in changes.items():
        if value is None:
            cells.pop(place, None)
        else:
            cells[place] = cell(value)
    return replace(
        source, sheets={**source.sheets, name: replace(source.sheets[name], cells=cells)}
    )
