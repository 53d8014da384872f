from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl import look
from yqxl.evaluation.rendering.sheet_form import RENEWED, sheet_form, with_page_turns
from yqxl.grid import Cell, Formula, Grid, Page, Role, Span
from yqxl.tables.row_heights import row_heights

HEADING = (Cell("题", None, Role.TITLE), Cell(None, None, Role.TITLE))
HEADER = (Cell("级", None, Role.HEADER), Cell("项", None, Role.HEADER))


def table(*levels: int, landscape: bool = True) -> Grid:
    """A table of levels of so many rows each, the label of a level merged over its rows."""
    rows, spans = [HEADING, HEADER], []
    for number, count in enumerate(levels):
        if count > 1:
            spans.append(Span(len(rows), 0, count))
        label = Cell(f"级{number}", Formula(f"A{number}"), Role.LABEL)
        rows.append((label, Cell("项", None, Role.TEXT)))
        rows += [(Cell(None, None, Role.LABEL), Cell("项", None, Role.TEXT))] * (count - 1)
    page = Page(landscape=landscape, title_rows=2)
    widths = (40.0, 60.0)
    heights = row_heights(rows, widths, spans)
    return Grid("9-9", "表9-9", tuple(rows), widths, tuple(spans), heights, page)


def pages(grid: Grid) -> list[range]:
    """The body rows of each page."""
    ends = [grid.page.title_rows, *grid.page.turns, len(grid.rows)]
    return [range(one, other) for one, other in pairwise(ends)]


def test_a_table_of_one_page_is_fitted_to_its_width() -> None:
    grid = with_page_turns(table(4, 4))
    assert (grid.page.turns, grid.page.scale) == ((), 0)


def test_a_page_ends_where_a_level_does() -> None:
    grid = with_page_turns(table(6, 6, 6, 6))
    assert grid.page.turns == (14,)
    assert [span.row for span in grid.spans] == [2, 8, 14, 20]
    assert grid.page.scale == look.print_scale(grid)


def test_a_level_that_goes_on_has_its_label_again() -> None:
    grid = with_page_turns(table(40))
    assert len(grid.page.turns) >= 2
    for turn in (2, *grid.page.turns):
        assert grid.rows[turn][0] == Cell("级0", Formula("A0"), Role.LABEL)
    assert [span.row for span in grid.spans] == [2, *grid.page.turns]


def test_no_page_is_left_half_empty_for_a_long_level() -> None:
    first, *_ = pages(with_page_turns(table(3, 30)))
    assert len(first) > 8


@given(st.lists(st.integers(1, 45), min_size=1, max_size=12), st.booleans())
def test_every_page_holds_its_rows_and_every_row_its_text(
    levels: list[int], landscape: bool
) -> None:
    before = table(*levels, landscape=landscape)
    grid = with_page_turns(before)
    assert len(grid.rows) == len(before.rows)
    if grid is before:
        return
    heading = sum(look.row_height(grid, row) for row in range(2))
    for rows in pages(grid):
        height = heading + sum(look.row_height(grid, row) for row in rows)
        assert rows
        assert height <= look.page_height(grid) + 0.01
        assert not [s for s in grid.spans if s.row < rows.start < s.row + s.rows]
    # the label of a row is that of the area over it
    for row in range(2, len(grid.rows)):
        assert label(grid, row) == label(before, row)


def label(grid: Grid, row: int) -> object:
    over = [span.row for span in grid.spans if span.row <= row < span.row + span.rows]
    return grid.rows[over[0] if over else row][0].value


def test_the_screen_says_when_to_renew_and_the_paper_does_not() -> None:
    before = table(2, 2)
    grid = sheet_form(before)
    assert grid.rows[: len(before.rows)] == before.rows
    assert grid.page.printed == len(before.rows)
    remark = grid.rows[-1][0]
    assert (remark.value, remark.role) == (RENEWED, Role.ASIDE)
    # a constant would be taken for a person's
    assert remark.formula == Formula(f'"{RENEWED}"')


@pytest.mark.parametrize("hidden", [True, False])
def test_workings_and_blank_sheets_stay_as_they_are(hidden: bool) -> None:
    grid = Grid("w", "辅助", table(2).rows if hidden else (), (40.0, 60.0), hidden=hidden)
    assert sheet_form(grid) is grid


def test_a_label_that_needs_more_room_on_its_page_moves_the_turn() -> None:
    plain = table(13, 13)
    rows = [list(row) for row in plain.rows]
    rows[2][0] = Cell("长" * 200, None, Role.LABEL)
    spans = (Span(2, 0, 26),)
    heights = row_heights(rows, plain.widths, spans)
    tall = Grid("9-9", "表", tuple(map(tuple, rows)), plain.widths, spans, heights, plain.page)
    grid = with_page_turns(tall)
    heading = sum(look.row_height(grid, row) for row in range(2))
    for part in pages(grid):
        height = heading + sum(look.row_height(grid, row) for row in part)
        assert height <= look.page_height(grid) + 0.01
