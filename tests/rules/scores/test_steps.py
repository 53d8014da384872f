from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, in_cell, rule_input

from yqxl.catalog.score import apply_rule

PRO_RATA, WHOLE, BEGUN, BOTH = 8, 9, 10, 11


@pytest.mark.parametrize(
    ("number", "w", "x", "parameters", "points"),
    [
        pytest.param(PRO_RATA, 20, 0.925, (1, 0.01, 1), 12.5, id="按比例：少7.5个百分点"),
        pytest.param(WHOLE, 20, 0.925, (1, 0.01, 1), 13, id="满步：半步不扣"),
        pytest.param(BEGUN, 20, 0.925, (1, 0.01, 1), 12, id="进一：半步按一步"),
        pytest.param(WHOLE, 20, 0.7, (1, 0.1, 1), 17, id="满步：0.3/0.1是三步"),
        pytest.param(BEGUN, 20, 0.7, (1, 0.1, 1), 17, id="进一：0.3/0.1是三步"),
        pytest.param(PRO_RATA, 20, 0.5, (1, 0.01, 1), 0, id="扣完为止"),
        pytest.param(PRO_RATA, 20, 1.5, (1, 0.01, 1), 20, id="超过目标不加分"),
        pytest.param(PRO_RATA, 2, 1 - 1767 / 629145, (1, 0.001, 0.01), 1.97, id="教材案例1.972"),
        pytest.param(BOTH, 5, 1.12, (1, 0.05, 1), 3, id="双向：高12%扣两步"),
        pytest.param(BOTH, 5, 0.88, (1, 0.05, 1), 3, id="双向：低12%扣两步"),
        pytest.param(BOTH, 5, 1.04, (1, 0.05, 1), 5, id="双向：不足一步"),
        pytest.param(BEGUN, 5, 0, (10, -3, 1), 5, id="负步长反而加分，止于权重"),
        pytest.param(BEGUN, 5, 0, (10, -3, -1), 1, id="负步数也向远离零进一"),
    ],
)
def test_steps(
    number: int, w: float, x: float, parameters: tuple[float, ...], points: float
) -> None:
    assert apply_rule(number, rule_input(w, x, *parameters)) == points


@pytest.mark.parametrize("number", [PRO_RATA, WHOLE, BEGUN, BOTH])
@pytest.mark.parametrize("x", [0.5, 1.0], ids=["未达目标", "达到目标"])
def test_a_step_of_zero(number: int, x: float) -> None:
    assert in_cell(apply_rule, number, rule_input(5, x, 1, 0, 1)) == DIV0


@given(st.floats(0, 2), st.floats(0, 2), st.sampled_from([PRO_RATA, WHOLE, BEGUN]))
def test_more_is_never_worse(one: float, other: float, number: int) -> None:
    low, high = sorted((one, other))
    worse = apply_rule(number, rule_input(20, low, 1, 0.01, 1))
    assert 0 <= worse <= apply_rule(number, rule_input(20, high, 1, 0.01, 1)) <= 20


@given(st.floats(0, 2))
def test_whole_steps_cost_least_and_begun_steps_most(x: float) -> None:
    least, middle, most = (
        apply_rule(number, rule_input(20, x, 1, 0.01, 1)) for number in (BEGUN, PRO_RATA, WHOLE)
    )
    assert least <= middle + 0.005
    assert middle <= most + 0.005


@given(st.integers(1, 300), st.integers(0, 2000), st.integers(1, 50))
def test_pro_rata_is_exact_at_ties(tenths: int, thousandths: int, cents: int) -> None:
    """Typed decimals scored in doubles give what exact fractions rounded half up give."""
    values = rule_input(tenths / 10, thousandths / 1000, 1.0, 0.01, cents / 100)
    short = max(Fraction(0), 1 - Fraction(thousandths, 1000))
    exact = Fraction(tenths, 10) - Fraction(cents, 100) * short * 100
    exact = max(Fraction(0), min(Fraction(tenths, 10), exact))
    assert apply_rule(PRO_RATA, values) == float(Fraction(int(exact * 100 + Fraction(1, 2)), 100))
