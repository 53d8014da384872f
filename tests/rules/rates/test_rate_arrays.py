from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.rules.rates.outputs import completion_rate
from yqxl.rules.rates.rate_arrays import completion_rates


def test_each_element_has_its_own_result() -> None:
    actuals = [[152.0, 509.0], [None, "x"], [NA, 1.0]]
    planned = [[70.0, 700.0], [80.0, 1.0], [1.0, None]]
    assert completion_rates(actuals, planned) == (
        (1.0, 509 / 700),
        (0.0, VALUE),
        (NA, DIV0),
    )


def test_cap_and_shapes() -> None:
    assert completion_rates([[3.0], [1.0]], 2.0, 0.0) == ((1.5,), (0.5,))
    assert in_cell(completion_rates, [[3.0]], [[2.0]], "x") == VALUE
    assert in_cell(completion_rates, [[3.0], [1.0]], [[2.0, 1.0]]) == VALUE


@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=1))
def test_an_element_is_the_scalar_function(pairs: list[tuple[float, float]]) -> None:
    found = completion_rates([[actual] for actual, _ in pairs], [[plan] for _, plan in pairs])
    assert [row[0] for row in found] == [in_cell(completion_rate, *pair) for pair in pairs]
