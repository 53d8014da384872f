from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, in_cell, rule_input

from yqxl.catalog.score import apply_rule

PRO_RATA, WHOLE, BEGUN, TOLERATED = 22, 23, 24, 25


@pytest.mark.parametrize(
    ("number", "x", "parameters", "points"),
    [
        pytest.param(WHOLE, 1.1, (1, 0.01, 0.5), 5, id="三公110%：十步扣5分"),
        pytest.param(WHOLE, 0.8, (1, 0.01, 0.5), 10, id="三公80%：满分"),
        pytest.param(WHOLE, 1.0, (1, 0.01, 0.5), 10, id="恰好100%"),
        pytest.param(WHOLE, 1.3, (1, 0.1, 1), 7, id="0.3/0.1是三步"),
        pytest.param(WHOLE, 1.045, (1, 0.01, 0.5), 8, id="满步"),
        pytest.param(PRO_RATA, 1.045, (1, 0.01, 0.5), 7.75, id="按比例"),
        pytest.param(BEGUN, 1.045, (1, 0.01, 0.5), 7.5, id="进一"),
        pytest.param(BEGUN, 9, (1, 0.01, 0.5), 0, id="扣完为止"),
        pytest.param(WHOLE, 1.0, (1, 0, 0.5), DIV0, id="步长0"),
        pytest.param(TOLERATED, 22, (20, 0.1, 0), 10, id="恰超10%"),
        pytest.param(TOLERATED, 22.01, (20, 0.1, 0), 0, id="超过10%"),
        pytest.param(TOLERATED, 3, (20, 0.1, 0), 10, id="远低于上限"),
        pytest.param(TOLERATED, 0, (0, 0.1, 0), 10, id="上限0取值0"),
    ],
)
def test_above_the_target(
    number: int, x: float, parameters: tuple[float, ...], points: object
) -> None:
    assert in_cell(apply_rule, number, rule_input(10, x, *parameters)) == points


@given(st.floats(0, 2), st.floats(0, 2), st.sampled_from([PRO_RATA, WHOLE, BEGUN]))
def test_more_is_never_better(one: float, other: float, number: int) -> None:
    low, high = sorted((one, other))
    worse = apply_rule(number, rule_input(20, high, 1, 0.01, 1))
    assert 0 <= worse <= apply_rule(number, rule_input(20, low, 1, 0.01, 1)) <= 20
