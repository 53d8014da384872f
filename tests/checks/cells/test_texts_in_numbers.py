"""A text that spells no number is told; one that does is another check's."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.texts_in_numbers import texts_in_numbers
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("outputs", 1, actual="约70人"),
        [
            ("outputs", 1, "actual", "error", "“实际值”应填数字，填的是“约70人”。"),
        ],
        id="prose",
    ),
    pytest.param(
        changed("funds", 0, spent="—"),
        [
            ("funds", 0, "spent", "error", "“实际支出”应填数字，填的是“—”。"),
        ],
        id="dash",
    ),
    pytest.param(
        changed("project", 0, year="二〇二二"),
        [
            ("project", None, "year", "error", "“评价年度”应填数字，填的是“二〇二二”。"),
        ],
        id="year",
    ),
    pytest.param(
        changed("indicators", 3, weight="待定"),
        [
            ("indicators", 3, "weight", "error", "“权重”应填数字，填的是“待定”。"),
        ],
        id="weight",
    ),
    pytest.param(
        changed("outputs", 1, actual="95%"),
        [],
        id="percent",
    ),
    pytest.param(
        changed("outputs", 1, actual="５０９"),
        [],
        id="full-width",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(texts_in_numbers, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(texts_in_numbers, model_case()) == []
