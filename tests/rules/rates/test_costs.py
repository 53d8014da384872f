from __future__ import annotations

import pytest
from rules.cell_results import DIV0, VALUE, in_cell

from yqxl.rules.rates.costs import saving_rate, standard_cost, standard_costs


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((400.0, 180.0), 0.55, id="遂宁培训成本"),
        pytest.param((100.0, 120.0), -0.2, id="超支为负"),
        pytest.param((100.0, 0.0), 1.0, id="未花钱"),
        pytest.param((0.0, 10.0), DIV0, id="计划成本为0"),
        pytest.param(("一百", 10.0), VALUE, id="文本"),
    ],
)
def test_saving_rate(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(saving_rate, *arguments) == shown


def test_the_published_cost_standards_come_to_the_yuan() -> None:
    days = 70 * 10 + 700 * 10 + 80 * 7
    assert standard_cost(344.5, days) == 2_845_570
    assert standard_cost(747405, 6) == 4_484_430
    assert standard_costs([(344.5, days), (747405, 6)]) == 7_330_000


def test_a_cost_standard_is_rounded_to_the_cent() -> None:
    assert standard_cost(1.005, 1) == 1.01
    assert standard_costs([]) == 0
