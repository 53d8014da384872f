"""A kind that 参数 does not have is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.unknown_kinds import unknown_kinds
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("rates", 0, kind="完工率"),
        [
            ("rates", 0, "kind", "error", "R01 的种类“完工率”不在参数表中。"),
        ],
        id="unknown",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_kinds, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_kinds, model_case()) == []
