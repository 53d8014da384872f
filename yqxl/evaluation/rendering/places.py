"""From a place in the evaluation to the sheet and cell that a person can go to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from yqxl.model.contract import BY_KEY, COVER_SHEET
from yqxl.model.findings import HERE, Finding, Place
from yqxl.model.layout import Layout, cell_name


def located(findings: Iterable[Finding], layout: Layout) -> tuple[Finding, ...]:
    """Return the findings with sheet and cell filled in from their places."""
    return tuple(
        finding if finding.sheet or finding.place is None else _located(finding, layout)
        for finding in findings
    )


def _located(finding: Finding, layout: Layout) -> Finding:
    sheet, cell = address(finding.place, layout) if finding.place else ("", "")
    where = f"{sheet}!{cell}" if cell else sheet
    return replace(finding, sheet=sheet, cell=cell, message=finding.message.replace(HERE, where))


def address(place: Place, layout: Layout) -> tuple[str, str]:
    """Return (sheet, cell) of a place; the cell is ``""`` when the file has none for it."""
    if place.table == "project":
        named = layout.named.get(place.column or "")
        return (named[0], cell_name(named[1], named[2])) if named else (COVER_SHEET, "")
    table = layout.tables.get(place.table)
    if table is None:
        return (BY_KEY[place.table].sheet if place.table in BY_KEY else ""), ""
    column = table.columns.get(place.column or "")
    if place.row is None:
        return table.sheet, cell_name(table.header_row, column) if column else ""
    if not 0 <= place.row < len(table.rows):
        return table.sheet, ""
    first = min(table.columns.values(), default=1)
    return table.sheet, cell_name(table.rows[place.row], column or first)
