"""Which sheets of a workbook yqxl generated earlier, and whether a person wrote in them.

A generated sheet is protected, but a person can lift that and write into it. What a person
wrote is never lost: such a sheet stays under another name, and the official name holds the
newest table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.evaluation.reading.sheet_digest import (
    SHEETS_PROPERTY,
    DigestCell,
    digest,
    digests_from,
    parted,
    same,
)
from yqxl.grid import MAX_SHEET_NAME_UNITS, Grid
from yqxl.model.contract import CHECK_SHEET, WORKING_SHEET
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import cell_name
from yqxl.model.number_text import value_text
from yqxl.model.recent import Recent

#: The hidden name that marks a sheet as generated; its text is the table's id in quotes.
TABLE_NAME = "_yqxl_table"
#: The hidden name of a sheet whose table is live: it reads the workings of the live tables.
LIVE_NAME = "_yqxl_live"
#: what a sheet is called from now on in which a person wrote
EDITED = "（人工修改）"


#: the fixed texts that a table can hold, in whatever state it is
FixedTexts = Callable[[], Collection[Value]]


def replaceable(
    workbook: Book, grids: Iterable[Grid], fixed: FixedTexts = frozenset
) -> tuple[Mapping[str, str], tuple[Fact, ...]]:
    """Return by table the sheet that may be replaced, and a fact for each that is kept.

    The fact names the sheet (``sheet``), what a person wrote there (``cell``, ``found``)
    and what the sheet is called from now on (``expected``), so that the official name is
    free. Only a workbook whose official name is somebody else's has its table elsewhere.
    """
    ours = _marked(workbook)
    written = digests_from(workbook.custom_property(SHEETS_PROPERTY))
    sheets: dict[str, str] = {}
    facts = []
    for grid in grids:
        marked = ours.get(grid.table, [])
        # formulas of 校验 name their workings: a renamed sheet of them is no place for new ones,
        # and the sheet of that name is theirs where a program dropped its mark too
        of_workings = grid.sheet == WORKING_SHEET
        if of_workings and grid.sheet not in marked and grid.sheet in workbook.sheets:
            marked = [*marked, grid.sheet]
        official = grid.sheet in marked
        only = official or of_workings
        for name in [one for one in marked if one == grid.sheet or not only]:
            found = _edited(workbook.sheets[name], grid, written.get(grid.table), fixed)
            if found is None:
                sheets[grid.table] = name
                break
            if official:
                kept = free_sheet_name(f"{name}{EDITED}", list(workbook.sheets))
                facts.append(
                    Fact(FactKind.SHEET_KEPT, name, found[0], grid.table, "", found[1], kept)
                )
    return sheets, tuple(facts)


def _marked(workbook: Book) -> dict[str, list[str]]:
    """Return by table the sheets that carry its mark, in the order of the tabs."""
    ours: dict[str, list[str]] = {}
    for (name, sheet), text in workbook.local_names.items():
        if name == TABLE_NAME and sheet in workbook.sheets:
            ours.setdefault(text.strip('"'), []).append(sheet)
    return ours


def sheet_of_table(workbook: Book, table: str, official: str) -> str:
    """Return the sheet of a table: of its official name, else the one that carries its mark."""
    marked = _marked(workbook).get(table, [])
    return marked[0] if marked and official not in workbook.sheets else official


def standing(workbook: Book) -> frozenset[str]:
    """Return the numbers of the tables that stand in a workbook from an earlier run."""
    return frozenset(
        text.strip('"')
        for (name, sheet), text in workbook.local_names.items()
        if name == TABLE_NAME and sheet in workbook.sheets
    )


def live_sheets(workbook: Book) -> frozenset[str]:
    """Return the sheets that read the workings of the live tables, edited ones included."""
    return frozenset(
        sheet
        for name, sheet in workbook.local_names
        if name == LIVE_NAME and sheet in workbook.sheets
    )


def live_standing(workbook: Book) -> frozenset[str]:
    """Return the numbers of the tables that stand live in a workbook."""
    marks = (workbook.local_names.get((TABLE_NAME, sheet)) for sheet in live_sheets(workbook))
    return frozenset(mark.strip('"') for mark in marks if mark)


def older_copies(workbook: Book, table: str, replaced: str | None) -> list[BookSheet]:
    """Return the sheets of a table that stay as they are: a person's now, or older copies."""
    marked = _marked(workbook).get(table, [])
    return [workbook.sheets[name] for name in marked if name != replaced]


def _edited(
    sheet: BookSheet, grid: Grid, written: str | None, fixed: FixedTexts
) -> tuple[str, str] | None:
    """Return a cell (name, content) that a person changed; None where nobody did.

    Without a digest of the sheet, as 0.1.0 left none, its contents tell.
    """
    if written is None:
        return typed_by_person(sheet, grid, fixed)
    if _stands_as_written(sheet, written):
        return None
    return typed_by_person(sheet, grid, fixed) or ("", "")


#: digests by fingerprints: the sheets of one template have the same workings
_known_digests: Recent[object, str] = Recent(8)


def _stands_as_written(sheet: BookSheet, written: str) -> bool:
    """Return whether a sheet has its digest; one of a known fingerprint is not read for it."""
    full, quick = parted(written)
    if quick and sheet.sketch() == quick:
        return True
    mark, made = sheet.fingerprint(), partial(sheet_digest, sheet)
    return same(made() if mark is None else _known_digests.of(mark, made), full)


def sheet_digest(sheet: BookSheet) -> str:
    """Return the digest of a sheet as it stands in a workbook."""
    return digest(
        DigestCell(row, column, cell.value, cell.formula)
        for (row, column), cell in sheet.cells.items()
    )


def typed_by_person(
    sheet: BookSheet, grid: Grid, fixed: FixedTexts = frozenset
) -> tuple[str, str] | None:
    """Return the first cell (name, content) of a generated sheet that yqxl did not write.

    Below its header a table holds formulas and the few fixed texts of its kind; where a
    workbook lacked what a formula needs, its plain value. In 校验 the findings are texts
    too: there only what stands beside them is a person's.
    """
    texts = {cell.value for row in grid.rows for cell in row if cell.formula is None}
    texts.update(fixed())
    width, header = len(grid.widths), grid.page.title_rows
    formulas = {place for place, cell in _cells(grid) if cell}
    for (row, column), cell in sheet.cells.items():
        if cell.formula is not None or cell.value is None or cell.value == "":
            continue
        beside = column > width
        inside = sheet.name != CHECK_SHEET and row > header and cell.value not in texts
        if inside and (row, column) in formulas:
            inside = False
        if beside or inside:
            return cell_name(row, column), value_text(cell.value)
    return None


def _cells(grid: Grid) -> Iterator[tuple[tuple[int, int], bool]]:
    """Yield each place, counted from 1, and whether the table has a formula there."""
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            yield (row, column), cell.formula is not None


def free_sheet_name(wanted: str, taken: Collection[str]) -> str:
    """Return the name, or ``name (2)`` … when a sheet has it already.

    >>> free_sheet_name("表3-1", ["首页", "表3-1"])
    '表3-1 (2)'
    """
    used = {name.casefold() for name in taken}
    name, number = wanted, 1
    while name.casefold() in used:
        number += 1
        suffix = f" ({number})"
        room = 2 * (MAX_SHEET_NAME_UNITS - len(suffix))
        name = wanted.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + suffix
    return name
