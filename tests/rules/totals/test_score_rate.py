from __future__ import annotations

import pytest
from rules.cell_results import DIV0, VALUE, in_cell

from yqxl.arithmetic import percent_text
from yqxl.rules.totals.score_rate import score_rate


@pytest.mark.parametrize(
    ("score", "weight", "printed"),
    [
        pytest.param(17, 20, "85%", id="A政策制定"),
        pytest.param(20.99, 30, "69.97%", id="B政策实施"),
        pytest.param(31.74, 40, "79.35%", id="C政策效果"),
        pytest.param(8, 10, "80%", id="D政策可持续性"),
        pytest.param(77.73, 100, "77.73%", id="合计"),
    ],
)
def test_published_score_rates(score: float, weight: float, printed: str) -> None:
    assert percent_text(score_rate(score, weight)) == printed


def test_edges() -> None:
    assert in_cell(score_rate, 0.0, 0.0) == DIV0
    assert in_cell(score_rate, "17", 20.0) == VALUE
