"""The hidden working sheet: what the live checks count, row by row.

校验 adds up its columns. It has a formula for each row of the tables, blank ones included,
and some more, for rows that people insert before yqxl runs again; above each column stands
how many rows of its table have none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from yqxl.arithmetic import Value
from yqxl.evaluation.rendering.working_columns import BEYOND_ROW, working_parts
from yqxl.grid import Cell, ColumnRef, EachColumn, Formula, Grid, Page, Reference, Role, WorkingRef
from yqxl.model.contract import BY_KEY, WORKING_SHEET
from yqxl.model.layout import Layout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveRows
from yqxl.tables.live.live_frame import Workings
from yqxl.tables.live.working_sheet import FIRST_COLUMN, FIRST_ROW, LABEL_ROW

TABLE = "working"
NOTE = "辅助：由公式从各表取数，供“校验”和自动更新的表用，请勿改动或删除"
_SPARE = 12
_WIDTH = 10.0
_FIELD = re.compile(r"\[(\w+)\]")
_BLANK = Cell(None, None, Role.BLANK)

Column = list[Cell]


def working_grid(
    evaluation: Evaluation, results: Results, layout: Layout, live: Workings | None = None
) -> Grid:
    """Return the working sheet of a workbook whose tables stand as the layout says.

    ``live`` are the workings of its live tables, if it has any.
    """
    columns = [
        _column(ref, rows, layout, rows.values(evaluation, results))
        for ref, rows in working_parts()
    ]
    if live is not None:
        columns += [[]] * (FIRST_COLUMN - 1 - len(columns))
        columns += live.columns.cells(live.values)
    height = max(map(len, columns))
    columns = [column + [_BLANK] * (height - len(column)) for column in columns]
    note = (Cell(NOTE, None, Role.NOTE),) + (_BLANK,) * (len(columns) - 1)
    return Grid(
        TABLE,
        WORKING_SHEET,
        (note, *zip(*columns, strict=True)),
        (_WIDTH,) * len(columns),
        page=Page(title_rows=FIRST_ROW - 1),
        hidden=True,
    )


def _column(ref: WorkingRef, rows: LiveRows, layout: Layout, values: Sequence[Value]) -> Column:
    """Return a column from the sheet's second row on."""
    cells = [Cell(f"{ref.check} {BY_KEY[rows.table].sheet}", None, Role.LABEL)]
    place = layout.tables.get(rows.table)
    if place is None:
        return cells
    covered = place.last_row - place.header_row - 1 + _SPARE
    by_row = dict(zip(place.rows, values, strict=True))
    for position in range(BEYOND_ROW - LABEL_ROW + covered):
        value = by_row.get(place.header_row + position, 0.0) if position else 0.0
        formula = _row_formula(rows, position) if position else _beyond(rows.table, covered)
        cells.append(Cell(value, formula, Role.NUMBER))
    return cells


@lru_cache(maxsize=4096)
def _row_formula(rows: LiveRows, position: int) -> Formula:
    """Return the formula of a table's row, which counts from 1 below the header."""
    refs: list[Reference] = [*rows.columns, _key(rows.table)]
    guard = len(refs) - 1

    def cell(match: re.Match[str]) -> str:
        column = ColumnRef(rows.table, match[1])
        optional = match[1] in _optional(rows.table)
        inside = f"INDEX({{0}},{position + 1})"
        ref = EachColumn(inside, (column,)) if optional else column
        if ref not in refs:
            refs.append(ref)
        number = refs.index(ref)
        return f"{{{number}}}" if optional else inside.format(f"{{{number}}}")

    text = _FIELD.sub(cell, rows.text)
    return Formula(f"IF(ROWS({{{guard}}})>{position + 1},{text},0)", tuple(refs))


@lru_cache(maxsize=32)
def _optional(table: str) -> frozenset[str]:
    return frozenset(one.field for one in BY_KEY[table].every_column if one.optional)


@lru_cache(maxsize=512)
def _beyond(table: str, covered: int) -> Formula:
    return Formula(f"MAX(0,ROWS({{0}})-2-{covered})", (_key(table),))


def _key(table: str) -> ColumnRef:
    return ColumnRef(table, BY_KEY[table].key_column)
