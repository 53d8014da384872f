"""A grid as a table of WordprocessingML (ECMA-376 Part 1, 17.4), for forms and reports.

Fonts and frames are those of :mod:`yqxl.look`. Rows do not break over pages; header rows
repeat; where a merged area goes on over a page, its text stands on the next page again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from yqxl import look
from yqxl.arithmetic import is_number
from yqxl.errors import ErrorValue
from yqxl.evaluation.rendering.text_table import display_text, display_width
from yqxl.grid import Cell, Grid, Role, Span

TWIPS_PER_MM, TWIPS_PER_POINT = 56.6929, 20
_OUTSIDE = frozenset({Role.TITLE, Role.CAPTION, Role.UNIT, Role.NOTE, Role.BLANK})
_ACROSS = {"left": "left", "center": "center", "right": "right", "title": "center"}
#: twips between frame and text
_MARGIN = 40
#: height of a line of type over its size, and what frames add to a row
_LINE, _FRAME = 1.3, 3.0
#: of half a Chinese character, how wide the widest digits may be, and how many of them of a
#: text stand together; the less where there is no room
_TRIED = ((1.4, 6), (1.3, 6), (1.2, 6), (1.1, 6), (1.0, 6), (1.0, 2))
_HEAD_SIGNS = 4
#: what a table shows where its cell has an error
NOTHING = "—"
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,6}")


def framed_rows(grid: Grid) -> tuple[int, int]:
    """Return the first framed row of a grid and the row behind the last."""
    rows = grid.rows
    above = len(list(takewhile(_is_outside, rows)))
    below = len(rows) - len(list(takewhile(_is_outside, reversed(rows))))
    return min(above, below), max(above, below)


def _is_outside(row: Sequence[Cell]) -> bool:
    return all(cell.role in _OUTSIDE for cell in row)


def texts_of(row: Sequence[Cell]) -> Iterator[tuple[str, Role]]:
    """Yield what stands in a row outside the frame."""
    for cell in row:
        if cell.value is not None and cell.role is not Role.BLANK:
            yield display_text(cell.value, cell.role), cell.role


def paragraph(text: str, role: Role, size: float | None = None, *, framed: bool = False) -> str:
    """Return a paragraph in the type of a role; ``size`` [points] instead of the role's."""
    form = look.ROLES[role]
    across = "center" if role is Role.CAPTION else _ACROSS[form.across]
    font = form.font
    half_points = round((size or font.size) * 2)
    bold = "<w:b/>" if font.bold else ""
    properties = (
        f'<w:rPr><w:rFonts w:ascii="{font.name}" w:hAnsi="{font.name}" w:eastAsia="{font.name}"/>'
        f'{bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )
    runs = f"<w:r>{properties}<w:br/></w:r>".join(
        f'<w:r>{properties}<w:t xml:space="preserve">{escaped(line)}</w:t></w:r>'
        for line in text.split("\n")
    )
    # in a document with a grid of lines a cell keeps to its own type
    inside = (
        '<w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0" w:firstLineChars="0"/>'
        if framed
        else ""
    )
    return f'<w:p><w:pPr>{inside}<w:jc w:val="{across}"/></w:pPr>{runs}</w:p>'


def escaped(text: str) -> str:
    """Return a text as it stands between tags; what XML cannot hold is dropped."""
    kept = "".join(sign for sign in text if sign >= " " or sign == "\t")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True, slots=True)
class Room:
    """How wide [twips] and high [points] a page is for a table, and its largest type [points].

    ``repeated``: the table may begin anywhere and run over pages, its header repeats.
    """

    width: float
    height: float
    size: float = look.WU_HAO
    repeated: bool = False


def table(grid: Grid, room: Room) -> str:
    """Return the framed part of a grid as ``w:tbl``; "" where nothing is framed."""
    first, last = framed_rows(grid)
    if first >= last:
        return ""
    widths = _widths(grid, room)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    heads = _header_rows(grid) if room.repeated else 0
    turns = _page_turns(grid, widths, heads, room) if heads else frozenset()
    layout = _Layout(grid, widths, turns, room.size)
    rows = "".join(_row(layout, number, number < first + heads) for number in range(first, last))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class _Layout:
    grid: Grid
    widths: Sequence[int]
    #: the rows that begin a page
    turns: frozenset[int]
    size: float


def _widths(grid: Grid, room: Room) -> list[int]:
    """Return the widths of the columns [twips]; a number or code stays on one line if it can."""
    scale = room.width / sum(grid.widths)
    wanted = [width * scale for width in grid.widths]
    for digit, signs in _TRIED:
        sign = room.size / 2 * digit
        least = [_least(grid, column, sign, signs) for column in range(len(wanted))]
        lacking = sum(max(0.0, need - have) for need, have in zip(least, wanted, strict=True))
        spare = [max(0.0, have - need) for need, have in zip(least, wanted, strict=True)]
        if lacking <= sum(spare):
            given = lacking / sum(spare) if lacking else 0.0
            return [
                round(max(need, have) - free * given)
                for need, have, free in zip(least, wanted, spare, strict=True)
            ]
    return [round(width) for width in wanted]


