"""The steps of a scheme as the formulas see them: whatever stands between first and last.

下限, 系数 and 等级 are areas to a formula. A column that somebody inserts among them, or
moves, is inside the area, so it is a step in the sheet and must be one to yqxl.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from yqxl.arithmetic import Value
from yqxl.evaluation.reading.table_finder import FoundTable


def with_steps_in_reach(
    found: FoundTable, rows: Sequence[Any], places: Sequence[int]
) -> tuple[Any, ...]:
    """Return the rows of a table with every step that its formulas reach.

    Args:
        found: the table.
        rows: its rows as the headers tell them.
        places: the sheet row of each.
    """
    areas = _areas(found)
    if not areas:
        return tuple(rows)
    return tuple(
        replace(row, **{
            attribute: tuple(_step(found, place, column, blank) for column in columns)
            for attribute, (columns, blank) in areas.items()
        })
        for row, place in zip(rows, places, strict=True)
    )  # fmt: skip


def _areas(found: FoundTable) -> dict[str, tuple[range, Value]]:
    """Return by attribute the columns of the steps and their blank, where they are not in line."""
    own: dict[str, list[int]] = {}
    blanks: dict[str, Value] = {}
    for column in found.table.columns:
        if column.step is not None and column.field in found.columns:
            own.setdefault(column.step[0], []).append(found.columns[column.field])
            blanks[column.step[0]] = None if column.numeric else ""
    return {
        attribute: (range(min(columns), max(columns) + 1), blanks[attribute])
        for attribute, columns in own.items()
        if columns != list(range(columns[0], columns[0] + len(columns)))
    }


def _step(found: FoundTable, row: int, column: int, blank: Value) -> Value:
    cell = found.sheet.cells.get((row, column))
    value = None if cell is None or cell.kind == "b" else cell.value
    if value is None or value == "":
        return blank
    return value if blank is None or isinstance(value, str) else str(value)
