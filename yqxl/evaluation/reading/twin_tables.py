"""Sheets of ours that stand in a workbook a second time, or under another name.

One workbook holds one evaluation. A sheet that was copied for another project, or comes
from another workbook, looks like ours and counts for nothing: that is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.model.contract import BY_KEY, BY_NAME, COVER_SHEET, TABLES, Table
from yqxl.model.facts import Fact, FactKind
from yqxl.model.headers import header_key
from yqxl.model.layout import Layout, cell_name

#: how spreadsheet programs name the copy of a table
_COPY = re.compile(r"_?\d+$")
#: names of ours that a copied sheet takes along as its own
_OWN_NAME = "yq_"
#: in the first rows of a sheet stands its header, at least half of it
_SEARCHED_ROWS, _SHARE = 12, 0.5


def twin_facts(book: Book, layout: Layout, has: Callable[[str, str], bool]) -> Iterator[Fact]:
    """Yield a fact for each sheet that looks like ours and is not read, or is renamed.

    ``has`` says whether the workbook's version of the contract knows a table's column: a
    sheet that it does not know is the person's own.
    """
    tables = tuple(table for table in TABLES if has(table.key, table.key_column))
    read = {place.sheet for place in layout.tables.values()}
    read.update(sheet for sheet, _, _ in layout.named.values())
    yield from _renamed(layout)
    for name, sheet in book.sheets.items():
        if name not in read:
            yield from _twins(book, sheet, layout, tables)


def _renamed(layout: Layout) -> Iterator[Fact]:
    """Yield the sheets that were found by their tables though they have another name."""
    names = {place.sheet: BY_KEY[key].sheet for key, place in layout.tables.items()}
    for sheet, own in names.items():
        if sheet != own:
            yield Fact(FactKind.SHEET_RENAMED, sheet, found=sheet, expected=own)


def _twins(book: Book, sheet: BookSheet, layout: Layout, tables: Sequence[Table]) -> Iterator[Fact]:
    found = {
        table.key: cell_name(one.ref[0], one.ref[1])
        for one in sheet.tables
        if (table := _original(one.name)) is not None and table in tables
    }
    # only a sheet whose name says so is looked into: workbooks carry large sheets
    named = [one for one in tables if one.key not in found and one.sheet in sheet.name]
    texts = _first_texts(sheet) if named else []
    for table in named:
        header = _header_cell(texts, table)
        if header:
            found[table.key] = header
    # one sheet of ours can hold several tables
    by_sheet = {BY_KEY[key].sheet: key for key in reversed(found)}
    for key in by_sheet.values():
        place = layout.tables.get(key)
        counted = "" if place is None else place.sheet
        yield Fact(FactKind.TABLE_TWIN, sheet.name, found[key], key, found=counted)
    copied = any(of == sheet.name and _is_of_cover(name) for name, of in book.local_names)
    if not found and copied and COVER_SHEET in sheet.name:
        yield Fact(FactKind.TABLE_TWIN, sheet.name, table="project", found=COVER_SHEET)


def _is_of_cover(name: str) -> bool:
    return name.lower().startswith(f"{_OWN_NAME}project_")


def _original(name: str) -> Table | None:
    """Return the contract table of which a table's name says that it is a copy."""
    return BY_NAME.get(name.lower()) or BY_NAME.get(_COPY.sub("", name.lower()))


def _first_texts(sheet: BookSheet) -> list[tuple[int, int, str]]:
    """Return row, column and text, as headers are compared, of the texts in the first rows."""
    return [
        (row, column, header_key(cell.value))
        for (row, column), cell in sheet.first_rows(_SEARCHED_ROWS).items()
        if isinstance(cell.value, str)
    ]


def _header_cell(texts: Sequence[tuple[int, int, str]], table: Table) -> str:
    """Return the cell at which a header row of the table begins, ``""`` without any."""
    wanted = {column.field for column in table.columns if column.typed}
    rows: dict[int, dict[str, int]] = {}
    for row, column, text in texts:
        field = table.by_header.get(text)
        if field is not None:
            rows.setdefault(row, {}).setdefault(field, column)
    for row, fields in sorted(rows.items()):
        if table.key_column in fields and len(wanted & fields.keys()) >= _SHARE * len(wanted):
            return cell_name(row, min(fields.values()))
    return ""
