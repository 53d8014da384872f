from __future__ import annotations

import pytest
from rules.cell_results import rule_input

from yqxl.catalog.score import apply_rule


@pytest.mark.parametrize(
    ("number", "parameters", "x", "points"),
    [
        pytest.param(5, (1.0,), 1.0, 5, id="等于：到位率100%"),
        pytest.param(5, (1.0,), 0.9999, 0, id="等于：宜兴≠100%不得分"),
        pytest.param(5, (1.0,), 1.1, 0, id="等于：超过也不得分"),
        pytest.param(5, (0.0,), 0.0, 5, id="等于：目标0件（更戛）"),
        pytest.param(5, (0.0,), 1.0, 0, id="等于：目标0件发生1件"),
        pytest.param(5, (0.3,), 0.1 + 0.2, 5, id="等于：浮点误差不算"),
        pytest.param(6, (0.95, 0.0), 0.95, 5, id="达标：恰好达标"),
        pytest.param(6, (0.95, 0.0), 0.9499, 0, id="达标：未达标0分"),
        pytest.param(6, (0.95, 0.5), 0.8, 2, id="达标：未达标折算"),
        pytest.param(18, (0.9, 0.0), 0.9, 0, id="高于：等于不算"),
        pytest.param(18, (0.9, 0.0), 0.91, 5, id="高于：宁德91%"),
        pytest.param(18, (0.9, 1.0), 0.9, 4.5, id="高于：折算"),
        pytest.param(7, (1.0, 0.1), 1.1, 5, id="偏差：恰10%"),
        pytest.param(7, (1.0, 0.1), 0.9, 5, id="偏差：恰-10%"),
        pytest.param(7, (1.0, 0.1), 1.11, 0, id="偏差：宜兴超出10%"),
        pytest.param(7, (0.0, 0.1), 0.0, 5, id="偏差：目标0"),
        pytest.param(7, (0.0, 0.1), 0.01, 0, id="偏差：目标0有偏差"),
        pytest.param(7, (-10.0, 0.1), -9.5, 5, id="偏差：负目标"),
        pytest.param(16, (400.0,), 400.0, 5, id="不超：等于上限"),
        pytest.param(16, (400.0,), 180.0, 5, id="不超：遂宁180"),
        pytest.param(16, (400.0,), 400.01, 0, id="不超：超一分"),
    ],
)
def test_thresholds(number: int, parameters: tuple[float, ...], x: float, points: float) -> None:
    assert apply_rule(number, rule_input(5, x, *parameters)) == points
