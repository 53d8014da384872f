from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables.golden_text import render_golden

from yqxl.errors import ErrorValue
from yqxl.evaluation.rendering.text_table import (
    display_text,
    display_width,
    padded,
    render_text,
)
from yqxl.grid import (
    Cell,
    ColumnRef,
    Formula,
    Grid,
    Here,
    HereRange,
    NamedRef,
    Page,
    Ref,
    Role,
    Span,
)

T, N, H = Role.TEXT, Role.NUMBER, Role.HEADER


def _grid(*rows: tuple[Cell, ...], spans: tuple[Span, ...] = ()) -> Grid:
    return Grid("9-9", "表9-9", rows, (8.0,) * len(rows[0]), spans)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        pytest.param("A101", 4, id="ASCII"),
        pytest.param("政策", 4, id="Chinese"),
        pytest.param("（）：", 6, id="full-width punctuation"),
        pytest.param("“”—", 3, id="ambiguous width counts one"),
        pytest.param("e\u0301", 1, id="combining sign"),
        pytest.param("𠮷", 2, id="beyond the basic plane"),
    ],
)
def test_a_text_takes_columns_of_the_terminal(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("value", "role", "shown"),
    [
        (None, T, ""),
        ("第一行\n第二行", T, "第一行 第二行"),
        (ErrorValue.NA, Role.PERCENT, "#N/A"),
        (20.0, N, "20"),
        (1 / 3, N, "0.3333333333"),
        (0.8, Role.PERCENT, "80%"),
        (0.6996666666666667, Role.TOTAL_PERCENT, "69.97%"),
        (1234.5, Role.MONEY, "1,234.50"),
    ],
)
def test_a_value_shows_as_in_its_cell(value: object, role: Role, shown: str) -> None:
    assert display_text(value, role) == shown  # type: ignore[arg-type]


def test_columns_are_aligned_numbers_to_the_right() -> None:
    grid = _grid(
        (Cell("指标", None, H), Cell("权重", None, H)),
        (Cell("政策制定", None, T), Cell(7.5, None, N)),
        (Cell("A", None, T), Cell(10.0, None, N)),
    )
    assert render_text(grid).splitlines() == [
        "---------------",
        "指标     | 权重",
        "---------------",
        "政策制定 |  7.5",
        "A        |   10",
        "---------------",
    ]


def test_a_merged_cell_shows_once() -> None:
    grid = _grid(
        (Cell("甲", None, T), Cell("a", None, T)),
        (Cell("甲", None, T), Cell("b", None, T)),
        (Cell("很长的合计", None, T), Cell("hidden", None, T)),
        spans=(Span(0, 0, 2), Span(2, 0, 1, 2)),
    )
    assert render_text(grid).splitlines()[1:-1] == ["甲 | a", "   | b", "很长的合计"]


def test_title_unit_and_notes_stand_outside_the_lines() -> None:
    blank = Cell(None, None, Role.BLANK)
    grid = _grid(
        (Cell("表9-9", None, Role.TITLE), Cell(None, None, Role.TITLE)),
        (blank, Cell("单位：分", None, Role.UNIT)),
        (Cell("一二三四五六", None, T), Cell("一二三四", None, T)),
        (Cell("资料来源：某处", None, Role.NOTE), Cell(None, None, Role.NOTE)),
    )
    assert render_text(grid).splitlines() == [
        "         表9-9",
        "               单位：分",
        "-----------------------",
        "一二三四五六 | 一二三四",
        "-----------------------",
        "资料来源：某处",
    ]


def test_the_golden_listing_says_everything() -> None:
    refs = (Ref("funds", 2, "spent"), ColumnRef("funds", "unit"), NamedRef("kind"))
    here = HereRange(Here(0, 0), Here(0, 1))
    grid = Grid(
        "9-9",
        "表9-9",
        (
            (
                Cell(1.0, Formula("{0}+{1}&{2}", refs), N),
                Cell("甲", Formula("SUM({0})", (here,)), T),
            ),
            (Cell(ErrorValue.DIV0, None, Role.PERCENT), Cell()),
            (Cell("乙"), Cell()),
        ),
        (8.0, 12.5),
        (Span(1, 0, 2),),
        {0: 22.0, 1: 22.0, 2: 36.5},
        Page(landscape=True, title_rows=3, frozen_columns=1),
    )
    lines = render_golden(grid).splitlines()
    assert lines[:3] == [
        "table 9-9  sheet 表9-9",
        "page landscape  title rows 3  frozen columns 1",
        "widths 8 12.5",
    ]
    assert lines[-7:] == [
        "A1 number 1  =funds[2].spent+funds[*].unit&project.kind",
        "B1 text “甲”  =SUM(A1:B1)",
        "A2 percent #DIV/0!",
        "A3 text “乙”",
        "",
        "merged A2:A3",
        "heights 22*2 36.5",
    ]


CELLS = st.tuples(st.text(st.sampled_from("政策A1 “。"), max_size=8), st.sampled_from([T, N, H]))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=5))
def test_every_line_ends_within_the_rule(rows: list[list[tuple[str, Role]]]) -> None:
    grid = _grid(*(tuple(Cell(text, None, role) for text, role in row) for row in rows))
    lines = render_text(grid).splitlines()
    assert max(map(display_width, lines)) == len(lines[0])
    assert {"-"} == set(lines[0])


@given(st.text(st.sampled_from("政策A1“ "), max_size=12), st.integers(0, 30), st.booleans())
def test_padding_reaches_the_width(text: str, width: int, right: bool) -> None:
    filled = padded(text, width, right=right)
    assert display_width(filled) == max(width, display_width(text))
    assert filled.endswith(text) if right else filled.startswith(text)
