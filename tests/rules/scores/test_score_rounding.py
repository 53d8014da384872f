from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import NA, in_cell

from yqxl.model.contract import INDICATORS, LISTS, FixedList
from yqxl.rules.scores.score_rounding import (
    ROUNDINGS,
    ScoreRounding,
    native_rounded,
    rounded_points,
)


@pytest.mark.parametrize(
    ("points", "name", "score"),
    [
        pytest.param(8.62, "整数", 9, id="普陀 8.62 印作 9"),
        pytest.param(9.91, "整数(舍去)", 9, id="9.91 印作 9"),
        pytest.param(5.96, "整数(舍去)", 5, id="5.96 印作 5"),
        pytest.param(1.897, "一位小数(舍去)", 1.8, id="1.897 印作 1.8"),
        pytest.param(1.897, "", 1.9, id="空着保留两位"),
        pytest.param(1.897, "两位小数", 1.9, id="两位小数"),
        pytest.param(1.899, "两位小数(舍去)", 1.89, id="两位舍去"),
        pytest.param(2.25, "半分", 2.5, id="半分逢中进"),
        pytest.param(2.24, "半分", 2, id="半分"),
        pytest.param(2.99, "半分(舍去)", 2.5, id="半分舍去"),
        pytest.param(0.1 + 0.7, "一位小数(舍去)", 0.8, id="浮点和不少一步"),
        pytest.param(2.5, "整数", 3, id="逢五进一"),
        pytest.param(0, "整数", 0, id="零"),
    ],
)
def test_published_scores(points: float, name: str, score: float) -> None:
    assert rounded_points(points, name) == score


@pytest.mark.parametrize("name", ["三位小数", "整数 ", "1"])
def test_another_name_is_no_rounding(name: str) -> None:
    assert in_cell(rounded_points, 1.5, name) == NA


@given(st.integers(0, 10**6), st.sampled_from(ROUNDINGS))
def test_exact_fractions_agree(thousandths: int, rounding: ScoreRounding) -> None:
    exact = Fraction(thousandths, 1000) * rounding.steps
    half = Fraction(0 if rounding.cut else 1, 2)
    steps = (exact + half).__floor__()
    expected = float(Fraction(steps, rounding.steps))
    assert rounded_points(thousandths / 1000, rounding.name) == expected


def test_the_drop_down_offers_what_is_computed() -> None:
    offered = LISTS[INDICATORS.column("rounding").choices]
    assert isinstance(offered, FixedList)
    assert offered.choices == tuple(rounding.name for rounding in ROUNDINGS)
    assert all(f'"{name}"' in native_rounded("X", "Z5") for name in offered.choices)
