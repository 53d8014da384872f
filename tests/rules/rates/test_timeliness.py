from __future__ import annotations

import pytest
from rules.cell_results import DIV0, VALUE, in_cell

from yqxl.rules.rates.timeliness import time_saved, timely_rate


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((180.0, 200.0), 0.9, id="到位及时率"),
        pytest.param((0.0, 0.0), DIV0, id="没有应到资金"),
        pytest.param(("及时", 200.0), VALUE, id="文本"),
    ],
)
def test_timely_rate(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(timely_rate, *arguments) == shown


def test_time_saved_is_another_measure() -> None:
    assert time_saved(10, 10) == 0
    assert time_saved(10, 12) == -0.2
    assert in_cell(time_saved, 0, 1) == DIV0
