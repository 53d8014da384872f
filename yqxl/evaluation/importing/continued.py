"""Tables of a document that go on in the next one, as each page of a converted PDF does.

A table without a header of its own goes on with the one before where it has as many columns
and its rows fit under them; one that repeats the header goes on where nothing stands between
and the first has neither its total nor its hundred points yet.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence

from yqxl.evaluation.importing.cell_texts import plain
from yqxl.evaluation.importing.columns import LEVELS, Columns, columns_of
from yqxl.evaluation.importing.funds_block import funds_header
from yqxl.evaluation.importing.header_rows import Header, find_header
from yqxl.evaluation.importing.header_words import TOTALS
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceGrid
from yqxl.evaluation.importing.taken import LIKELY, Draft, IndicatorRow

#: what may stand between two pages of one table: 续表, （续上表）, 表2-1（续）, a page number
_BETWEEN = re.compile(
    r"\(?(?:接|续)上?[表页]\)?.*|.*\(续\)|[-—]?\d{1,3}[-—]?|第\d+页(?:,?共\d+页)?"
)
_FULL = 100
_SLACK = 0.0051


def pages_joined(grids: Iterable[SourceGrid]) -> list[SourceGrid]:
    """Return the tables, those without a header behind the ones that they go on with."""
    found: list[SourceGrid] = []
    for grid in grids:
        if found and follows(grid) and _goes_on(found[-1], grid):
            found[-1] = found[-1].followed_by(grid)
        else:
            found.append(grid)
    return found


def follows(grid: SourceGrid) -> bool:
    """Return whether nothing of its own stands between a table and the one before it."""
    return not grid.sheet and all(_BETWEEN.fullmatch(plain(text)) for text in grid.before)


def _goes_on(first: SourceGrid, second: SourceGrid) -> bool:
    header = _last_header(first)
    if header is None or first.width != second.width:
        return False
    if any(find_header(second, row) or funds_header(second, row) for row in range(second.height)):
        return False
    if any(_is_total(first, row) for row in range(header.row, first.height)):
        return False
    columns = columns_of(first, header)
    return any(_is_indicator(second, row, columns) for row in range(second.height))


def _last_header(grid: SourceGrid) -> Header | None:
    found = (find_header(grid, row) for row in reversed(range(grid.height)))
    return next((header for header in found if header), None)


def _is_total(grid: SourceGrid, row: int) -> bool:
    cells = grid.starting(row)
    return bool(cells) and plain(cells[0].text).rstrip(":") in TOTALS


def _is_indicator(grid: SourceGrid, row: int, columns: Columns) -> bool:
    """Return whether a row has a text under the name, and numbers under weight and score."""
    name = grid.filled(row, columns.name)
    roles = [role for role in ("weight", "score") if role in columns.at]
    forms = [points_of(grid.filled(row, columns.at[role])).form for role in roles]
    numbers = [form for form in forms if form is not Form.BLANK]
    named = points_of(name).form is Form.TEXT
    return named and bool(numbers) and Form.TEXT not in numbers


# ------------------------------------------------------------------ with a header of its own


def is_next_page(first: Draft, second: Draft) -> bool:
    """Return whether a table with the header of another goes on with it."""
    if not (first.rows and second.rows and second.next_page) or first.total:
        return False
    if first.columns != second.columns or set(second.cover) - set(first.cover):
        return False
    weights = [number for row in first.rows if (number := row.number("weight")) is not None]
    return math.fsum(weights) < _FULL - _SLACK


def join_pages(first: Draft, second: Draft) -> None:
    """Put the indicators of the next page behind the others, in place."""
    _carry_levels(first.rows, second.rows)
    first.rows += second.rows


def _carry_levels(above: Sequence[IndicatorRow], below: Sequence[IndicatorRow]) -> None:
    """Give the first rows of a page the levels that the page before began."""
    count = len(below)
    for level in LEVELS:
        last = above[-1].cells.get(level)
        count = next((n for n, row in enumerate(below[:count]) if level in row.cells), count)
        if last is not None:
            carried = last.doubted(LIKELY, "上一页延续")
            for row in below[:count]:
                row.cells[level] = carried
