"""Cells of the contract tables by their paths: 资金/合计/实际支出 as its text."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, is_number
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.grid import Role
from yqxl.model.contract import INPUTS, Table
from yqxl.model.results import RateResult, Results
from yqxl.model.rows import Evaluation


def cell_values(evaluation: Evaluation, results: Results) -> Iterator[tuple[str, str]]:
    """Yield path and text of every cell whose row is named by its key alone."""
    for table in INPUTS:
        rows = getattr(evaluation, table.key)
        computed = getattr(results, table.key, ())
        keys = [str(table.column(table.key_column).value_in(row) or "") for row in rows]
        for number, (key, row) in enumerate(zip(keys, rows, strict=True)):
            if key and keys.count(key) == 1:
                result = computed[number] if number < len(computed) else None
                yield from _cells(table, key, row, result)


def _cells(table: Table, key: str, row: object, result: object) -> Iterator[tuple[str, str]]:
    for column in table.every_column:
        value: Value = column.value_in(row) if column.typed else getattr(result, column.field, None)
        percent = column.shows == "percent" and _is_share(result)
        yield f"{table.sheet}/{key}/{column.header}", _text(value, percent=percent)


def _is_share(result: object) -> bool:
    """Return whether values of the row are shares: 差额 and 直接值 of 指标取值 are none."""
    return not isinstance(result, RateResult) or result.kind.share


def _text(value: Value, *, percent: bool) -> str:
    if is_number(value):
        return display_text(value, Role.PERCENT if percent else Role.NUMBER)
    return value if isinstance(value, str) else ""
