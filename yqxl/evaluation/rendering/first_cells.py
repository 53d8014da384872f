"""The first cell that offends a live check: its address as a formula, and the same in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from yqxl.grid import ColumnRef, Formula, NamedRef, Reference, WorkingRef
from yqxl.model.layout import Layout, cell_name, quoted_sheet
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import Check, FirstCell, LiveRows

_Placed = tuple[str, int, int]


def first_cell(
    check: Check, evaluation: Evaluation, results: Results, layout: Layout, *, looked_for: bool
) -> tuple[str, Formula | None]:
    """Return where to look first while a live check counts, and the formula that says it.

    Args:
        check: the check; one that counts whole tables has no formula.
        evaluation: the rows.
        results: what they give.
        layout: where they stand.
        looked_for: whether the check counts anything; else the address is "".

    Returns:
        The address ``'指标体系'!N11`` and its formula.
    """
    found, branches = "", list(_branches(check, layout))
    if not branches:
        return "", None
    if looked_for:
        addresses = (one.address(evaluation, results) for one in branches)
        found = next((one for one in addresses if one), "")
    text = '""'
    for one in reversed(branches):
        text = one.text.replace("<else>", text)
    return found, Formula(text, tuple(ref for one in branches for ref in one.refs))


class _Branch(NamedTuple):
    """A place to look at: its formula up to ``<else>``, and its address if it offends."""

    text: str
    refs: tuple[Reference, ...]
    address: Callable[[Evaluation, Results], str]


def _branches(check: Check, layout: Layout) -> Iterator[_Branch]:
    if check.live is None:
        return
    number = 0
    for part, rows in enumerate(check.live.rows):
        column = ColumnRef(rows.table, rows.at)
        place = _place(column, layout) if rows.at else None
        if place is not None:
            yield _of_rows(WorkingRef(check.code, part), rows, number, place, layout)
            number += 2
    for one in check.live.first:
        places = [_place(ref, layout) for ref in one.refs]
        if all(places) and (place := places[-1]):
            yield _of_first(one, number, place)
            number += len(one.refs)


def _of_rows(
    working: WorkingRef, rows: LiveRows, number: int, place: _Placed, layout: Layout
) -> _Branch:
    sheet, _, letters = place

    def address(evaluation: Evaluation, results: Results) -> str:
        values = rows.values(evaluation, results)
        found = next((one for one, value in enumerate(values) if value == 1), None)
        if found is None:
            return ""
        return f"{quoted_sheet(sheet)}!{cell_name(layout.tables[rows.table].rows[found], letters)}"

    counts, column = (f"{{{number + one}}}" for one in range(2))
    there = f"ADDRESS(ROW({column})+MATCH(1,{counts},0),COLUMN({column}),4)"
    text = f'IF(SUM({counts})>0,"{quoted_sheet(sheet)}!"&{there},<else>)'
    return _Branch(text, (working, ColumnRef(rows.table, rows.at)), address)


def _of_first(one: FirstCell, number: int, place: _Placed) -> _Branch:
    sheet, row, column = place

    def address(evaluation: Evaluation, results: Results) -> str:
        if not one.holds(evaluation, results):
            return ""
        return f"{quoted_sheet(sheet)}!{cell_name(row, column)}"

    refs = [f"{{{number + place}}}" for place in range(len(one.refs))]
    there = f'"{quoted_sheet(sheet)}!"&ADDRESS(ROW({refs[-1]}),COLUMN({refs[-1]}),4)'
    return _Branch(f"IF({one.when.format(*refs)},{there},<else>)", one.refs, address)


def _place(ref: ColumnRef | NamedRef, layout: Layout) -> _Placed | None:
    """Return sheet, row and column of a named cell, or of a column's header."""
    if isinstance(ref, NamedRef):
        return layout.named.get(ref.name)
    table = layout.tables.get(ref.table)
    column = None if table is None else table.columns.get(ref.column)
    return None if table is None or column is None else (table.sheet, table.header_row, column)
