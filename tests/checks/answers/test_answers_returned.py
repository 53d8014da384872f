"""Questionnaires that cannot have come back are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.answers.answers_returned import answers_returned
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("survey", 0, issued=3.0),
        [("survey", 0, "issued", "error", "S01 的有效份数 100 多于发放份数 3。")],
        id="answers",
    ),
    pytest.param(
        changed("survey", 0, issued=500.0, population=200.0),
        [("survey", 0, "population", "error", "S01 的发放份数 500 多于总体数 200。")],
        id="issued",
    ),
    pytest.param(
        changed("survey", 0, population=5.0),
        [("survey", 0, "population", "error", "S01 的有效份数 100 多于总体数 5。")],
        id="population",
    ),
    pytest.param(changed("survey", 0, issued=500.0, population="约千人"), [], id="text"),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(answers_returned, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(answers_returned, model_case()) == []
