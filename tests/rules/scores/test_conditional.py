from __future__ import annotations

import pytest
from rules.cell_results import DIV0, in_cell, rule_input

from yqxl.catalog.score import apply_rule


def _score(number: int, *values: float) -> object:
    return in_cell(apply_rule, number, rule_input(*values))


@pytest.mark.parametrize(
    ("x", "harm", "target", "points"),
    [
        pytest.param(639.79 / 733, 0, 1, 3.49, id="未足额但不影响"),
        pytest.param(639.79 / 733, 1, 1, 0, id="未足额且影响"),
        pytest.param(1, 1, 1, 4, id="足额"),
        pytest.param(720, 1, 733, 0, id="绝对数"),
        pytest.param(1, 0, 0, DIV0, id="目标0"),
    ],
)
def test_unless_harmful(x: float, harm: float, target: float, points: object) -> None:
    assert _score(19, 4, x, harm, target) == points


@pytest.mark.parametrize(
    ("x", "points"),
    [
        pytest.param(0.8, 4, id="未达目标按比例"),
        pytest.param(1, 5, id="恰好"),
        pytest.param(1.3, 5, id="超30%以内"),
        pytest.param(152 / 70, 2.82, id="阳泉152/70"),
        pytest.param(9.0, 0, id="超额太多止于0"),
    ],
)
def test_reduced_excess(x: float, points: float) -> None:
    assert _score(20, 5, x, 1, 0.3, 0.5) == points


def test_zero_target() -> None:
    assert _score(20, 5, 1, 0, 0.3, 0.5) == DIV0
