from __future__ import annotations

import pytest
from rules.cell_results import DIV0, in_cell, rule_input

from yqxl.catalog.discovery import rule_by_number
from yqxl.catalog.score import clamped


def _score(number: int, *values: float) -> object:
    return in_cell(clamped, rule_by_number()[number], rule_input(*values))


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
    assert _score(53, 10, x, 0.63, step, 0.05) == points


@pytest.mark.parametrize(
    ("x", "threshold", "share", "points"),
    [
        pytest.param(0.4, 0.4, 0, 10, id="达到进度"),
        pytest.param(0.35, 0.4, 0, 8.75, id="差5%按比例"),
        pytest.param(0.3, 0.4, 0, 7.5, id="恰差10%不预警"),
        pytest.param(0.25, 0.4, 0, 0, id="差15%预警"),
        pytest.param(0.25, 0.4, 0.5, 3.13, id="预警减半"),
        pytest.param(0.9, 0.8, 0, 10, id="超前"),
        pytest.param(0.1, 0.0, 0, DIV0, id="应达进度0"),
    ],
)
def test_against_calendar(x: float, threshold: float, share: float, points: object) -> None:
    assert _score(54, 10, x, threshold, 0.1, share) == points
