"""表1-3: unit price × quantity, and the total."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tables.sample_evaluations import FUNDS_AND_COSTS, PROJECT

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation import evaluate
from yqxl.model.rows import Cost, Evaluation
from yqxl.tables.cost_standards import cost_standards


def _amounts(evaluation: Evaluation) -> list[Value]:
    grid = cost_standards(evaluation, evaluate(evaluation))
    return [row[-1].value for row in grid.rows[3:-1]]


def test_the_figures_of_the_report(case: Evaluation) -> None:
    assert _amounts(case) == [2_845_570.0, 4_484_430.0, 7_330_000.0]


@pytest.mark.parametrize(
    ("quantity", "total"),
    [
        pytest.param(None, "", id="an amount that is missing leaves no total"),
        pytest.param(ErrorValue.NA, "", id="an error in an input leaves its amount blank"),
        pytest.param(0.0, 4.0, id="nothing bought counts as nothing"),
    ],
)
def test_the_total(quantity: Value, total: Value) -> None:
    costs = (Cost("甲", 2.0, "元", 2.0), Cost("乙", 3.0, "元", quantity))
    assert _amounts(Evaluation(project=PROJECT, costs=costs))[-1] == total


def test_rows_without_an_item_are_no_costs() -> None:
    costs = (*FUNDS_AND_COSTS.costs, Cost("", 5.0, "", 5.0))
    grid = cost_standards(
        replace(FUNDS_AND_COSTS, costs=costs), evaluate(replace(FUNDS_AND_COSTS, costs=costs))
    )
    assert len(grid.rows) == 3 + 2 + 1 + 1
