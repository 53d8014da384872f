from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.grid import Cell, Role, Span
from yqxl.look import HIGHEST_ROW, TITLE_HEIGHT
from yqxl.tables.frame import widened
from yqxl.tables.row_heights import row_heights, text_lines, text_units


def _heights(
    *texts: str, role: Role = Role.TEXT, width: float = 10, spans: tuple[Span, ...] = ()
) -> list[float]:
    rows = [(Cell(text, None, role), Cell()) for text in texts]
    heights = row_heights(rows, (width, width), spans)
    return [heights[number] for number in range(len(rows))]


@pytest.mark.parametrize(
    ("text", "height"),
    [
        pytest.param("", 22, id="blank"),
        pytest.param("1234567890", 22, id="digits that just fit"),
        pytest.param("一二三四五", 22, id="characters that just fit"),
        pytest.param("一二三四五六", 37, id="one character more"),
        pytest.param("一\n二\n三", 52, id="line breaks"),
        pytest.param("一" * 1000, HIGHEST_ROW, id="higher than a row can be"),
    ],
)
def test_a_row_is_as_high_as_its_text(text: str, height: float) -> None:
    assert _heights(text) == [height]


@pytest.mark.parametrize("role", [Role.CAPTION, Role.UNIT])
def test_a_caption_runs_over_the_cells_beside_it(role: Role) -> None:
    assert _heights("一" * 50, role=role) == [22]


def test_a_title_has_the_height_of_its_type() -> None:
    assert _heights("表3-1", role=Role.TITLE) == [TITLE_HEIGHT]


def test_a_header_is_set_in_wider_type() -> None:
    assert _heights("一二三四五", role=Role.HEADER) == [46]


def test_a_text_merged_over_columns_has_their_width() -> None:
    assert _heights("一二三四五六", spans=(Span(0, 0, 1, 2),)) == [22]


def test_a_text_merged_over_rows_makes_the_last_one_higher() -> None:
    assert _heights("一" * 20, "", spans=(Span(0, 0, 2),)) == [22, 45]


def test_a_text_merged_over_rows_that_fits_changes_nothing() -> None:
    assert _heights("一" * 8, "", spans=(Span(0, 0, 2),)) == [22, 22]


@given(st.text(st.sampled_from("一二ab12（）")), st.floats(2, 60))
def test_lines_are_enough_for_the_text(text: str, width: float) -> None:
    lines = text_lines(text, width)
    assert lines >= 1
    assert lines * width >= text_units(text)
    assert (lines - 1) * width <= text_units(text)


@given(st.text(max_size=80))
def test_a_title_finds_room_up_to_a_limit(title: str) -> None:
    widths = widened((10.0, 20.0, 5.0), title)
    assert 35 <= sum(widths) <= 151
    assert len(widths) == 3
