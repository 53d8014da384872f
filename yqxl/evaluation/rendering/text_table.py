"""Renders a grid as plain text for the terminal.

A Chinese character takes two columns of a terminal. A merged cell shows its text once
and blanks for the rest, as the published report prints it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from yqxl.arithmetic import Value, percent_text, round_half_up
from yqxl.errors import ErrorValue
from yqxl.grid import (
    Cell,
    Grid,
    Role,
)

_PERCENT = frozenset({Role.PERCENT, Role.TOTAL_PERCENT})
_RIGHT = frozenset(
    {Role.NUMBER, Role.MONEY, Role.SCORE, Role.TOTAL_NUMBER, Role.TOTAL_SCORE, *_PERCENT}
)
#: their texts run over the blank cells beside them
_LOOSE = frozenset({Role.TITLE, Role.CAPTION, Role.UNIT, Role.NOTE, Role.BLANK})
_GAP = " | "


def display_width(text: str) -> int:
    """Return how many columns of a terminal a text takes.

    >>> display_width("A政策制定(20)"), display_width("e\u0301")
    (13, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Return the text filled up with blanks to a width in terminal columns."""
    blanks = " " * max(0, width - display_width(text))
    return blanks + text if right else text + blanks


def display_text(value: Value, role: Role) -> str:
    """Return what the cell shows.

    >>> display_text(0.85, Role.PERCENT), display_text(20.99, Role.SCORE)
    ('85%', '20.99')
    >>> display_text(7330000.0, Role.MONEY), display_text(1e21, Role.NUMBER)
    ('7,330,000.00', '1E+21')
    """
    if value is None:
        return ""
    if isinstance(value, ErrorValue):
        return value.value
    if isinstance(value, str):
        return value.replace("\r", "").replace("\n", " ")
    if role in _PERCENT:
        return percent_text(value)
    if role is Role.MONEY:
        return f"{round_half_up(value, 2):,.2f}"
    return f"{value:.10g}".upper()


def render_text(grid: Grid) -> str:
    """Return the table as aligned lines, without a newline at the end."""
    texts = _texts(grid)
    joined = {(span.row, span.column): span.columns for span in grid.spans if span.columns > 1}
    widths = _column_widths(grid, texts, joined)
    total = _joint_width(widths)
    lines: list[str] = []
    inside = False
    for number, (row, line) in enumerate(zip(grid.rows, texts, strict=True)):
        loose = all(cell.role in _LOOSE for cell in row)
        if loose is inside:
            lines.append("-" * total)
            inside = not loose
        if loose:
            lines.append(_loose(row, line, total))
            continue
        runs = [joined.get((number, column), 1) for column in range(len(row))]
        lines.append(_aligned(row, line, widths, runs))
        if row[0].role is Role.HEADER:
            lines.append("-" * total)
    if inside:
        lines.append("-" * total)
    return "\n".join(line.rstrip() for line in lines)


def _texts(grid: Grid) -> list[list[str]]:
    """Return what each cell shows; a cell that a merged area hides shows nothing."""
    texts = [[display_text(cell.value, cell.role) for cell in row] for row in grid.rows]
    for span in grid.spans:
        first = texts[span.row][span.column]
        for row in range(span.row, span.row + span.rows):
            texts[row][span.column : span.column + span.columns] = [""] * span.columns
        texts[span.row][span.column] = first
    return texts


def _joint_width(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _column_widths(
    grid: Grid, texts: Sequence[Sequence[str]], joined: Mapping[tuple[int, int], int]
) -> list[int]:
    """Return the widths of the columns; the last one under a merged text gives it room."""
    widths = [0] * len(grid.widths)
    for number, (row, line) in enumerate(zip(grid.rows, texts, strict=True)):
        for column, (cell, text) in enumerate(zip(row, line, strict=True)):
            if cell.role not in _LOOSE and (number, column) not in joined:
                widths[column] = max(widths[column], display_width(text))
    for (number, column), columns in joined.items():
        if grid.rows[number][column].role not in _LOOSE:
            last = column + columns - 1
            lacking = display_width(texts[number][column]) - _joint_width(widths[column : last + 1])
            widths[last] += max(0, lacking)
    return widths


def _aligned(
    row: Sequence[Cell], line: Sequence[str], widths: Sequence[int], runs: Sequence[int]
) -> str:
    """Return one row of the table; ``runs`` says over how many columns each cell goes."""
    pieces: list[str] = []
    column = 0
    while column < len(row):
        width = _joint_width(widths[column : column + runs[column]])
        pieces.append(padded(line[column], width, right=row[column].role in _RIGHT))
        column += runs[column]
    return _GAP.join(pieces)


def _loose(row: Sequence[Cell], line: Sequence[str], total: int) -> str:
    """Return a title (centred), the unit line (both ends) or a note."""
    if row[0].role is Role.TITLE:
        text = "".join(line)
        return " " * max(0, (total - display_width(text)) // 2) + text
    ends = ["", ""]
    for cell, text in zip(row, line, strict=True):
        ends[cell.role is Role.UNIT] += text
    left, right = ends
    return left + " " * max(1, total - display_width(left) - display_width(right)) + right
