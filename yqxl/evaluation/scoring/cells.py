"""How a formula sees a cell: blank, number, text, error.

The sheet's formulas guard by ISNUMBER and ``=""``; these few functions say the same in
Python, so that every result, errors included, is what the cell shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import ParamSpec, TypeVar

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.model.contract import BY_KEY
from yqxl.model.rows import Evaluation

Arguments = ParamSpec("Arguments")
Row = TypeVar("Row")
Result = TypeVar("Result")

NOTHING: Mapping[str, Value] = MappingProxyType({})


def shown(
    function: Callable[Arguments, Value], *args: Arguments.args, **keywords: Arguments.kwargs
) -> Value:
    """Return what the cell of a computation shows: its value, or its error value."""
    try:
        return function(*args, **keywords)
    except CellError as failure:
        return failure.error


def is_blank(value: Value) -> bool:
    """Return ``value=""``; an error value raises, as it does in a formula."""
    if isinstance(value, ErrorValue):
        raise CellError(value)
    return value is None or value == ""


def number_of(value: Value) -> float:
    """Return a value used as an operand: error → that error, text → #VALUE!, blank → 0."""
    if isinstance(value, ErrorValue):
        raise CellError(value)
    if isinstance(value, str):
        raise CellError(ErrorValue.VALUE)
    return 0.0 if value is None else float(value)


class TypedOver:
    """What stands in computed cells instead of their formulas: the sheet goes on with it."""

    def __init__(self, cells: Iterable[tuple[str, int, str, Value]]) -> None:
        """Index ``(table, row, field, value)``; rows count from 0."""
        self._cells: dict[tuple[str, int], dict[str, Value]] = {}
        for table, row, field, value in cells:
            self._cells.setdefault((table, row), {})[field] = value

    def of(self, table: str, row: int) -> Mapping[str, Value]:
        """Return what stands in the computed cells of a row, by field."""
        return self._cells.get((table, row), NOTHING)

    def in_results(self, table: str, results: Iterable[Result]) -> tuple[Result, ...]:
        """Return the results of a table whose columns do not look at each other."""
        if not self._cells:
            return tuple(results)
        return tuple(
            replace(one, **self.of(table, row))  # type: ignore[type-var]  # a frozen dataclass
            for row, one in enumerate(results)
        )


def lost_tables(evaluation: Evaluation) -> frozenset[str]:
    """Return the tables that are gone: every look-up in one is #REF!."""
    return frozenset(table for table, field in evaluation.lost if field == BY_KEY[table].key_column)


def refuse(table: str, lost: frozenset[str]) -> None:
    """Raise #REF! where a formula looks something up in a table that is gone."""
    if table in lost:
        raise CellError(ErrorValue.REF)


def first_rows(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, Row]:
    """Return the first row of each key, ignoring case, as MATCH finds it."""
    found: dict[str, Row] = {}
    for row in rows:
        found.setdefault(key(row).lower(), row)
    return found
