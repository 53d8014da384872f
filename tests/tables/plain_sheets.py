"""An evaluation as plain sheets, computed columns as values: what grids refer to.

The formulas of the computed columns are tested elsewhere; here they are given, so that a
difference is the table's.
"""

from __future__ import annotations

from libreoffice.plain_workbook import Content, Formula

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.formulas.named_formulas import BLOCKED
from yqxl.evaluation.rendering.addresses import formula_text
from yqxl.grid import Grid
from yqxl.model.contract import CLOSING_TEXT, NAMED_CELLS, TABLES, Table
from yqxl.model.layout import Layout, TableLayout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

HEADER_ROW = 3
COVER = "封面"


def plain_sheets(
    evaluation: Evaluation, results: Results
) -> tuple[dict[str, list[list[Content]]], Layout]:
    """Return one sheet for each contract table, and where everything stands."""
    sheets: dict[str, list[list[Content]]] = {}
    tables: dict[str, TableLayout] = {}
    for table in TABLES:
        name = f"{table.key} {table.sheet}'s"
        rows = getattr(evaluation, table.key)
        sheets[name] = [[], [], *_rows(table, rows, getattr(results, table.key, ()))]
        tables[table.key] = TableLayout(
            table.key,
            name,
            HEADER_ROW,
            {column.field: number for number, column in enumerate(table.used_columns(rows), 2)},
            tuple(range(HEADER_ROW + 1, HEADER_ROW + 1 + len(rows))),
            HEADER_ROW + 1 + len(rows),
        )
    sheets[COVER] = [
        [None, content(_named(cell.field, evaluation, results))] for cell in NAMED_CELLS
    ]
    named = {cell.field: (COVER, row, 2) for row, cell in enumerate(NAMED_CELLS, 1)}
    return sheets, Layout(tables, named)


def _named(field: str, evaluation: Evaluation, results: Results) -> Value:
    if field == "total":
        return results.score_total
    if field in ("check_state", "next_step"):
        return None
    found: Value = getattr(
        evaluation.project if hasattr(evaluation.project, field) else results, field
    )
    return found


def _rows(
    table: Table, rows: tuple[object, ...], results: tuple[object, ...]
) -> list[list[Content]]:
    columns = table.used_columns(rows)
    lines: list[list[Content]] = [[None, *(column.header for column in columns)]]
    for number, row in enumerate(rows):
        values = (
            _value(row, results[number] if results else None, column.field) for column in columns
        )
        lines.append([None, *map(content, values)])
    closing = [CLOSING_TEXT if column.field == table.closing_column else None for column in columns]
    return [*lines, [None, *closing]]


def _value(row: object, result: object, field: str) -> Value:
    value = getattr(result, field, None)
    if (
        result is not None
        and hasattr(result, field)
        and not (field == "value" and hasattr(row, field))
    ):
        return "" if value is None else value
    if field[:-1] in ("lower", "factor", "grade"):
        return getattr(row, field[:-1])[int(field[-1]) - 1]  # type: ignore[no-any-return]  # six values
    typed: Value = getattr(row, field, None)
    return None if typed == "" else typed


def content(value: Value) -> Content:
    """Return a value as a cell's content; a computed ``""`` is a formula's text."""
    if isinstance(value, ErrorValue):
        return Formula(value.value, value)
    if value == "":
        return Formula('""', "")
    return float(value) if isinstance(value, int) else value


def grid_rows(grid: Grid, layout: Layout) -> list[list[Content]]:
    """Return a grid's cells, formulas with the values that the grid says they give."""
    return [
        [
            (content(cell.value) if cell.value != "" else None)
            if cell.formula is None
            else Formula(_unblocked(formula_text(cell.formula, layout)), _cached(cell.value))
            for cell in row
        ]
        for row in grid.rows
    ]


def _cached(value: Value) -> float | str | ErrorValue:
    if value is None:
        return ""
    return float(value) if isinstance(value, int) else value


def _unblocked(text: str) -> str:
    """Return a formula without the guard of 校验, which these plain workbooks do not have."""
    return text.replace(BLOCKED, "0")
