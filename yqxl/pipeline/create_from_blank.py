"""A new workbook filled from data, grafted into the bytes of the blank one.

:mod:`yqxl.pipeline.create` builds a workbook with openpyxl; this one needs the standard
library alone and serves where no other is, in the browser page.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from yqxl.catalog import live_tables
from yqxl.evaluation.computing import CHECK, Computed, compute
from yqxl.evaluation.filling import Filling, filling, missing_rows
from yqxl.evaluation.upgrading import NewCell, NewColumn
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.pipeline.regenerate import changes_of, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.cell_writing import write_cells
from yqxl.workbook.graft.row_growth import with_row_heights
from yqxl.workbook.graft.row_insertion import Insertion
from yqxl.workbook.graft.shared_parts import shared_parts
from yqxl.workbook.graft.table_columns import with_column_widths, with_columns
from yqxl.workbook.graft.workbook_part import with_workbook_names
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.saving.saving import check_target
from yqxl.workbook.scan.workbook import open_workbook
from yqxl.workbook.template.cells import day_number


def create_from_blank(blank: Path, evaluation: Evaluation, target: Path) -> tuple[str, ...]:
    """Write a new workbook with the rows of an evaluation, and the tables that fill themselves.

    Args:
        blank: the blank workbook of today's contract, without those tables.
        evaluation: the data.
        target: the file to write.

    Returns:
        What the blank workbook has no place for: optional sheets, and columns of tables
        that another one stands beside.

    Raises:
        OutputFailedError: the target cannot be written.
    """
    check_target(target)
    with tempfile.TemporaryDirectory(prefix="yqxl-") as name:
        roomy, draft = (Path(name) / f"{stage}.xlsx" for stage in ("roomy", "draft"))
        with open_workbook(blank) as workbook:
            computed = compute(FileBook(workbook))
            _assemble(computed.book, _with_rows(computed, evaluation), roomy)
        with open_workbook(roomy) as workbook:
            book = FileBook(workbook)
            reading = compute(book).reading
            plan = filling(book, reading, evaluation)
            _assemble(book, _parts(book, plan, reading.layout), draft)
        with open_workbook(draft) as workbook:
            computed = compute(FileBook(workbook))
            if not computed.evaluation.indicators:
                # nobody has filled in anything yet: a list of blanks would only scare
                computed = replace(computed, findings=())
            tables = [table.number for table in live_tables()]
            changes = changes_of(computed, (CHECK, *tables), tables)
            write(workbook.package, changes, draft, target)
    return tuple(plan.left)


def _assemble(book: FileBook, parts: dict[str, bytes], target: Path) -> None:
    with target.open("wb") as file:
        assemble(book.package, set(), parts, file)


def _with_rows(computed: Computed[FileBook], evaluation: Evaluation) -> dict[str, bytes]:
    """Return the parts in which every table has the rows that it needs."""
    book = computed.book
    package = book.package
    parts: dict[str, bytes] = {}

    def now(part: str) -> bytes:
        return parts.get(part) or package.read(part)

    for one in missing_rows(computed.reading, evaluation):
        rows = Insertion(one.sheet, one.above, one.number)
        for name, sheet in book.sheets.items():
            part = sheet.part
            parts[part] = rows.sheet(now(part)) if name == one.sheet else rows.other(now(part))
            if name == one.sheet:
                parts |= {table.part: rows.table(now(table.part)) for table in sheet.tables}
        part = shared_parts(package).places.workbook
        parts[part] = rows.other(now(part))
    return {part: data for part, data in parts.items() if data != package.read(part)}


def _parts(book: FileBook, plan: Filling, layout: Layout) -> dict[str, bytes]:
    """Return the parts with the cells, columns and names of the plan."""
    package = book.package
    parts: dict[str, bytes] = {}
    by_table: dict[str, list[NewColumn]] = {}
    for column in plan.columns:
        by_table.setdefault(column.table, []).append(column)
    dates = _date_columns(plan, layout)
    for name, sheet in book.sheets.items():
        data = package.read(sheet.part)
        if name in plan.cells:
            data = write_cells(
                data,
                {
                    place: _as_date(cell) if (name, place[1], place[0]) in dates else cell
                    for place, cell in plan.cells[name].items()
                },
            )
            data = with_row_heights(data, plan.heights.get(name, {}))
        for table in sheet.tables:
            if table.name in by_table:
                parts[table.part] = with_columns(package.read(table.part), by_table[table.name])
                data = with_column_widths(data, by_table[table.name])
        if data != package.read(sheet.part):
            parts[sheet.part] = data
    if plan.names:
        part = shared_parts(package).places.workbook
        parts[part] = with_workbook_names(package.read(part), plan.names)
    return parts


def _date_columns(plan: Filling, layout: Layout) -> set[tuple[str, int, int]]:
    """Return the planned cells, as (sheet, column, row), that hold a date."""
    found = {
        (sheet, column, row)
        for cell in NAMED_CELLS
        if cell.date and cell.field in layout.named
        for sheet, row, column in [layout.named[cell.field]]
    }
    added = {(one.table, one.header): one.number for one in plan.columns}
    for key, place in layout.tables.items():
        for column in BY_KEY[key].typed:
            number = place.columns.get(column.field) or added.get((place.table, column.header))
            if column.shows == "date" and number is not None:
                found |= {
                    (place.sheet, number, row)
                    for row in range(place.header_row + 1, place.last_row)
                }
    return found


def _as_date(cell: NewCell) -> NewCell:
    """Return a cell whose ISO date has become the day's number; another text stays."""
    number = day_number(cell.value) if isinstance(cell.value, str) else None
    return cell if number is None else cell._replace(value=number)
