"""A column whose header a person changed is told by the formulas and the names over it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluation.reading.books_in_memory import MemoryBook
from evaluation.reading.test_tables import read, with_cells

from yqxl.model.contract import BY_KEY, STANDARD_TABLES, Table
from yqxl.model.facts import FactKind

#: tables with formulas, or with names over them
LOOKED_UP = [one for one in STANDARD_TABLES if one.key in ("indicators", "rates", "funds", "bands")]


def _header(model_book: MemoryBook, table: str, field: str) -> tuple[int, int]:
    place = read(model_book).layout.tables[table]
    return place.header_row, place.columns[field]


@pytest.mark.parametrize(
    ("table", "field"),
    [
        (table.key, column.field)
        for table in LOOKED_UP
        for column in table.columns
        if not column.typed or column.required
    ],
)
def test_a_changed_header_changes_no_row(model_book: MemoryBook, table: str, field: str) -> None:
    place = _header(model_book, table, field)
    changed = read(with_cells(model_book, BY_KEY[table].sheet, {place: "改过的表头"}))
    before = read(model_book)
    assert changed.layout.tables[table].columns == before.layout.tables[table].columns
    assert getattr(changed.evaluation, table) == getattr(before.evaluation, table)
    told = [fact.column for fact in changed.facts if fact.kind is FactKind.COLUMN_RENAMED]
    assert told == [field]


@pytest.mark.parametrize("table", LOOKED_UP, ids=lambda table: table.key)
def test_a_deleted_header_row_loses_no_row(model_book: MemoryBook, table: Table) -> None:
    """What stood in the header row is data now, as it is to a look-up."""
    before = read(model_book).layout.tables[table.key]
    columns = set(before.columns.values())
    sheet = model_book.sheets[table.sheet]
    cells = {
        place: cell
        for place, cell in sheet.cells.items()
        if place[0] != before.header_row or place[1] not in columns
    }
    first = before.rows[0]
    refs = tuple(
        replace(one, ref=(first, *one.ref[1:])) if one.name == table.name else one
        for one in sheet.tables
    )
    changed = replace(
        model_book,
        sheets={**model_book.sheets, table.sheet: replace(sheet, cells=cells, tables=refs)},
    )
    reading = read(changed)
    told = [fact for fact in reading.facts if fact.kind is FactKind.HEADER_MISSING]
    assert [fact.table for fact in told] == [table.key]
    kept = getattr(read(model_book).evaluation, table.key)
    assert len(getattr(reading.evaluation, table.key)) == len(kept)
