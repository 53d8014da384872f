"""The rows of 参数 that come with the contract: their cells, and which of them are in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.evaluation.formulas.contracts import PARAMETERS, contract
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.tables import Reading
from yqxl.model.contract import BY_KEY, Table
from yqxl.model.layout import TableLayout
from yqxl.model.used_parameters import LOOKED_UP, used_parameters

Place = tuple[int, int]
#: a bound or a factor of a scheme: its field and its place in the row's tuple
_NUMBERED = re.compile(r"(lower|factor|grade)(\d)")


class RowCell(NamedTuple):
    """A cell of a row of 参数: where, what, and the cell whose format it takes when it is new."""

    place: Place
    value: Value = None
    formula: str | None = None
    like: Place | None = None


class MissingRow(NamedTuple):
    """A row that a workbook uses and lacks, and the blank row into which it can come."""

    table: Table
    row: object
    number: int


class CopiedRow(NamedTuple):
    """A row that stands there a second time, unchanged: both rows of the sheet."""

    table: Table
    row: object
    first: int
    second: int


def row_value(row: object, field: str) -> Value:
    """Return what a row holds in a column; bounds and factors stand in tuples."""
    numbered = _NUMBERED.fullmatch(field)
    if numbered is None:
        value: Value = getattr(row, field)
        return value
    values: tuple[Value, ...] = getattr(row, numbered[1])
    index = int(numbered[2]) - 1
    return values[index] if index < len(values) else None


def row_key(table: Table, row: object) -> str:
    """Return the name by which formulas find a row; they ignore case."""
    return str(getattr(row, table.key_column)).lower()


def row_cells(place: TableLayout, row: object, number: int, version: int) -> Iterator[RowCell]:
    """Yield the cells of a row of 参数: what yqxl ships in it, and its formulas."""
    table = BY_KEY[place.table]
    for column in table.columns:
        at = place.columns.get(column.field)
        if at is None:
            continue
        like = (place.rows[-1], at) if place.rows else None
        if column.typed:
            value = row_value(row, column.field)
            if value not in (None, ""):
                yield RowCell((number, at), value, like=like)
        else:
            formula = ContractFormulas(version).column(table.key, column.field, place.columns)
            yield RowCell((number, at), formula=formula.text(number), like=like)


def missing_rows(reading: Reading) -> Iterator[MissingRow]:
    """Yield the shipped rows that are in use and gone, as far as there are blank rows."""
    evaluation = reading.evaluation
    used = used_parameters(evaluation)
    shipped = contract(evaluation.contract).parameters
    for key in LOOKED_UP:
        place, table = reading.layout.tables.get(key), BY_KEY[key]
        if place is None or table.key_column not in place.columns:
            continue
        there = {row_key(table, row) for row in getattr(evaluation, key)}
        wanted = (
            row
            for row in getattr(shipped, key)
            if row_key(table, row) in used[key] and row_key(table, row) not in there
        )
        for row, number in zip(wanted, place.blank_rows, strict=False):
            yield MissingRow(table, row, number)


def copied_rows(reading: Reading) -> Iterator[CopiedRow]:
    """Yield the shipped rows that somebody copied and left as they were."""
    shipped = contract(reading.evaluation.contract).parameters
    for key in PARAMETERS:
        place, table = reading.layout.tables.get(key), BY_KEY[key]
        if place is None or table.key_column not in place.columns:
            continue
        own = {row_key(table, row): row for row in getattr(shipped, key)}
        first: dict[str, int] = {}
        for row, number in zip(getattr(reading.evaluation, key), place.rows, strict=True):
            name = row_key(table, row)
            if row != own.get(name):
                continue
            if name in first:
                yield CopiedRow(table, row, first[name], number)
            first.setdefault(name, number)
