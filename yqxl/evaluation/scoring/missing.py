"""还差 n 格: the required cells that are still blank."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from yqxl.arithmetic import Value
from yqxl.model.contract import NAMED_CELLS, TABLES, Table
from yqxl.model.findings import Place
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Evaluation

#: tables of 参数 come filled; people are not asked for them
_PARAMETERS = "参数"
_DIRECT, _ELEMENTS, _LAST_IN_CELLS = 0, 14, 50


@cache
def _required(table: Table) -> tuple[str, ...]:
    return tuple(
        column.field
        for column in table.columns
        if column.required and column.field != table.key_column
    )


@cache
def _tables() -> tuple[Table, ...]:
    return tuple(table for table in TABLES if table.sheet != _PARAMETERS and _required(table))


def _blank(value: object) -> bool:
    return value is None or value == ""


def missing_cells(evaluation: Evaluation, indicators: Sequence[IndicatorResult]) -> Iterator[Place]:
    """Yield the place of every required cell that is blank, sheet by sheet."""
    for named in NAMED_CELLS:
        if named.required and _blank(getattr(evaluation.project, named.field)):
            yield Place("project", None, named.field)
    for table in _tables():
        rows: tuple[object, ...] = getattr(evaluation, table.key)
        for number, row in enumerate(rows):
            if not _blank(getattr(row, table.key_column)):
                for field in _required(table):
                    if _blank(getattr(row, field)):
                        yield Place(table.key, number, field)
    yield from _missing_scores(evaluation, indicators)


def _missing_scores(
    evaluation: Evaluation, indicators: Sequence[IndicatorResult]
) -> Iterator[Place]:
    """Yield what an indicator's rule still needs: its source, or a score given by hand."""
    for number, (row, result) in enumerate(zip(evaluation.indicators, indicators, strict=True)):
        if not row.code:
            continue
        field = _needed(row.rule, result.rule_number)
        if field and _blank(getattr(row, field)):
            yield Place("indicators", number, field)


def _needed(rule: str, number: Value) -> str:
    if not isinstance(number, float):
        return ""
    if number > _LAST_IN_CELLS or (number == _DIRECT and rule):
        return "given"
    return "value" if number not in (_DIRECT, _ELEMENTS) else ""
