"""Rows of a text that lost their leading cells, as tables pasted from web pages do."""

from __future__ import annotations

from yqxl.evaluation.importing.columns import Columns
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceGrid


def shift_of(grid: SourceGrid, row: int, header_row: int, columns: Columns) -> int | None:
    """Return by how many columns a row stands too far left, None where it fits nowhere.

    Merged level cells of a web page come out as missing cells. A shift is believed only if
    it alone puts the numbers under weight and score, and a text under the name.
    """
    if not grid.lengths or _fits(grid, row, columns, 0) or grid.filled(row, 0) is None:
        return 0
    missing = grid.lengths[header_row] - grid.lengths[row]
    fitting = [
        shift
        for shift in range(1, min(missing, columns.name) + 1)
        if _fits(grid, row, columns, shift)
    ]
    return fitting[0] if len(fitting) == 1 else None if fitting else 0


def overflows(grid: SourceGrid, row: int, header_row: int, depth: int) -> bool:
    """Return whether a row of a text is longer than its header: "1,000" is two cells there."""
    if not grid.lengths:
        return False
    return grid.lengths[row] > max(grid.lengths[header_row : header_row + depth])


def _fits(grid: SourceGrid, row: int, columns: Columns, shift: int) -> bool:
    if points_of(grid.filled(row, columns.name - shift)).form is not Form.TEXT:
        return False
    forms = [
        points_of(grid.filled(row, columns.at[role] - shift)).form
        for role in ("weight", "score")
        if role in columns.at
    ]
    return Form.TEXT not in forms and any(form is not Form.BLANK for form in forms)
