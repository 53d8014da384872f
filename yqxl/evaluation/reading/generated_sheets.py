"""Which sheets of a workbook yqxl generated earlier, and whether a person wrote in them.

A generated sheet is protected, but a person can lift that and note something down. What
a person typed is never lost: such a sheet stays, and the new table goes beside it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.grid import MAX_SHEET_NAME_UNITS, Grid
from yqxl.model.contract import CHECK_SHEET
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import cell_name

#: The hidden name that marks a sheet as generated; its text is the table's id in quotes.
TABLE_NAME = "_yqxl_table"


def replaceable(
    workbook: Book, grids: Iterable[Grid]
) -> tuple[Mapping[str, str], tuple[Fact, ...]]:
    """Return by table the sheet that may be replaced, and a fact for each that stays."""
    ours: dict[str, list[str]] = {}
    for (name, sheet), text in workbook.local_names.items():
        if name == TABLE_NAME and sheet in workbook.sheets:
            ours.setdefault(text.strip('"'), []).append(sheet)
    sheets: dict[str, str] = {}
    facts = []
    for grid in grids:
        for name in ours.get(grid.table, ()):
            found = typed_by_person(workbook.sheets[name], grid)
            if found is None:
                sheets.setdefault(grid.table, name)
            else:
                facts.append(Fact(FactKind.SHEET_KEPT, name, found[0], found=found[1]))
    return sheets, tuple(facts)


def standing(workbook: Book) -> frozenset[str]:
    """Return the numbers of the tables that stand in a workbook from an earlier run."""
    return frozenset(
        text.strip('"')
        for (name, sheet), text in workbook.local_names.items()
        if name == TABLE_NAME and sheet in workbook.sheets
    )


def typed_by_person(sheet: BookSheet, grid: Grid) -> tuple[str, str] | None:
    """Return the first cell (name, content) of a generated sheet that yqxl did not write.

    Below its header a table holds formulas and the few fixed texts of its kind. In 校验
    the findings are texts too: there only what stands beside them is a person's.
    """
    fixed = {cell.value for row in grid.rows for cell in row if cell.formula is None}
    width, header = len(grid.widths), grid.page.title_rows
    for (row, column), cell in sheet.cells.items():
        if cell.formula is not None or cell.value is None or cell.value == "":
            continue
        beside = column > width
        inside = sheet.name != CHECK_SHEET and row > header and cell.value not in fixed
        if beside or inside:
            return cell_name(row, column), str(cell.value)
    return None


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
