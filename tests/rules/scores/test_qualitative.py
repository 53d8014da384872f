from __future__ import annotations

import pytest
from rules.cell_results import NA, in_cell, rule_input

from yqxl.catalog.discovery import rule_by_number
from yqxl.catalog.score import apply_rule, clamped


@pytest.mark.parametrize(
    ("x", "points"),
    [
        pytest.param(1.0, 5, id="达成"),
        pytest.param(0.85, 4.25, id="基本达成"),
        pytest.param(0.0, 0, id="未达成"),
        pytest.param(1.0000000000000002, 5, id="1加一个最小位"),
        pytest.param(85.0, NA, id="85漏写百分号"),
        pytest.param(1.01, NA, id="超过1"),
        pytest.param(-0.1, NA, id="负系数"),
    ],
)
def test_qualitative(x: float, points: object) -> None:
    assert in_cell(apply_rule, 15, rule_input(5, x)) == points


def test_judged_points_are_given_and_not_computed_by_a_cell() -> None:
    assert in_cell(apply_rule, 0, rule_input(4, 3.5)) == NA
    assert clamped(rule_by_number()[0], rule_input(4, 3.456)) == 3.46
    assert clamped(rule_by_number()[0], rule_input(4, 5)) == 4
