from __future__ import annotations

import pytest
from rules.cell_results import DIV0, VALUE, in_cell

from yqxl.rules.rates.quality import quality_rate


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        pytest.param((98.0, 100.0), 0.98, id="达标98"),
        pytest.param((0.0, 0.0), DIV0, id="没有产出"),
        pytest.param((98.0, "100件"), VALUE, id="带单位的文本"),
    ],
)
def test_quality_rate(arguments: tuple[object, ...], shown: object) -> None:
    assert in_cell(quality_rate, *arguments) == shown
