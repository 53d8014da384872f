"""How high the rows of a table must be for their text.

Excel, WPS and LibreOffice fit rows differently, so a generated table states the height
of every row. A Chinese character takes two units of a column's width.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yqxl.grid import Cell, Role, Span
from yqxl.look import (
    AIR,
    HEADER_AIR,
    HEADER_LINE,
    HIGHEST_ROW,
    INDENT_UNITS,
    ROLES,
    SUBSTITUTE_UNITS,
    TABLE_LINE,
    TABLE_UNITS,
    TITLE_HEIGHT,
)

#: roles whose texts stand in from the edge
_INDENTED = frozenset(role for role, form in ROLES.items() if form.indent)
#: roles whose texts may leave one character alone on a line, and what a column may grow
_WRAPPED = frozenset({Role.HEADER, Role.LABEL, Role.TEXT})
_MORE, _ONE_CHARACTER = (0, 1, 2, 3), 2
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


def unorphaned(
    rows: Sequence[Sequence[Cell]], widths: Sequence[float], spans: Sequence[Span]
) -> tuple[float, ...]:
    """Return the widths, a little wider where a text would leave one character on a line.

    >>> unorphaned([(Cell("政策效果的可持续性", role=Role.LABEL),)], (17.0,), ())
    (19.0,)
    """
    wide = {(span.row, span.column) for span in spans if span.columns > 1}
    better = []
    for column, width in enumerate(widths):
        cells = [
            (text_units(text), row[column].role)
            for number, row in enumerate(rows)
            if row[column].role in _WRAPPED and (number, column) not in wide
            if isinstance(text := row[column].value, str) and len(text) > width / 4
        ]
        better.append(min((_orphans(cells, width + more), width + more) for more in _MORE)[1])
    return tuple(better)


def _orphans(cells: Sequence[tuple[float, Role]], width: float) -> int:
    """Return how many texts leave one character, by the fonts that programs may have."""
    found = 0
    for unit in (TABLE_UNITS, SUBSTITUTE_UNITS):
        for units, role in cells:
            line = 2 * (text_room(role, width) * TABLE_UNITS / unit // 2)
            found += units > line > 0 and 0 < units % line <= _ONE_CHARACTER
    return found


def row_heights(
    rows: Sequence[Sequence[Cell]], widths: Sequence[float], spans: Sequence[Span]
) -> Mapping[int, float]:
    """Return the height of every row in points.

    A text merged over several rows shares their heights; where it does not fit, the
    last of them grows.
    """
    merged = {(span.row, span.column): span for span in spans}
    # two units for each character is the widest that a text can be
    surely = [(width - INDENT_UNITS) / 2 / TABLE_UNITS for width in widths]
    heights: dict[int, float] = {}
    for number, row in enumerate(rows):
        role = row[0].role
        if role is Role.TITLE:
            heights[number] = TITLE_HEIGHT
        elif role is Role.HEADER:
            lines = _lines(number, row, (widths, surely), merged)
            heights[number] = min(lines * HEADER_LINE + HEADER_AIR, HIGHEST_ROW)
        else:
            lines = _lines(number, row, (widths, surely), merged)
            heights[number] = min(lines * TABLE_LINE + AIR, HIGHEST_ROW)
    for span in spans:
        if span.rows > 1:
            _grow(heights, span, rows[span.row][span.column], widths)
    return heights


def _lines(
    number: int,
    row: Sequence[Cell],
    room: tuple[Sequence[float], Sequence[float]],
    merged: Mapping[tuple[int, int], Span],
) -> int:
    """Return the most lines that a text of the row takes.

    ``room`` is the width of each column, and how many characters surely fit into it.
    """
    widths, surely = room
    most = 1
    for column, (cell, fitting) in enumerate(zip(row, surely, strict=True)):
        text = cell.value
        if not isinstance(text, str) or (len(text) <= fitting and "\n" not in text):
            continue
        if cell.role in _ONE_LINE:
            continue
        span = merged.get((number, column))
        if span is None:
            most = max(most, text_lines(text, text_room(cell.role, widths[column])))
        elif span.rows == 1:
            whole = sum(widths[column : column + span.columns])
            most = max(most, text_lines(text, text_room(cell.role, whole)))
    return most


def text_room(role: Role, width: float) -> float:
    """Return how many units of a text go into a line of a cell of this width.

    >>> text_room(Role.LABEL, 21.0), text_room(Role.TEXT, 23.0)
    (20.0, 20.0)
    """
    return (width - INDENT_UNITS * (role in _INDENTED)) / TABLE_UNITS


def _grow(heights: dict[int, float], span: Span, cell: Cell, widths: Sequence[float]) -> None:
    text = cell.value
    if not isinstance(text, str):
        return
    room = text_room(cell.role, sum(widths[span.column : span.column + span.columns]))
    needed = text_lines(text, room) * TABLE_LINE + AIR
    last = span.row + span.rows - 1
    there = sum(heights[row] for row in range(span.row, last + 1))
    if there < needed:
        heights[last] = min(heights[last] + needed - there, HIGHEST_ROW)
