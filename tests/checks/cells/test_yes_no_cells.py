"""Anything but 是 and 否 is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, added, changed, model_case, told

from yqxl.checks.cells.yes_no_cells import yes_no_cells
from yqxl.model.rows import Element, Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, total="合计"),
        [
            ("funds", 6, "total", "error", "“是否合计”应填“是”或“否”，填的是“合计”。"),
        ],
        id="total",
    ),
    pytest.param(
        added("elements", Element("A101", "有依据", 0.5, "", "有")),
        [
            ("elements", 0, "met", "error", "“是否具备”应填“是”或“否”，填的是“有”。"),
        ],
        id="met",
    ),
    pytest.param(
        changed("funds", 0, total="否"),
        [],
        id="no",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(yes_no_cells, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(yes_no_cells, model_case()) == []
