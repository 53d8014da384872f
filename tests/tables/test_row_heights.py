from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.grid import Cell, Role, Span
from yqxl.look import HIGHEST_ROW, INDENT_UNITS, TABLE_UNITS, TITLE_HEIGHT
from yqxl.tables.frame import widened
from yqxl.tables.row_heights import row_heights, text_lines, text_units, unorphaned

#: a line of a text holds five characters
WIDTH = 10 * TABLE_UNITS + INDENT_UNITS


def _heights(
    *texts: str, role: Role = Role.TEXT, width: float = WIDTH, spans: tuple[Span, ...] = ()
) -> list[float]:
    rows = [(Cell(text, None, role), Cell()) for text in texts]
    heights = row_heights(rows, (width, width), spans)
    return [heights[number] for number in range(len(rows))]


@pytest.mark.parametrize(
    ("text", "height"),
    [
        pytest.param("", 25, id="blank"),
        pytest.param("1234567890", 25, id="digits that just fit"),
        pytest.param("一二三四五", 25, id="characters that just fit"),
        pytest.param("一二三四五六", 43, id="one character more"),
        pytest.param("一\n二\n三", 61, id="line breaks"),
        pytest.param("一" * 1000, HIGHEST_ROW, id="higher than a row can be"),
    ],
)
def test_a_row_is_as_high_as_its_text(text: str, height: float) -> None:
    assert _heights(text) == [height]


@pytest.mark.parametrize("role", [Role.CAPTION, Role.UNIT])
def test_a_caption_runs_over_the_cells_beside_it(role: Role) -> None:
    assert _heights("一" * 50, role=role) == [25]


def test_a_title_has_the_height_of_its_type() -> None:
    assert _heights("表3-1", role=Role.TITLE) == [TITLE_HEIGHT]


def test_a_header_has_its_own_air() -> None:
    assert _heights("一二三四五六", role=Role.HEADER) == [46]


def test_a_text_merged_over_columns_has_their_width() -> None:
    assert _heights("一二三四五六", spans=(Span(0, 0, 1, 2),)) == [25]


def test_a_text_merged_over_rows_makes_the_last_one_higher() -> None:
    assert _heights("一" * 20, "", spans=(Span(0, 0, 2),)) == [25, 54]


def test_a_text_merged_over_rows_that_fits_changes_nothing() -> None:
    assert _heights("一" * 8, "", spans=(Span(0, 0, 2),)) == [25, 25]


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


@pytest.mark.parametrize(
    ("texts", "width", "better"),
    [
        (["政策效果的可持续性"], 17.0, 19.0),
        (["政策效果的可持续性"], 30.0, 30.0),
        (["甲" * 9, "甲" * 11], 17.0, 17.0),
    ],
    ids=["widened", "fits", "no width is better"],
)
def test_no_character_is_left_alone_on_a_line(
    texts: list[str], width: float, better: float
) -> None:
    rows = [(Cell(text, None, Role.LABEL),) for text in texts]
    assert unorphaned(rows, (width,), ()) == (better,)


def test_a_label_in_a_header_leaves_no_character_alone() -> None:
    # 可持续性 as a level of table 3-1, whose columns share the page
    rows = [(Cell("D政策可持续性", None, Role.HEADER),)]
    assert unorphaned(rows, (12.0,), ()) == (15.0,)


def test_a_text_over_several_columns_widens_none_of_them() -> None:
    rows = [(Cell("政策效果的可持续性", None, Role.LABEL), Cell())]
    assert unorphaned(rows, (17.0, 1.0), (Span(0, 0, 1, 2),)) == (17.0, 1.0)
