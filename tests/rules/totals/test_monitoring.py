from __future__ import annotations

import pytest
from rules.cell_results import NUM, in_cell

from yqxl.catalog import shipped_parameters
from yqxl.rules.totals.monitoring import due_progress, monitoring_warnings


@pytest.mark.parametrize(
    ("month", "due"),
    [(1, 0), (3, 0), (4, 0.25), (5, 0.25), (6, 0.4), (8, 0.6), (10, 0.8), (12, 0.8)],
)
def test_what_is_due(month: int, due: float) -> None:
    assert due_progress(month) == due


@pytest.mark.parametrize(
    ("month", "progress", "attained", "warnings"),
    [
        pytest.param(4, 0.25, 0.25, 0, id="恰好达到进度"),
        pytest.param(4, 0.2499, 0.25, 1, id="低于进度"),
        pytest.param(10, 0.8, 0.9, 0, id="恰差10%不预警"),
        pytest.param(10, 0.8, 0.95, 1, id="目标领先15%"),
        pytest.param(8, 0.9, 0.7, 1, id="执行领先20%"),
        pytest.param(6, 0.35, 0.5, 2, id="两项都预警"),
    ],
)
def test_warnings(month: int, progress: float, attained: float, warnings: int) -> None:
    assert len(monitoring_warnings(month, progress, attained)) == warnings


@pytest.mark.parametrize("month", [0, 13, -1])
def test_a_month_that_is_none(month: int) -> None:
    assert in_cell(due_progress, month) == NUM


def test_it_is_no_scoring_rule() -> None:
    assert "监控阈值" not in {row.rule for row in shipped_parameters().rules}
