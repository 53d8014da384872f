"""How high the rows of a table must be for their text.

The programs differ in fitting rows by themselves, so every row of a generated sheet
has a height: the table's own where it gives one, else one that fits the text.
"""

from __future__ import annotations

from functools import lru_cache

from yqxl.grid import Cell, Grid, Role

#: Points of one line and of the air around it, by the role that sets a row's type size.
_TITLE = 36.0
_LINE = (15.0, 7.0)
_HEADER_LINE = (18.0, 10.0)
#: A Chinese character of the 12-point header takes this many times its column units.
_HEADER_UNITS = 1.15
#: No spreadsheet makes a row higher.
_HIGHEST = 409.0
#: Their texts run over the blank cells beside them, or are numbers.
_NOT_WRAPPED = frozenset({Role.CAPTION, Role.UNIT, Role.BLANK})


def row_heights(grid: Grid) -> list[float]:
    """Return the height of every row in points."""
    merged = {
        (span.row, span.column): (span.rows, sum(grid.widths[span.column :][: span.columns]))
        for span in grid.spans
    }
    return [
        grid.heights.get(number) or _height(number, row, grid.widths, merged)
        for number, row in enumerate(grid.rows)
    ]


def _height(
    number: int,
    row: tuple[Cell, ...],
    widths: tuple[float, ...],
    merged: dict[tuple[int, int], tuple[int, float]],
) -> float:
    highest = sum(_LINE)
    for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
        text = cell.value
        role = cell.role
        if role is Role.TITLE:
            highest = max(highest, _TITLE)
        elif role is Role.HEADER:
            rows, room = merged.get((number, column), (1, width))
            if rows == 1 and isinstance(text, str):
                lines = _lines(text, room / _HEADER_UNITS)
                highest = max(highest, lines * _HEADER_LINE[0] + _HEADER_LINE[1])
        # two units each is the widest that characters can be
        elif isinstance(text, str) and (2 * len(text) > width or "\n" in text):
            rows, room = merged.get((number, column), (1, width))
            if rows == 1 and role not in _NOT_WRAPPED:
                highest = max(highest, _lines(text, room) * _LINE[0] + _LINE[1])
    return min(highest, _HIGHEST)


@lru_cache(maxsize=1024)
def _lines(text: str, room: float) -> int:
    """Return how many lines a text takes in a column of so many units."""
    return sum(
        max(1, -int(-(len(line) + sum(sign > "\u2000" for sign in line)) // max(room, 1.0)))
        for line in text.split("\n")
    )
