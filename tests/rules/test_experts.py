from __future__ import annotations

import pytest
from rules.cell_results import DIV0, in_cell

from yqxl.rules.experts import expert_score


@pytest.mark.parametrize(
    ("scores", "proposed"),
    [
        pytest.param([3, 3.5, 4], 3.5, id="三位的平均"),
        pytest.param([1, 2, 3, 10], 4, id="四位不去掉"),
        pytest.param([0, 3, 3, 4, 10], 3.33, id="五位去掉最高最低"),
        pytest.param([4], 4, id="一位"),
        pytest.param([0.005, 0.005], 0.01, id="四舍五入"),
        pytest.param([], DIV0, id="没有得分"),
    ],
)
def test_the_proposal_of_several_experts(scores: list[float], proposed: object) -> None:
    assert in_cell(expert_score, scores) == proposed
