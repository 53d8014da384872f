"""How high the rows of a table must be for their text.

Excel, WPS and LibreOffice fit rows differently, so a generated table states the height
of every row. A Chinese character takes two units of a column's width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yqxl.grid import Cell, Role, Span
from yqxl.look import AIR, HEADER_AIR, HEADER_LINE, HIGHEST_ROW, LINE, TITLE_HEIGHT

#: a header's characters are so much wider than a unit
HEADER_UNITS = 1.15
#: their texts run over the blank cells beside them
_ONE_LINE = frozenset({Role.CAPTION, Role.UNIT, Role.BLANK})


def text_units(text: str) -> float:
    """Return about how many units of column width a text takes.

    UTF-8 gives it without looking at each character: one byte is one unit, three bytes
    are two.

    >>> text_units("A101"), text_units("政策"), text_units("A政策制定(20)")
    (4.0, 4.0, 13.0)
    """
    return (len(text.encode("utf-8", "replace")) + len(text)) / 2


def text_lines(text: str, width: float) -> int:
    r"""Return how many lines a text takes in a column of this width.

    >>> text_lines("政策依据充分性", 8), text_lines("一\n二", 40)
    (2, 2)
    """
    room = max(width, 1.0)
    return sum(max(1, -int(-text_units(line) // room)) for line in text.split("\n"))


def row_heights(
    rows: Sequence[Sequence[Cell]], widths: Sequence[float], spans: Sequence[Span]
) -> Mapping[int, float]:
    """Return the height of every row in points.

    A text merged over several rows shares their heights; where it does not fit, the
    last of them grows.
    """
    merged = {(span.row, span.column): span for span in spans}
    # two units for each character is the widest that a text can be
    surely = [width / 2 for width in widths]
    surely_heading = [width / 2 / HEADER_UNITS for width in widths]
    heights: dict[int, float] = {}
    for number, row in enumerate(rows):
        role = row[0].role
        if role is Role.TITLE:
            heights[number] = TITLE_HEIGHT
        elif role is Role.HEADER:
            lines = _lines(number, row, (widths, surely_heading, HEADER_UNITS), merged)
            heights[number] = min(lines * HEADER_LINE + HEADER_AIR, HIGHEST_ROW)
        else:
            lines = _lines(number, row, (widths, surely, 1.0), merged)
            heights[number] = min(lines * LINE + AIR, HIGHEST_ROW)
    for span in spans:
        if span.rows > 1:
            _grow(heights, span, rows[span.row][span.column].value, widths)
    return heights


def _lines(
    number: int,
    row: Sequence[Cell],
    room: tuple[Sequence[float], Sequence[float], float],
    merged: Mapping[tuple[int, int], Span],
) -> int:
    """Return the most lines that a text of the row takes.

    ``room`` is the width of each column, how many characters surely fit into it, and how
    many units of width a unit of text takes.
    """
    widths, surely, scale = room
    most = 1
    for column, (cell, fitting) in enumerate(zip(row, surely, strict=True)):
        text = cell.value
        if not isinstance(text, str) or (len(text) <= fitting and "\n" not in text):
            continue
        if cell.role in _ONE_LINE:
            continue
        span = merged.get((number, column))
        if span is None:
            most = max(most, text_lines(text, widths[column] / scale))
        elif span.rows == 1:
            whole = sum(widths[column : column + span.columns])
            most = max(most, text_lines(text, whole / scale))
    return most


def _grow(heights: dict[int, float], span: Span, text: object, widths: Sequence[float]) -> None:
    if not isinstance(text, str):
        return
    room = sum(widths[span.column : span.column + span.columns])
    needed = text_lines(text, room) * LINE + AIR
    last = span.row + span.rows - 1
    there = sum(heights[row] for row in range(span.row, last + 1))
    if there < needed:
        heights[last] = min(heights[last] + needed - there, HIGHEST_ROW)
