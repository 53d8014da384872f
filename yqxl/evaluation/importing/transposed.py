"""The table of first levels lying on its side: 权重, 得分, 得分率 as rows (表3-1)."""

from __future__ import annotations

from yqxl.evaluation.importing.cell_texts import plain
from yqxl.evaluation.importing.header_words import TOTALS, indicator_role
from yqxl.evaluation.importing.labels import label_of
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceGrid
from yqxl.evaluation.importing.taken import Draft, Reader, Taken

#: rows that may stand below the heads
_LINES = 4


def transposed_lines(grid: SourceGrid, row: int) -> dict[str, int] | None:
    """Return the rows of 权重 and 得分 below a row of level names, or None."""
    lines: dict[str, int] = {}
    for at in range(row + 1, row + 1 + _LINES):
        cell = grid.filled(at, 0)
        role = indicator_role(plain(cell.text)) if cell else None
        if role in ("weight", "score", "rate"):
            lines.setdefault(role, at)
    if not {"weight", "score"} <= set(lines) or lines["weight"] != row + 1:
        return None
    return lines


def read_transposed(reader: Reader, draft: Draft, row: int, lines: dict[str, int]) -> int:
    """Take the points of the levels; return the first row below the table."""
    grid = reader.grid
    for cell in grid.starting(row):
        points: dict[str, Taken] = {}
        for role in ("weight", "score"):
            own = grid.filled(lines[role], cell.column)
            number = points_of(own)
            if own is not None and number.number is not None:
                scale = 100 if number.form is Form.PERCENT else 1
                points[role] = reader.take(own, number.number * scale)
        reader.use(cell)
        if not points:
            continue
        if plain(cell.text) in TOTALS:
            draft.total = points
        else:
            draft.levels.setdefault(label_of(cell.text).whole, {}).update(points)
    for at in (row, *lines.values()):
        reader.use(*grid.starting(at))
    return max(lines.values()) + 1
