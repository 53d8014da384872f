from __future__ import annotations

import pytest
from rules.cell_results import DIV0, in_cell

from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.rows import Evaluation, ExpertScore
from yqxl.rules.scores.experts import expert_score, trimmed_mean


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


def test_without_highest_and_lowest_a_tie_stays_one() -> None:
    assert trimmed_mean(0.1 + 0.2 + 3.01 + 3.02, 0.2, 0.1, 4) == 3.02


def test_the_trimmed_mean_stands_beside_each_of_five_scores() -> None:
    scores = (4.0, 1.0, 3.0, 4.0, 3.0, None, "三")
    rows = tuple(ExpertScore("A101", f"专家{n}", score) for n, score in enumerate(scores))
    results = evaluate(Evaluation(experts=(*rows, ExpertScore("B101", "甲", 2.0))))
    assert [row.trimmed for row in results.experts] == [3.33] * 7 + [""]
    assert [row.higher for row in results.experts] == [0.0, 4.0, 2.0, 0.0, 2.0, "", "", 0.0]


def test_what_is_typed_over_a_count_decides_which_score_is_left_out() -> None:
    rows = tuple(ExpertScore("A101", f"专家{n}", float(n)) for n in range(5))
    none_is_highest = tuple(("experts", place, "higher", 1.0) for place in range(5))
    results = evaluate(Evaluation(experts=rows, overtyped=none_is_highest))
    assert str(results.experts[0].trimmed.value) == "#DIV/0!"  # type: ignore[union-attr]  # an error value