def _least(grid: Grid, column: int, sign: float, signs: int) -> float:
    """Return the room that what should not be broken in a column needs [twips].

    That is a number, a code, and the first ``signs`` of a text; ``sign`` is as wide as a digit
    [points].
    """
    spanned = {(span.row, span.column) for span in grid.spans if span.columns > 1}
    longest = 0
    for number, row in enumerate(grid.rows):
        cell = row[column]
        if (number, column) in spanned or cell.role in _OUTSIDE or cell.value is None:
            continue
        if is_number(cell.value) or (isinstance(cell.value, str) and _CODE.fullmatch(cell.value)):
            longest = max(longest, display_width(display_text(cell.value, cell.role)))
        else:
            together = min(signs, _HEAD_SIGNS) if cell.role is Role.HEADER else signs
            longest = max(longest, min(display_width(str(cell.value)), together))
    return longest * sign * TWIPS_PER_POINT + 2 * _MARGIN if longest else 0.0


def runs_over(grid: Grid, room: Room) -> bool:
    """Return whether the framed part needs more than a page."""
    widths = _widths(grid, room)
    tall = (_row_height(grid, number, widths, room.size) for number in range(*framed_rows(grid)))
    return sum(tall) > room.height


def _header_rows(grid: Grid) -> int:
    """Return how many rows of headers the framed part begins with."""
    first, last = framed_rows(grid)
    return len(list(takewhile(_is_header, grid.rows[first:last])))


def _is_header(row: Sequence[Cell]) -> bool:
    return all(cell.role is Role.HEADER for cell in row)


def _page_turns(grid: Grid, widths: Sequence[int], heads: int, room: Room) -> frozenset[int]:
    """Return the rows that begin a page, for a table that begins one."""
    first, last = framed_rows(grid)
    tall = {number: _row_height(grid, number, widths, room.size) for number in range(first, last)}
    heading = sum(tall[number] for number in range(first, first + heads))
    turns, used = set(), 0.0
    for number in range(first, last):
        if used and used + tall[number] > room.height:
            turns.add(number)
            used = heading
        used += tall[number]
    return frozenset(turns)


def _row_height(grid: Grid, number: int, widths: Sequence[int], size: float) -> float:
    deepest = 1
    down = {(span.row, span.column) for span in grid.spans if span.rows > 1}
    for column, cell in enumerate(grid.rows[number]):
        if (number, column) in down or cell.value is None:
            continue
        half_widths = (widths[column] - 2 * _MARGIN) / TWIPS_PER_POINT / (size / 2)
        text = cell.value if isinstance(cell.value, str) else display_text(cell.value, cell.role)
        lines = sum(
            -(-display_width(line) // max(1, int(half_widths))) for line in text.split("\n")
        )
        deepest = max(deepest, lines)
    return deepest * size * _LINE + _FRAME


def _row(layout: _Layout, number: int, repeated: bool) -> str:  # noqa: FBT001 - private
    cells = "".join(_cells(layout, number))
    header = "<w:tblHeader/>" if repeated else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{header}</w:trPr>{cells}</w:tr>"


def _cells(layout: _Layout, number: int) -> Iterator[str]:
    grid, widths = layout.grid, layout.widths
    spans = [span for span in grid.spans if span.row <= number < span.row + span.rows]
    by_column = {span.column: span for span in spans}
    column = 0
    while column < len(widths):
        span = by_column.get(column, Span(number, column))
        cell = grid.rows[span.row][span.column]
        width = sum(widths[column : column + span.columns])
        begins = span.row == number or number in layout.turns
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if span.columns > 1:
            properties += f'<w:gridSpan w:val="{span.columns}"/>'
        if span.rows > 1:
            start = ' w:val="restart"' if begins else ""
            properties += f"<w:vMerge{start}/>"
        properties += '<w:vAlign w:val="center"/>'
        text = display_text(cell.value, cell.role) if begins else ""
        # paper has no cell to ask: the table says elsewhere what is missing
        text = NOTHING if isinstance(cell.value, ErrorValue) and begins else text
        if isinstance(cell.value, str) and begins:
            text = cell.value.replace("\r", "")
        size = min(layout.size, look.ROLES[cell.role].font.size)
        yield (
            f"<w:tc><w:tcPr>{properties}</w:tcPr>"
            f"{paragraph(text, cell.role, size, framed=True)}</w:tc>"
        )
        column += span.columns
