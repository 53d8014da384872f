"""A number in the goal that is not 计划值 is a note."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told, without

from yqxl.checks.goals.contradicting_targets import contradicting_targets
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("goals", 1, target="共750人"),
        [
            ("goals", 1, "target", "note", "目标值“共750人”写的是 750人，计划值是 700人。"),
        ],
        id="other",
    ),
    pytest.param(
        replace(
            changed("goals", 1, target="1.2万人"),
            outputs=changed("outputs", 1, planned=12000.0).outputs,
        ),
        [],
        id="ten-thousands",
    ),
    pytest.param(
        changed("goals", 1, target="90%"),
        [],
        id="percent",
    ),
    pytest.param(
        changed("goals", 3, target="完成"),
        [],
        id="words",
    ),
    pytest.param(
        without("outputs"),
        [],
        id="no-outputs",
    ),
    pytest.param(
        changed("outputs", 3, planned="不详"),
        [],
        id="text-planned",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(contradicting_targets, evaluation) == expected


def test_the_model_case_counts_in_two_units_and_that_is_told_as_such() -> None:
    assert told(contradicting_targets, model_case()) == []
