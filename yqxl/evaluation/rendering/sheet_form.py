"""The form of a table in its sheet: where its pages turn, and what only the screen says.

A table whose levels are merged over rows is cut between pages where a level ends, as far as
that leaves no page half empty; a level that goes on has its label again. Spreadsheet programs
cut at the last row that fits, and print a merged label on one of the pages only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from yqxl import look
from yqxl.grid import Cell, Formula, Grid, Role, Span
from yqxl.tables.row_heights import row_heights

#: below the table, off the paper
RENEWED = "数据改动后重新生成：数字是公式，随数据更新；行、层级和分页在重新生成时更新。"
_REMARK = Cell(RENEWED, Formula(f'"{RENEWED}"'), Role.ASIDE)
_BLANK = Cell(None, None, Role.BLANK)
#: a page may stay so far empty for a level to begin on the next one
_FULL_ENOUGH = 0.55
_TRIALS = 3


def sheet_form(grid: Grid) -> Grid:
    """Return a table as its sheet has it; one of workings, and a live one, as it is."""
    if grid.hidden or grid.live or not grid.rows:
        return grid
    return with_remark(with_page_turns(grid))


def with_remark(grid: Grid) -> Grid:
    """Return the table with what is said of it below, two rows off and not on paper."""
    rest = (_BLANK,) * (len(grid.widths) - 1)
    rows = (*grid.rows, (_BLANK, *rest), (_REMARK, *rest))
    return replace(grid, rows=rows, page=replace(grid.page, printed=len(grid.rows)))


def with_page_turns(grid: Grid) -> Grid:
    """Return the table cut into pages, the merged areas too, each with its text again."""
    levels = [span for span in grid.spans if span.rows > 1]
    height = sum(look.row_height(grid, row) for row in range(len(grid.rows)))
    if not levels or height <= look.page_height(grid, fitted=True):
        return grid
    turns = _turns(grid, levels)
    cut = _cut_at(grid, turns)
    for _ in range(_TRIALS):
        # a label over fewer rows may make one of them higher
        again = _turns(cut, levels)
        if again == turns:
            break
        turns, cut = again, _cut_at(grid, again)
    return cut


def _cut_at(grid: Grid, turns: Sequence[int]) -> Grid:
    rows = [list(row) for row in grid.rows]
    spans = [span for span in grid.spans if span.rows == 1]
    for span in grid.spans:
        for part in _parts(span, turns) if span.rows > 1 else ():
            rows[part.row][part.column] = rows[span.row][span.column]
            spans.append(part)
    heights = row_heights(rows, grid.widths, spans)
    page = replace(grid.page, turns=tuple(turns), scale=look.print_scale(grid))
    cut = tuple(map(tuple, rows))
    return replace(grid, rows=cut, spans=tuple(spans), heights=heights, page=page)


def _turns(grid: Grid, levels: Sequence[Span]) -> list[int]:
    """Return the rows that begin a page, but the first."""
    heights = [look.row_height(grid, row) for row in range(len(grid.rows))]
    first = grid.page.title_rows
    room = look.page_height(grid) - sum(heights[:first])
    turns: list[int] = []
    start, used = first, 0.0
    for row in range(first, len(heights)):
        if used + heights[row] > room and row > start:
            start = _best(start, row, heights, levels)
            turns.append(start)
            used = sum(heights[start:row])
        used += heights[row]
    return turns


def _best(start: int, row: int, heights: Sequence[float], levels: Sequence[Span]) -> int:
    """Return where a page that begins at ``start`` and has no room for ``row`` ends best.

    The fewest levels go on over the turn; of equal places the last one.
    """
    whole = sum(heights[start:row])
    places = [
        place
        for place in range(start + 1, row + 1)
        if sum(heights[start:place]) >= whole * _FULL_ENOUGH
    ]
    return min(places, key=lambda place: (_cut(place, levels), -place))


def _cut(place: int, levels: Collection[Span]) -> int:
    return sum(span.row < place < span.row + span.rows for span in levels)


def _parts(span: Span, turns: Sequence[int]) -> Iterator[Span]:
    """Yield the pieces of a merged area that the turns leave."""
    end = span.row + span.rows
    cuts = [span.row, *(turn for turn in turns if span.row < turn < end), end]
    for top, bottom in pairwise(cuts):
        yield Span(top, span.column, bottom - top, span.columns)
