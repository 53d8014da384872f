"""Sheets of ours that stand in a workbook a second time, or under another name.

One workbook holds one evaluation. A sheet that was copied for another project, or comes
from another workbook, looks like ours and counts for nothing: that is told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.evaluation.reading.generated_sheets import TABLE_NAME
from yqxl.model.contract import BY_KEY, BY_NAME, COVER_SHEET, GUIDE_SHEET, TABLES, Table
from yqxl.model.facts import Fact, FactKind
from yqxl.model.headers import header_key
from yqxl.model.layout import Layout, cell_name

#: how spreadsheet programs name the copy of a table
_COPY = re.compile(r"_?\d+$")
#: names of ours that a copied sheet takes along as its own
_OWN_NAME = "yq_"
#: so much of a header tells the sheet of a table; what no name tells needs more of it, and
#: no short one: people have lists of their own that begin with 项目 and 数值
_SHARE, _UNNAMED_SHARE, _FEWEST_UNNAMED = 0.5, 0.8, 5


def twin_facts(book: Book, layout: Layout, has: Callable[[str, str], bool]) -> Iterator[Fact]:
    """Yield a fact for each sheet that looks like ours and is not read, or is renamed.

    ``has`` says whether the workbook's version of the contract knows a table's column: a
    sheet that it does not know is the person's own.
    """
    tables = tuple(table for table in TABLES if has(table.key, table.key_column))
    # the guide shows tables filled in
    read = {GUIDE_SHEET, *(place.sheet for place in layout.tables.values())}
    read.update(sheet for sheet, _, _ in layout.named.values())
    yield from _renamed(layout)
    read.update(sheet for name, sheet in book.local_names if name == TABLE_NAME)
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
    if not found:
        found = _by_headers(sheet, tables)
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


def _by_headers(sheet: BookSheet, tables: Sequence[Table]) -> dict[str, str]:
    """Return by key the tables whose header stands in the first rows, and where."""
    known = frozenset().union(*(table.by_header for table in tables))
    texts = [
        (row, column, key)
        for row, column, text in sheet.first_texts()
        if (key := header_key(text)) in known
    ]
    if not texts:
        return {}
    found = {}
    for table in tables:
        header = _header_cell(texts, table, named=table.sheet in sheet.name)
        if header:
            found[table.key] = header
    return found


def _header_cell(texts: Sequence[tuple[int, int, str]], table: Table, *, named: bool) -> str:
    """Return the cell at which a header row of the table begins, ``""`` without any."""
    wanted = {column.field for column in table.columns if column.typed}
    enough = len(wanted) * (_SHARE if named else _UNNAMED_SHARE)
    rows: dict[int, dict[str, int]] = {}
    for row, column, text in texts:
        field = table.by_header.get(text)
        if field is not None:
            rows.setdefault(row, {}).setdefault(field, column)
    for row, fields in sorted(rows.items()):
        matched = len(wanted & fields.keys())
        sure = named or matched >= _FEWEST_UNNAMED
        if table.key_column in fields and sure and matched >= enough:
            return cell_name(row, min(fields.values()))
    return ""
