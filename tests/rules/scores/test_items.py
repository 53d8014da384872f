from __future__ import annotations

import pytest
from rules.cell_results import rule_input

from yqxl.catalog.score import apply_rule


@pytest.mark.parametrize(
    ("number", "x", "a", "factor", "points"),
    [
        pytest.param(12, 2, 0.5, 1, 2, id="逐项：广水缺两项"),
        pytest.param(12, 9, 0.5, 1, 0, id="逐项：扣完为止"),
        pytest.param(12, 0, 0.5, 1, 3, id="逐项：没有缺项"),
        pytest.param(12, -1, 0.5, 1, 3, id="逐项：负项数不加分"),
        pytest.param(14, 0, 0, 0.7, 2.1, id="要素：①40%②30%"),
        pytest.param(14, 0, 0, 0, 0, id="要素：缺必备要素"),
        pytest.param(14, 0, 0, 1.5, 3, id="要素：份额超过1止于权重"),
        pytest.param(17, 0, 0, 1, 3, id="否决：没有违规"),
        pytest.param(17, 1, 0, 1, 0, id="否决：一项违规"),
        pytest.param(17, 0.5, 0, 1, 0, id="否决：任何正数"),
    ],
)
def test_items(number: int, x: float, a: float, factor: float, points: float) -> None:
    assert apply_rule(number, rule_input(3, x, a, factor=factor)) == points
