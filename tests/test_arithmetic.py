"""The arithmetic against exact fractions: what a person computes with pencil and paper."""

from __future__ import annotations

import math
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yqxl.arithmetic import (
    divide,
    finite,
    is_number,
    percent_text,
    round_half_up,
    round_score,
    total,
)
from yqxl.errors import CellError, ErrorValue

#: Typed figures: at most 12 significant digits, so that a double holds them safely.
FIGURES = st.builds(
    lambda digits, places: (digits, places),
    st.integers(min_value=-(10**12), max_value=10**12),
    st.integers(min_value=0, max_value=8),
)
DIGITS = st.integers(min_value=0, max_value=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False, width=64)
#: What stays a double when it is cut to 15 digits, which may be upwards.
CUTTABLE = st.floats(min_value=-1.79e308, max_value=1.79e308)
SCORES = st.integers(min_value=0, max_value=10_000)


def as_cell(exact: Fraction) -> float:
    """Return the double that a cell holds for an exact number."""
    return exact.numerator / exact.denominator


def rounded(exact: Fraction, digits: int) -> Fraction:
    """Round an exact number half away from zero, by integers alone."""
    scaled = abs(exact) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if exact >= 0 else -whole, 10**digits)


@pytest.mark.parametrize(
    ("number", "digits", "expected"),
    [
        pytest.param(3 * 0.715, 2, 2.15, id="product-just-below-a-tie"),
        pytest.param(2.675, 2, 2.68, id="tie-that-repr-shows"),
        pytest.param(-2.675, 2, -2.68, id="negative-tie-goes-away-from-zero"),
        pytest.param(0.125, 2, 0.13, id="tie-that-a-double-holds-exactly"),
        pytest.param(2.5, 0, 3.0, id="to-whole-numbers"),
        pytest.param(17 + 20.99 + 31.74 + 8, 2, 77.73, id="the-total-of-the-case"),
        pytest.param(1e15 + 0.5, 0, 1e15, id="no-digits-left-to-round"),
        pytest.param(1e300, 2, 1e300, id="huge"),
        pytest.param(123456789012.345, 2, 123456789012.35, id="fifteen-digits"),
        pytest.param(5e-324, 2, 0.0, id="tiny"),
        pytest.param(-1e16, 2, -1e16, id="huge-and-negative"),
        pytest.param(0.9999999999999999, 15, 1.0, id="fifteen-places"),
    ],
)
def test_round_half_up(number: float, digits: int, expected: float) -> None:
    assert round_half_up(number, digits) == expected


@given(FIGURES, DIGITS)
def test_a_typed_figure_is_rounded_as_on_paper(figure: tuple[int, int], digits: int) -> None:
    exact = Fraction(figure[0], 10 ** figure[1])
    assert round_half_up(as_cell(exact), digits) == as_cell(rounded(exact, digits))


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_every_tie_goes_away_from_zero(whole: int, digits: int) -> None:
    tie = Fraction(whole * 10 + 5, 10 ** (digits + 1))
    assert round_half_up(as_cell(tie), digits) == as_cell(rounded(tie, digits))


@given(st.integers(0, 4000), st.integers(0, 20_000))
def test_weight_times_value_is_rounded_as_on_paper(weight: int, value: int) -> None:
    exact = Fraction(weight, 10) * Fraction(value, 10_000)
    assert round_score(weight / 10 * (value / 10_000)) == as_cell(rounded(exact, 2))


@given(st.integers(0, 300), st.integers(0, 50), st.integers(0, 900))
def test_a_deduction_is_rounded_as_on_paper(full: int, steps: int, step: int) -> None:
    exact = Fraction(full, 10) - steps * Fraction(step, 1000)
    assert round_score(full / 10 - steps * (step / 1000)) == as_cell(rounded(exact, 2))


