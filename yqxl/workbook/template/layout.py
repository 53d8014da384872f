"""Where everything stands in a new workbook: sheets, tables, rows and named cells.

Title in row 1, hint in row 2, header in row 4, data from row 5, the closing row below.
The tables of 参数 stand one below another, those of 满意度 side by side.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from yqxl.catalog import shipped_parameters
from yqxl.model.contract import (
    BY_NAME,
    COVER_SHEET,
    NAMED_CELLS,
    PARAMETER_SHEET,
    TABLES,
    NamedCell,
    Table,
)
from yqxl.model.contract.optional_parts import NO_PARTS, OptionalParts
from yqxl.model.layout import Layout, TableLayout
from yqxl.model.rows import Evaluation, Project

HEADER_ROW = 4
INDICATOR_SHEET = "指标体系"

#: rows of a table that comes blank
_BLANK_ROWS = {
    "goals": 20, "funds": 12, "outputs": 12, "survey": 6, "survey_counts": 24, "costs": 8,
    "trends": 12, "rates": 15, "indicators": 40, "elements": 24,
}  # fmt: skip
#: rows left free below what is filled in
_SPARE_ROWS = 3

#: 参数 puts its long texts into the same columns, so that a table reads well below another
_BOUNDS = tuple(f"lower{n}" for n in range(1, 7))
_ORDER: Mapping[str, tuple[str, ...]] = {
    "rules": ("rule", "hint", "source", "number", "d1", "d2", "d3", "limit1", "example"),
    "bands": ("scheme", "source", "check", *_BOUNDS, *(f"factor{n}" for n in range(1, 7))),
    "kinds": ("kind", "source", "number"),
    "grades": ("scheme", "source", "check", *_BOUNDS, *(f"grade{n}" for n in range(1, 7))),
    "options": ("option", "source", "weight"),
    "tolerances": ("name", "note", "source", "value"),
}
#: an example runs on over seven of the narrow ones
PARAMETER_WIDTHS = (30.0, 46.0, 36.0, *(10.0,) * 15)
#: rows between two tables of 参数: blank, caption, hint
_BETWEEN = 3

#: 首页: first row and column of what is typed and of what is computed
COVER_FIRST_ROW = 5
COVER_INPUT_COLUMN, COVER_STATUS_COLUMN = 3, 6
#: where 首页 says what to do next, over the whole width
NEXT_STEP = (3, COVER_INPUT_COLUMN)
#: row 2 of 指标体系: the column above which each total stands
_TOTALS = {"weight_total": "weight", "unscored": "given", "score_total": "score"}
TOTAL_ROW = 2


def rows_of(evaluation: Evaluation, table: Table) -> tuple[object, ...]:
    """Return a table's rows; a table of 参数 without rows has the shipped ones."""
    rows: tuple[object, ...] = getattr(evaluation, table.key)
    if not rows and table.sheet == PARAMETER_SHEET:
        rows = getattr(shipped_parameters(), table.key)
    return rows


def fields_of(
    table: Table,
    rows: Iterable[object],
    also: OptionalParts = NO_PARTS,
    tables: Collection[str] = (),
) -> tuple[str, ...]:
    """Return the fields of a table in the order of its columns in a new workbook.

    ``tables`` are the keys of the workbook's optional tables.
    """
    filled = {column.field for column in table.used_columns(rows, tables)}
    used = tuple(
        column.field
        for column in table.every_column
        if column.field in filled or (table.key, column.beside or column.field) in also.columns
    )
    order = _ORDER.get(table.key, ())
    return (*order, *(field for field in used if field not in order))


def place_everything(evaluation: Evaluation, also: OptionalParts = NO_PARTS) -> Layout:
    """Return where the rows of this evaluation stand in a new workbook.

    ``also`` are the optional parts that it has although nothing fills them yet.
    """
    tables: dict[str, TableLayout] = {}
    optional = {one.key for one in TABLES if one.where_used and rows_of(evaluation, one)}
    optional |= also.tables
    for table in TABLES:
        header_row, first_column = HEADER_ROW, 1
        if table.key == "survey_counts":
            first_column = max(tables["survey"].columns.values()) + 2
        elif table.sheet == PARAMETER_SHEET and table.key != "rules":
            header_row = max(place.last_row for place in _on(tables, PARAMETER_SHEET))
            header_row += _BETWEEN + 1
        rows = rows_of(evaluation, table)
        if table.where_used and table.key not in optional:
            continue
        fields = fields_of(table, rows, also, optional)
        tables[table.key] = _place(table, header_row, (first_column, fields), len(rows))
    named = chain(_cover_cells(evaluation.project, also.cells), _total_cells(tables["indicators"]))
    return Layout(tables, dict(named))


def _on(tables: Mapping[str, TableLayout], sheet: str) -> list[TableLayout]:
    return [place for place in tables.values() if place.sheet == sheet]


def _place(
    table: Table, header_row: int, columns: tuple[int, tuple[str, ...]], count: int
) -> TableLayout:
    first_column, fields = columns
    total = count + _SPARE_ROWS if count else _BLANK_ROWS.get(table.key, _SPARE_ROWS)
    first = header_row + 1
    return TableLayout(
        table.name,
        table.sheet,
        header_row,
        {field: first_column + number for number, field in enumerate(fields)},
        tuple(range(first, first + count)),
        first + total,
        tuple(range(first + count, first + total)),
    )


def _cover_cells(project: Project, also: Collection[str]) -> list[tuple[str, tuple[str, int, int]]]:
    cells = [cell for cell in NAMED_CELLS if cell.field not in _TOTALS]
    typed = [
        cell.field
        for cell in cells
        if cell.typed and (not cell.optional or cell.field in also or getattr(project, cell.field))
    ]
    computed = [cell.field for cell in cells if not cell.typed and cell.field != "next_step"]
    return [
        ("next_step", (COVER_SHEET, *NEXT_STEP)),
        *_in_columns(typed, computed),
    ]


def _in_columns(typed: list[str], computed: list[str]) -> list[tuple[str, tuple[str, int, int]]]:
    return [
        (field, (COVER_SHEET, COVER_FIRST_ROW + number, column))
        for fields, column in ((typed, COVER_INPUT_COLUMN), (computed, COVER_STATUS_COLUMN))
        for number, field in enumerate(fields)
    ]


def cells_on(layout: Layout, sheet: str) -> Iterator[tuple[NamedCell, int, int]]:
    """Yield the named cells of a sheet, each with its row and column."""
    for cell in NAMED_CELLS:
        place = layout.named.get(cell.field)
        if place is not None and place[0] == sheet:
            yield cell, place[1], place[2]


def _total_cells(indicators: TableLayout) -> list[tuple[str, tuple[str, int, int]]]:
    return [
        (total, (INDICATOR_SHEET, TOTAL_ROW, indicators.columns[field]))
        for total, field in _TOTALS.items()
    ]


def first_list_row(layout: Layout) -> int:
    """Return the header row of the fixed lists at the foot of 参数."""
    return max(place.last_row for place in _on(layout.tables, PARAMETER_SHEET)) + _BETWEEN + 1


def table_of(place: TableLayout) -> Table:
    """Return the contract table that stands here."""
    return BY_NAME[place.table]
