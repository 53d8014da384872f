"""Columns of a table in Word: what may not be broken has its room, as far as there is room."""

from __future__ import annotations

import re

import pytest

from yqxl.documents.table_markup import Room, table
from yqxl.errors import ErrorValue
from yqxl.grid import Cell, Grid, Role

#: of a page of 156 mm [twips], and of half a Chinese character in 10.5 points
PAGE, HALF = 8844.0, 105.0


def widths(columns: tuple[tuple[str, object, Role], ...], wanted: tuple[float, ...]) -> list[int]:
    rows = (
        tuple(Cell(head, None, Role.HEADER) for head, _, _ in columns),
        tuple(Cell(value, None, role) for _, value, role in columns),  # type: ignore[arg-type]  # values of cells
    )
    made = table(Grid("t", "表", rows, wanted), Room(PAGE, 600.0))
    return [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"', made)]


@pytest.mark.parametrize("others", [2, 8, 12])
def test_rates_and_codes_stay_on_one_line(others: int) -> None:
    columns = (
        ("编码", "A101", Role.TEXT),
        ("得分率", 0.8725, Role.PERCENT),
        *(("说明", "一段很长的说明文字" * 3, Role.TEXT),) * others,
    )
    code, rate, *rest = widths(columns, (2.0, 2.0, *(30.0,) * others))
    assert code >= 4 * HALF
    assert rate >= 6 * HALF
    # three characters of a text stand together where there is room for them, else one
    assert min(rest) >= (6 if others < 12 else 2) * HALF
    assert sum((code, rate, *rest)) == pytest.approx(PAGE, abs=others + 2)


def test_where_nothing_fits_the_widths_are_as_wanted() -> None:
    columns = tuple(("金额", 1234567890.12, Role.MONEY) for _ in range(20))
    assert set(widths(columns, (5.0,) * 20)) == {round(PAGE / 20)}


def test_paper_shows_no_error_values() -> None:
    cells = (Cell("合计", None, Role.TEXT), Cell(ErrorValue.NA, None, Role.TOTAL_SCORE))
    made = table(Grid("t", "表", (cells,), (9.0, 9.0)), Room(PAGE, 600.0))
    assert re.findall(r"<w:t [^>]*>([^<]*)<", made) == ["合计", "—"]
