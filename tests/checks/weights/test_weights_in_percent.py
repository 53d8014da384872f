"""Weights in per cent: one finding with the one cause, and no total."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import findings, live, model_case

from yqxl.checks.scores.scores_over_weight import scores_over_weight
from yqxl.checks.weights.weight_total import weight_total
from yqxl.checks.weights.weights_in_percent import weights_in_percent
from yqxl.model.rows import Evaluation


def weighted(factor: float) -> Evaluation:
    case = model_case()
    rows = [replace(row, weight=row.weight * factor) for row in case.indicators]
    return replace(case, indicators=tuple(rows))


def test_percents_are_one_finding_and_leave_no_total() -> None:
    evaluation = weighted(0.01)
    (finding,) = findings(weights_in_percent, evaluation)
    assert finding.message == "总分暂不显示：权重合计为 1，像是填成了百分数。"
    assert finding.withholds
    assert live(weights_in_percent, evaluation) == 1.0
    assert findings(weight_total, evaluation) == []
    assert findings(scores_over_weight, evaluation) == []


@pytest.mark.parametrize("factor", [1.0, 0.02, 0.004, 0.0])
def test_other_sums_are_no_percents(factor: float) -> None:
    assert findings(weights_in_percent, weighted(factor)) == []
    assert live(weights_in_percent, weighted(factor)) == 0.0
