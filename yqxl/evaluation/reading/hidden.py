"""What a person does not see of a workbook although it is computed with."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.model.contract import COVER_SHEET, TABLES
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import Layout, cell_name

#: so many rows are told by their numbers, in a text of at most this length
_MOST_ROWS = 20
_LONGEST = 60
_OURS = frozenset((COVER_SHEET, *(table.sheet for table in TABLES)))


def hidden_facts(book: Book, layout: Layout) -> Iterator[Fact]:
    """Yield a fact for each sheet that is read and hidden, or has hidden rows with data.

    Sheets that nobody reads are nobody's concern.
    """
    read = {place.sheet for place in layout.tables.values()}
    read.update(sheet for sheet, _, _ in layout.named.values())
    for name, sheet in book.sheets.items():
        if name in read or name in _OURS:
            yield from _of_sheet(sheet)


def _of_sheet(sheet: BookSheet) -> Iterator[Fact]:
    rows = sheet.hidden_rows
    if not sheet.hidden and not rows:
        return
    filled = {row for (row, _), cell in sheet.cells.items() if cell.value not in (None, "")}
    if sheet.hidden and filled:
        yield Fact(FactKind.HIDDEN_DATA, sheet.name, found=f"{len(filled)} 行有数据")
    unseen = sorted(filled.intersection(rows))
    if unseen:
        text = "第 " + "、".join(map(str, unseen[:_MOST_ROWS])) + " 行"
        found = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
        yield Fact(FactKind.HIDDEN_DATA, sheet.name, cell_name(unseen[0], 1), found=found)
