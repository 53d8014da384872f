"""Columns whose header a person changed: the formulas and the names still tell which they are.

A spreadsheet computes with addresses, not with headers. A column that its formulas go on
using is taken as what it is, else the sheet and yqxl would give two answers; that the
header is another one is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.formula_columns import ColumnFormulas
from yqxl.evaluation.reading.table_finder import FoundTable
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import cell_name, column_number

#: so many rows below a header are asked for formulas
_ASKED_ROWS = 20
_AREA = re.compile(r"'?(?:[^'!]|'')+'?!\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?\d+")


def with_renamed_columns(
    found: FoundTable, book: Book, formulas: ColumnFormulas, facts: list[Fact]
) -> FoundTable:
    """Return a table with the columns that the formulas tell though no header does.

    Args:
        found: the table with the columns that its headers tell.
        book: the workbook, for its names.
        formulas: those of its version of the contract.
        facts: where it is noted that the whole header row is gone.
    """
    renamed = _renamed(found, book, formulas)
    if not renamed:
        return found
    if not found.columns:
        # the header row was deleted: what stands there now is the first row of data
        place = cell_name(found.header_row, min(renamed.values()))
        fact = Fact(FactKind.HEADER_MISSING, found.sheet.name, place, found.table.key)
        facts.append(fact)
        return replace(found, header_row=found.header_row - 1, columns=renamed)
    cells = found.sheet.cells
    texts = {}
    for field, column in renamed.items():
        cell = cells.get((found.header_row, column))
        texts[field] = "" if cell is None or cell.value is None else str(cell.value)
    return replace(
        found,
        columns={**found.columns, **renamed},
        headers={**found.headers, **texts},
        renamed=tuple(renamed),
    )


def unheaded(found: FoundTable) -> Iterator[tuple[str, str]]:
    """Yield the columns, as table and field, whose header cell holds no text."""
    if found.headers and not found.renamed:
        return
    for field, column in found.columns.items():
        cell = found.sheet.cells.get((found.header_row, column))
        value = None if cell is None else cell.value
        if not isinstance(value, str | ErrorValue) or value == "":
            yield found.table.key, field


def _renamed(found: FoundTable, book: Book, formulas: ColumnFormulas) -> dict[str, int]:
    """Return the columns that no header tells, by field."""
    table, columns = found.table, found.columns
    lost = {
        column.field
        for column in table.columns
        if not column.optional
        and column.field not in columns
        and formulas.has(table.key, column.field)
    }
    renamed: dict[str, int] = {}
    if not lost:
        return renamed
    taken = set(columns.values())

    def take(told: Iterable[tuple[str, int]]) -> None:
        for field, column in told:
            if (
                field in lost
                and field not in renamed
                and column not in taken
                and _holds(found, field, column)
            ):
                renamed[field] = column
                taken.add(column)

    take(_told_by_names(found, book, formulas))
    before = -1
    # a column that one formula tells can be the one in which the next formula stands
    while len(renamed) != before:
        before = len(renamed)
        known = {**columns, **renamed}
        take(_told_by_formulas(found, known, formulas))
        take(_computed(found, {**columns, **renamed}, lost, formulas).items())
    take(_between(found, {**columns, **renamed}))
    return renamed


def _holds(found: FoundTable, field: str, column: int) -> bool:
    """Return whether a column holds anything: formulas, where it is a computed one."""
    cells, typed = found.sheet.cells, found.table.column(field).typed
    return any(
        cell.formula is not None or (typed and cell.value is not None)
        for row in range(found.header_row, found.end)
        if (cell := cells.get((row, column))) is not None
    )


def _between(found: FoundTable, columns: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield lost text columns that no formula looks at: each stands between its neighbours."""
    order = [one.field for one in found.table.columns]
    for before, field, after in zip(order, order[1:], order[2:], strict=False):
        left, right = columns.get(before), columns.get(after)
        if field in columns or left is None or right != left + 2:
            continue
        header = found.sheet.cells.get((found.header_row, left + 1))
        if header is not None and isinstance(header.value, str):
            yield field, left + 1


def _told_by_names(
    found: FoundTable, book: Book, formulas: ColumnFormulas
) -> Iterator[tuple[str, int]]:
    table, sheet, header_row = found.table, found.sheet, found.header_row
    for name, fields in formulas.spans(table.key).items():
        match = _AREA.fullmatch(book.names.get(name, ""))
        if match is None or not book.names[name].strip("'").startswith(sheet.name):
            continue
        first, last = column_number(match[1]), column_number(match[3])
        # a name that begins elsewhere is of another table; above it where the header was deleted
        if int(match[2]) - header_row in (-1, 0, 1) and last - first + 1 == len(fields):
            yield from zip(fields, range(first, last + 1), strict=True)


def _told_by_formulas(
    found: FoundTable, columns: Mapping[str, int], formulas: ColumnFormulas
) -> Iterator[tuple[str, int]]:
    table = found.table
    sheet, header_row = found.sheet, found.header_row
    for column in table.columns:
        number = columns.get(column.field)
        if column.typed or number is None:
            continue
        for row in range(header_row + 1, header_row + _ASKED_ROWS):
            cell = sheet.cells.get((row, number))
            if cell is not None and cell.formula:
                told = formulas.columns_in(table.key, column.field, cell.formula, row, columns)
                if told:
                    yield from told.items()
                    break


def _computed(
    found: FoundTable, columns: Mapping[str, int], lost: set[str], formulas: ColumnFormulas
) -> dict[str, int]:
    """Return lost computed columns: there stands a formula of theirs."""
    table, sheet, header_row = found.table, found.sheet, found.header_row
    told: dict[str, int] = {}
    wanted = [one.field for one in table.columns if not one.typed and one.field in lost]
    wanted = [field for field in wanted if field not in columns]
    taken = set(columns.values())
    for field in wanted:
        formula = formulas.column(table.key, field, columns)
        places = sorted(
            place
            for place, cell in sheet.cells.items()
            if cell.formula
            and header_row < place[0] < header_row + _ASKED_ROWS
            and place[1] not in taken
            and formula.flavour(cell.formula, place[0]) is not None
        )
        if places:
            told[field] = places[0][1]
            taken.add(places[0][1])
    return told
