"""A workbook with rows, cells, columns and names put in, as a draft to be read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from yqxl.evaluation.upgrading import RowsToInsert
from yqxl.workbook.graft.cell_writing import CellToWrite, Place, write_cells
from yqxl.workbook.graft.row_growth import with_row_heights
from yqxl.workbook.graft.row_insertion import Insertion
from yqxl.workbook.graft.shared_parts import shared_parts
from yqxl.workbook.graft.table_columns import ColumnToAdd, with_column_widths, with_columns
from yqxl.workbook.graft.workbook_part import with_workbook_names
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import ScannedSheet

Sheets = Mapping[str, ScannedSheet]


class TableColumn(ColumnToAdd, Protocol):
    """A column that a table gets."""

    @property
    def table(self) -> str:
        """Return the name of the table."""
        ...


def with_inserted_rows(
    package: Package, sheets: Sheets, insertions: Iterable[RowsToInsert]
) -> dict[str, bytes]:
    """Return the parts that change where rows are inserted, one insertion after the other."""
    parts: dict[str, bytes] = {}

    def now(part: str) -> bytes:
        return parts.get(part) or package.read(part)

    for one in insertions:
        rows = Insertion(one.sheet, one.above, one.number)
        for name, sheet in sheets.items():
            part = sheet.part
            parts[part] = rows.sheet(now(part)) if name == one.sheet else rows.other(now(part))
            if name == one.sheet:
                parts |= {table.part: rows.table(now(table.part)) for table in sheet.tables}
        part = shared_parts(package).places.workbook
        parts[part] = rows.other(now(part))
    return {part: data for part, data in parts.items() if data != package.read(part)}


def with_cells(
    package: Package,
    sheets: Sheets,
    cells: Mapping[str, Mapping[Place, CellToWrite]],
    columns: Sequence[TableColumn] = (),
    heights: Mapping[str, Mapping[int, float]] | None = None,
) -> dict[str, bytes]:
    """Return the parts that change where cells are written and tables get columns.

    Args:
        package: the workbook.
        sheets: its sheets by name.
        cells: by sheet and place what comes there.
        columns: the columns behind the last one of their tables.
        heights: by sheet and row the height [points] of rows whose cells are written.
    """
    parts: dict[str, bytes] = {}
    by_table: dict[str, list[TableColumn]] = {}
    for column in columns:
        by_table.setdefault(column.table, []).append(column)
    for name, sheet in sheets.items():
        own = [table for table in sheet.tables if table.name in by_table]
        if name not in cells and not own:
            continue
        before = data = package.read(sheet.part)
        if name in cells:
            data = write_cells(data, cells[name])
            data = with_row_heights(data, heights.get(name, {})) if heights else data
        for table in own:
            parts[table.part] = with_columns(package.read(table.part), by_table[table.name])
            data = with_column_widths(data, by_table[table.name])
        if data != before:
            parts[sheet.part] = data
    return parts


def with_names(
    package: Package, names: Mapping[str, str], hiding: Collection[tuple[str, str]] = ()
) -> dict[str, bytes]:
    """Return the workbook part in which names mean these areas, nothing where there are none.

    ``hiding`` are names of single sheets, by (name, sheet), that go.
    """
    if not names and not hiding:
        return {}
    part = shared_parts(package).places.workbook
    return {part: with_workbook_names(package.read(part), names, hiding)}


def write_draft(package: Package, parts: Mapping[str, bytes], draft: Path) -> None:
    """Write the workbook with these parts, to be opened again."""
    with draft.open("wb") as file:
        assemble(package, set(), dict(parts), file)
