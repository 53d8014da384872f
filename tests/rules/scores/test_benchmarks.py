from __future__ import annotations

import pytest
from rules.cell_results import DIV0, in_cell, rule_input

from yqxl.catalog.score import apply_rule


def _score(number: int, *values: float) -> object:
    return in_cell(apply_rule, number, rule_input(*values))


@pytest.mark.parametrize(
    ("x", "step", "points"),
    [
        pytest.param(0.6426, 0.001, 5.63, id="教材案例64.26%"),
        pytest.param(0.63, 0.001, 5, id="等于平均得一半"),
        pytest.param(0.62, 0.001, 4.5, id="低1个百分点"),
        pytest.param(0.9, 0.001, 10, id="止于满分"),
        pytest.param(0.4, 0.001, 0, id="止于0分"),
        pytest.param(0.7, 0.0, DIV0, id="步长0"),
    ],
)
def test_against_benchmark(x: float, step: float, points: object) -> None:
    assert _score(21, 10, x, 0.63, step, 0.05) == points