@given(CUTTABLE, DIGITS)
def test_rounding_cuts_to_fifteen_digits_first(number: float, digits: int) -> None:
    exact = Decimal(f"{number:.15g}")
    if exact.adjusted() + digits < 15:
        exact = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert round_half_up(number, digits) == float(exact)


@given(CUTTABLE, DIGITS)
def test_rounding_twice_is_rounding_once(number: float, digits: int) -> None:
    once = round_half_up(number, digits)
    assert round_half_up(once, digits) == once
    assert round_half_up(-number, digits) == -once


@given(st.floats(-0.004, 0.0))
def test_nothing_rounds_to_a_negative_zero(number: float) -> None:
    assert math.copysign(1.0, round_half_up(number, 2)) == 1.0


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_num(number: float) -> None:
    for compute in (round_half_up, finite, round_score):
        with pytest.raises(CellError) as raised:
            compute(number)
        assert raised.value.error is ErrorValue.NUM


def test_a_number_that_no_double_holds_after_the_cut_is_num() -> None:
    with pytest.raises(CellError) as raised:
        round_half_up(sys.float_info.max)
    assert raised.value.error is ErrorValue.NUM


@pytest.mark.parametrize("numbers", [[1e308] * 3, [math.inf, -math.inf], [math.nan]])
def test_a_sum_that_no_cell_holds_is_num(numbers: list[float]) -> None:
    with pytest.raises(CellError) as raised:
        total(numbers)
    assert raised.value.error is ErrorValue.NUM


@given(NUMBERS, NUMBERS)
def test_divide_is_the_nearest_double_or_an_error(numerator: float, denominator: float) -> None:
    if denominator == 0:
        expected: float | ErrorValue = ErrorValue.DIV0
    else:
        try:
            expected = as_cell_of_quotient(numerator, denominator)
        except OverflowError:
            expected = ErrorValue.NUM
    try:
        found: float | ErrorValue = divide(numerator, denominator)
    except CellError as raised:
        found = raised.error
    assert found == expected


def as_cell_of_quotient(numerator: float, denominator: float) -> float:
    return as_cell(Fraction(numerator) / Fraction(denominator))


@given(st.lists(SCORES, max_size=200))
def test_the_total_of_scores_is_exact(cents: list[int]) -> None:
    assert total(cent / 100 for cent in cents) == as_cell(Fraction(sum(cents), 100))


@given(st.lists(SCORES, max_size=50), st.randoms(use_true_random=False))
def test_the_order_of_the_scores_does_not_matter(cents: list[int], random: object) -> None:
    scores = [cent / 100 for cent in cents]
    before = total(scores)
    random.shuffle(scores)  # type: ignore[attr-defined] # hypothesis' own Random
    assert total(scores) == before


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        pytest.param(0.85, "85%", id="whole"),
        pytest.param(0.8, "80%", id="a-trailing-zero-of-the-number-stays"),
        pytest.param(20.99 / 30, "69.97%", id="two-decimals"),
        pytest.param(0.7935, "79.35%", id="as-printed"),
        pytest.param(0.205, "20.5%", id="one-decimal"),
        pytest.param(1.0, "100%", id="hundred"),
        pytest.param(0.0, "0%", id="zero"),
        pytest.param(-0.00001, "0%", id="no-negative-zero"),
        pytest.param(-0.1234, "-12.34%", id="negative"),
    ],
)
def test_percent_text(rate: float, text: str) -> None:
    assert percent_text(rate) == text


@given(st.integers(-(10**7), 10**7))
def test_percent_text_says_the_rounded_percentage(hundredths_of_percent: int) -> None:
    text = percent_text(hundredths_of_percent / 10_000)
    assert text.endswith("%")
    assert Fraction(text[:-1]) == Fraction(hundredths_of_percent, 100)
    assert not (text[:-1].endswith("0") and "." in text)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1.0, True), (0, True), (True, False), ("1", False), (None, False), (ErrorValue.NA, False)],
)
def test_is_number(value: object, expected: bool) -> None:
    assert is_number(value) is expected
