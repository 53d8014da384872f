"""A bare workbook of an evaluation's tables and of every live check beside its value."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from libreoffice.plain_workbook import Content, Formula, write

from yqxl.arithmetic import Value
from yqxl.catalog import checks
from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.evaluation.formulas.anchored_names import current_spans
from yqxl.evaluation.rendering.working_columns import working_column
from yqxl.evaluation.rendering.working_grid import working_grid
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.grid import BelowRef, ColumnRef, EachColumn, NamedRef, Reference, WorkingRef
from yqxl.grid import Formula as GridFormula
from yqxl.model.contract import CLOSING_TEXT, NAMED_CELLS, TABLES, WORKING_SHEET, Table
from yqxl.model.layout import ROWS_BELOW, Layout, TableLayout, cell_name
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

HEADER_ROW = 4
SPANS = current_spans()
_NAME = re.compile(r"yq_\w+")
COVER = tuple(cell.field for cell in NAMED_CELLS if cell.typed and not cell.optional)
NAMED = ("weight_total", "unscored", "missing", *COVER)


def _content(value: Value) -> Content:
    if isinstance(value, ErrorValue):
        return Formula({"#N/A": "NA()", "#DIV/0!": "1/0"}.get(str(value), str(value)), value)
    return float(value) if isinstance(value, int) else value


def _computed(value: Value) -> Content:
    return Formula('""', "") if value == "" else _content(value)


def _flat(row: Any) -> dict[str, Value]:
    """Return a row by field names; a scheme's six bounds are one tuple of its row."""
    found: dict[str, Value] = {}
    for name, value in asdict(row).items():
        if isinstance(value, tuple):
            found |= {f"{name}{place}": one for place, one in enumerate(value, 1)}
        else:
            found[name] = value
    return found


def _sheet(table: Table, evaluation: Evaluation, results: Results) -> list[list[Content]]:
    rows: list[list[Content]] = [[] for _ in range(HEADER_ROW - 1)]
    rows.append([column.header for column in table.every_column])
    computed = getattr(results, table.key, ())
    for place, row in enumerate(getattr(evaluation, table.key)):
        typed, given = _flat(row), _flat(computed[place]) if computed else {}
        rows.append(
            [
                # blank text fields are blank cells
                (_content(typed.get(column.field)) or None)
                if column.typed and typed.get(column.field) != 0
                else _computed(typed[column.field] if column.typed else given[column.field])
                for column in table.every_column
            ]
        )
    closing = [column.field == table.closing_column for column in table.every_column]
    rows.append([CLOSING_TEXT if own else None for own in closing])
    if table.key in evaluation.below:
        told = {table.key_column: "X1", table.told_by[0].field: 2.0}
        rows += [[], [told.get(column.field) for column in table.every_column]]
    return rows


def _address(reference: Reference, evaluation: Evaluation) -> str:
    if isinstance(reference, WorkingRef):
        return working_column(reference)
    if isinstance(reference, NamedRef):
        return f"named!$A${NAMED.index(reference.name) + 1}"
    if isinstance(reference, EachColumn):
        terms = (reference.term.format(_address(one, evaluation)) for one in reference.columns)
        return "+".join(terms)
    assert isinstance(reference, ColumnRef | BelowRef)
    table = next(table for table in TABLES if table.key == reference.table)
    column = [one.field for one in table.every_column].index(reference.column) + 1
    last = HEADER_ROW + len(getattr(evaluation, table.key)) + 1
    rows = (HEADER_ROW, last)
    if isinstance(reference, BelowRef):
        rows = (last, last + ROWS_BELOW)
    first, end = (cell_name(row, column) for row in rows)
    return f"{table.key}!{first}:{end}"


def _filled(formula: GridFormula, evaluation: Evaluation) -> str:
    """Return a formula's text with the addresses of this workbook, which has no names."""
    text = formula.text.format(*(_address(one, evaluation) for one in formula.refs))

    def address(match: re.Match[str]) -> str:
        table, fields, _part = SPANS[match[0]]
        return _address(ColumnRef(table, fields[0]), evaluation)

    return _NAME.sub(address, text)


def write_live(path: Path, evaluation: Evaluation) -> Path:
    """Write the workbook; column A of sheet ``live`` holds one live check in each row."""
    evaluation = with_parameters(evaluation)
    results = evaluate(evaluation)
    sheets = {table.key: _sheet(table, evaluation, results) for table in TABLES}
    sheets["named"] = [[_named(name, evaluation, results)] for name in NAMED]
    sheets["live"] = [
        [
            Formula(
                _filled(check.live.formula, evaluation),
                check.live.value(evaluation, results),  # type: ignore[arg-type]  # a number
            ),
            check.code,
        ]
        for check in checks()
        if check.live is not None
    ]
    sheets[WORKING_SHEET] = [
        [
            Formula(
                _filled(cell.formula, evaluation),
                cell.value,  # type: ignore[arg-type]  # a number
            )
            if cell.formula
            else _content(cell.value)
            for cell in row
        ]
        for row in working_grid(evaluation, results, _layout(evaluation)).rows
    ]
    return write(path, sheets)


def _named(name: str, evaluation: Evaluation, results: Results) -> Content:
    if name in COVER:
        return _content(getattr(evaluation.project, name)) or None
    return _computed(getattr(results, name))


def _layout(evaluation: Evaluation) -> Layout:
    """Return where the tables stand, each in a sheet of its own."""
    tables = {}
    for table in TABLES:
        count = len(getattr(evaluation, table.key))
        columns = {one.field: number for number, one in enumerate(table.columns, 1)}
        rows = tuple(range(HEADER_ROW + 1, HEADER_ROW + 1 + count))
        last = HEADER_ROW + count + 1
        tables[table.key] = TableLayout(table.name, table.key, HEADER_ROW, columns, rows, last)
    return Layout(tables, {})
