from __future__ import annotations

import pytest
from rules.cell_results import DIV0, in_cell

from yqxl.rules.rates.change import growth_rate, percentage_points


@pytest.mark.parametrize(
    ("earlier", "points"),
    [
        pytest.param(0.1467, 1.11, id="S18 较2022年"),
        pytest.param(0.1435, 1.43, id="S18 较2021年"),
        pytest.param(0.1335, 2.43, id="S18 较2020年"),
        pytest.param(0.1600, -0.22, id="下降为负"),
    ],
)
def test_percentage_points(earlier: float, points: float) -> None:
    assert percentage_points(0.1578, earlier) == points


def test_growth_rate() -> None:
    assert growth_rate(15.78, 13.35) == pytest.approx(0.182022, abs=1e-6)
    assert growth_rate(60, 50) == 0.2
    assert growth_rate(40, 50) == -0.2
    # an amount below 0 turns the sign: the documents speak of amounts
    assert growth_rate(-1, -2) == -0.5
    assert in_cell(growth_rate, 1, 0) == DIV0
