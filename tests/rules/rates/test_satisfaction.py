from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.rules.rates.satisfaction import satisfaction

WEIGHTS = [[1.0], [1.0], [0.0], [0.0]]


@pytest.mark.parametrize(
    ("counts", "weights", "shown"),
    [
        pytest.param([[60.0], [29.0], [9.0], [2.0]], WEIGHTS, 0.89, id="教师组"),
        pytest.param([[70.0], [26.0], [3.0], [1.0]], WEIGHTS, 0.96, id="干部组"),
        pytest.param([[50.0, 50.0]], [[1.0, 0.6]], 0.8, id="分档计"),
        pytest.param([[9.0], [None], [1.0], [""]], WEIGHTS, 0.9, id="空白计0"),
        pytest.param([[9.0], [1.0], [0.0], [0.0]], [[1.0], [None], [""], [0.0]], 0.9, id="空权重"),
        pytest.param(5.0, 1.0, 1.0, id="单个单元格"),
        pytest.param([[0.0], [0.0], [0.0], [0.0]], WEIGHTS, DIV0, id="无有效问卷"),
        pytest.param([["x"], [1.0], [0.0], [0.0]], WEIGHTS, VALUE, id="文本人数"),
        pytest.param([[1.0], [1.0]], [["100%"], [0.0]], VALUE, id="文本权重"),
        pytest.param([["x"], [NA]], [[1.0], [1.0]], NA, id="错误先于文本"),
        pytest.param([[1.0], [1.0]], [[1.0, 1.0]], VALUE, id="形状不同"),
    ],
)
def test_satisfaction(counts: object, weights: object, shown: object) -> None:
    assert in_cell(satisfaction, counts, weights) == shown


@given(st.lists(st.tuples(st.integers(0, 10**6), st.floats(0, 1)), min_size=1))
def test_a_satisfaction_lies_between_the_weights(answers: list[tuple[int, float]]) -> None:
    counts = [[float(count)] for count, _ in answers]
    found = in_cell(satisfaction, counts, [[weight] for _, weight in answers])
    if not any(count for count, _ in answers):
        assert found == DIV0
    else:
        assert -1e-12 <= found <= 1 + 1e-12
