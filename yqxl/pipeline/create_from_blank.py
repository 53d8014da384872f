"""A new workbook filled from data, grafted into the bytes of the blank one.

:mod:`yqxl.pipeline.create` builds a workbook with openpyxl; this one needs the standard
library alone and serves where no other is, in the browser page.
"""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from yqxl.catalog import live_tables
from yqxl.evaluation.computing import CHECK, compute
from yqxl.evaluation.filling import Filling, filling, missing_rows
from yqxl.evaluation.upgrading import NewCell
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.pipeline.regenerate import changes_of, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.cell_writing import Place
from yqxl.workbook.graft.drafts import with_cells, with_inserted_rows, with_names, write_draft
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
            book, rows = computed.book, missing_rows(computed.reading, evaluation)
            parts = with_inserted_rows(book.package, book.sheets, rows)
            write_draft(book.package, parts, roomy)
        with open_workbook(roomy) as workbook:
            book = FileBook(workbook)
            reading = compute(book).reading
            plan = filling(book, reading, evaluation)
            cells = _with_dates(plan, reading.layout)
            parts = with_cells(book.package, book.sheets, cells, plan.columns, plan.heights)
            write_draft(book.package, parts | with_names(book.package, plan.names), draft)
        with open_workbook(draft) as workbook:
            computed = compute(FileBook(workbook))
            if not computed.evaluation.indicators:
                # nobody has filled in anything yet: a list of blanks would only scare
                computed = replace(computed, findings=())
            tables = [table.number for table in live_tables()]
            changes = changes_of(computed, (CHECK, *tables), tables)
            write(workbook.package, changes, draft, target)
    return tuple(plan.left)


def _with_dates(plan: Filling, layout: Layout) -> dict[str, dict[Place, NewCell]]:
    """Return the planned cells by sheet, those that hold a date as the day's number."""
    dates = _date_columns(plan, layout)
    return {
        name: {
            place: _as_date(cell) if (name, place[1], place[0]) in dates else cell
            for place, cell in cells.items()
        }
        for name, cells in plan.cells.items()
    }


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
