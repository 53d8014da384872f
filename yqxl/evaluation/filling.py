"""Data put into a blank workbook that is there: a plan, nothing is written here.

The typed cells of each table get their values (placeholders of optional sheets and cells
lose theirs), rows that the blank one lacks are inserted and get the formulas of their
columns, optional columns come behind the last one where there is room. What the workbook
has no place for is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from yqxl import look
from yqxl.arithmetic import Value
from yqxl.evaluation.formulas.anchored_names import anchored_names
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.formulas.named_formulas import named_formula
from yqxl.evaluation.reading.book import Book
from yqxl.evaluation.reading.tables import Reading
from yqxl.evaluation.upgrading import NewCell, NewColumn, Place, RowsToInsert
from yqxl.model.contract import NAMED_CELLS, PARAMETER_SHEET, TABLES, Column, Table
from yqxl.model.layout import Layout, TableLayout
from yqxl.model.rows import Evaluation
from yqxl.tables.row_heights import text_lines


@dataclass
class Filling:
    """What comes into the cells, columns and names of a blank workbook."""

    cells: dict[str, dict[Place, NewCell]] = field(default_factory=dict)
    columns: list[NewColumn] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    #: by sheet and row the height [points] that the texts of a row need
    heights: dict[str, dict[int, float]] = field(default_factory=dict)
    #: what the workbook has no place for, each as a person knows it
    left: list[str] = field(default_factory=list)

    def put(self, sheet: str, place: Place, cell: NewCell) -> None:
        """Plan one cell."""
        self.cells.setdefault(sheet, {})[place] = cell

    def raise_row(self, sheet: str, row: int, text: str, width: float) -> None:
        """Plan a row that is high enough for a text in a column of this width."""
        heights = self.heights.setdefault(sheet, {})
        needed = min(text_lines(text, width) * look.LINE + look.AIR, look.HIGHEST_ROW)
        heights[row] = max(heights.get(row, 0.0), needed)


def missing_rows(reading: Reading, evaluation: Evaluation) -> list[RowsToInsert]:
    """Return where the workbook needs more rows for this evaluation, the lowest first.

    They come above the last blank row of a table, so that what covers the rows of the table
    covers them too. Of tables side by side the longer one counts.
    """
    found: dict[tuple[str, int], int] = {}
    for table in TABLES:
        place = reading.layout.tables.get(table.key)
        if place is None:
            continue
        more = len(getattr(evaluation, table.key)) - len(_rows(place))
        at = place.sheet, place.last_row - 1
        if more > 0:
            found[at] = max(found.get(at, 0), more)
    inserted = [RowsToInsert(sheet, above, more) for (sheet, above), more in found.items()]
    return sorted(inserted, key=lambda one: (one.sheet, -one.above))


def _rows(place: TableLayout) -> list[int]:
    return sorted((*place.rows, *place.blank_rows))


def filling(book: Book, reading: Reading, evaluation: Evaluation) -> Filling:
    """Return what fills a workbook that has the rows for it.

    Args:
        book: the blank workbook.
        reading: what was read of it.
        evaluation: the data; tables of 参数 as they are to stand.
    """
    plan = Filling()
    tables = dict(reading.layout.tables)
    for table in TABLES:
        rows = getattr(evaluation, table.key)
        shipped = not rows and table.sheet == PARAMETER_SHEET
        if shipped or rows == getattr(reading.evaluation, table.key):
            continue
        if table.key not in tables:
            plan.left.append(f"{table.sheet}（{len(rows)} 行）")
            continue
        tables[table.key] = _with_columns(plan, book, table, tables[table.key], rows)
        _fill_table(plan, book, table, tables[table.key], rows)
    layout = Layout(tables, reading.layout.named)
    _fill_cover(plan, book, layout, evaluation)
    plan.names = {
        name: area
        for name, area in anchored_names(layout).items()
        if book.names.get(name, "").replace("$", "") != area.replace("$", "")
    }
    return plan


def _with_columns(
    plan: Filling, book: Book, table: Table, place: TableLayout, rows: tuple[object, ...]
) -> TableLayout:
    """Add the optional columns that these rows use, behind the last one."""
    columns = dict(place.columns)
    for column in table.used_columns(rows):
        if column.field in columns or not column.typed:
            continue
        number = max(columns.values()) + 1
        if not _is_free(book, place, number):
            plan.left.append(f"{table.sheet}/{column.header}")
            continue
        columns[column.field] = number
        plan.columns.append(NewColumn(table.name, column.header, number, hidden=False))
        beside = place.columns[next(one.field for one in table.columns if one.typed)]
        header = place.header_row, number
        plan.put(place.sheet, header, NewCell(column.header, like=(place.header_row, beside)))
    return replace(place, columns=columns)


def _is_free(book: Book, place: TableLayout, number: int) -> bool:
    """Return whether this column and the next are empty beside a table, one stays between."""
    cells = book.sheets[place.sheet].cells
    rows = range(place.header_row, place.last_row + 1)
    return not any((row, column) in cells for row in rows for column in (number, number + 1))


def _fill_table(
    plan: Filling, book: Book, table: Table, place: TableLayout, rows: tuple[object, ...]
) -> None:
    there = book.sheets[place.sheet].cells
    numbers = _rows(place)
    for number, row in zip_longest(numbers, rows):
        for column, at in _typed(table, place):
            value = None if row is None else _filled(column.value_in(row))
            before = there.get((number, at))
            if (None if before is None else before.value) != value:
                plan.put(place.sheet, (number, at), NewCell(value, like=_like(place, column, at)))
            if isinstance(value, str) and table.sheet != PARAMETER_SHEET:
                plan.raise_row(place.sheet, number, value, column.width - 1)
    formulas = ContractFormulas()
    for column in table.every_column:
        computed = place.columns.get(column.field)
        if computed is None or column.typed:
            continue
        formula = formulas.column(table.key, column.field, place.columns)
        for number in numbers:
            text, before = formula.text(number), there.get((number, computed))
            # what a formula says depends on which optional columns there are
            if before is None or before.formula != text:
                plan.put(place.sheet, (number, computed), NewCell(formula=text))


def _filled(value: Value) -> Value:
    """Return a value, None for what leaves a cell blank; 0 is a value."""
    return None if value == "" else value


def _typed(table: Table, place: TableLayout) -> Iterator[tuple[Column, int]]:
    for column in table.typed:
        at = place.columns.get(column.field)
        if at is not None:
            yield column, at


def _like(place: TableLayout, column: Column, at: int) -> Place | None:
    """Return the cell whose format a cell of a new column takes: the first one of its row."""
    first = min(place.columns.values())
    return (place.header_row + 1, first if column.optional else at)


def _fill_cover(plan: Filling, book: Book, layout: Layout, evaluation: Evaluation) -> None:
    for cell in NAMED_CELLS:
        if not cell.typed and cell.field in layout.named:
            sheet, row, column = layout.named[cell.field]
            text = named_formula(cell.field, layout)
            before = book.sheets[sheet].cells.get((row, column))
            if before is None or before.formula != text:
                plan.put(sheet, (row, column), NewCell(formula=text))
            continue
        value = _filled(getattr(evaluation.project, cell.field, None))
        if cell.field not in layout.named and value is not None:
            plan.left.append(f"首页/{cell.label}")
        if cell.field not in layout.named or (value is None and not cell.optional):
            continue
        sheet, row, column = layout.named[cell.field]
        plan.put(sheet, (row, column), NewCell(value))
