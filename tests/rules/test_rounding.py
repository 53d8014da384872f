from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import NA, NUM, VALUE, in_cell

from yqxl.rules.rounding import rate_text, rounded


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((3 * 0.715, 2.0), 2.15, id="3×0.715"),
        pytest.param((-0.125, 2.0), -0.13, id="负数远离零"),
        pytest.param((2.5, None), 3.0, id="空白位数即0"),
        pytest.param((1.2345, 2.9), 1.23, id="位数去尾"),
        pytest.param((1.5, -0.5), 2.0, id="位数-0.5去尾为0"),
        pytest.param((1.5, -1.0), NUM, id="负位数"),
        pytest.param((1.5, 11.0), NUM, id="位数过多"),
        pytest.param((1.5, 10.9), 1.5, id="十位"),
        pytest.param(("1.5", 2.0), VALUE, id="文本"),
        pytest.param((NA, 99.0), NA, id="错误先于位数"),
    ],
)
def test_rounded(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(rounded, *arguments) == shown


@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_rounding_twice_changes_nothing(number: float, digits: int) -> None:
    once = rounded(number, digits)
    assert rounded(once, digits) == once
    assert abs(once - number) <= 0.5 * 10**-digits + abs(number) * 1e-14


@pytest.mark.parametrize(
    ("rate", "printed"),
    [
        pytest.param(17 / 20, "85%", id="T31A"),
        pytest.param(20.99 / 30, "69.97%", id="T31B"),
        pytest.param(31.74 / 40, "79.35%", id="T31C"),
        pytest.param(8 / 10, "80%", id="T31D"),
        pytest.param(77.73 / 100, "77.73%", id="T31合计"),
        pytest.param(739.24 / 739.24, "100%", id="S03"),
        pytest.param(0.0, "0%", id="零"),
        pytest.param(-0.00001, "0%", id="负零"),
        pytest.param(-0.2, "-20%", id="负节约率"),
        pytest.param("85%", VALUE, id="文本"),
        pytest.param(NA, NA, id="错误"),
    ],
)
def test_rate_text(rate: object, printed: object) -> None:
    assert in_cell(rate_text, rate) == printed
