"""Graded option weights without a source are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.answers.graded_weights import graded_weights
from yqxl.model.rows import Evaluation, OptionWeight

CASES = [
    pytest.param(
        changed("survey_counts", 0, option="一般", weight=0.6),
        [
            (
                "survey_counts", 0, "weight", "warning",
                "S01 的选项“一般”按权重 0.6 计，没有来源。",
            ),
        ],
        id="graded",
    ),
    pytest.param(
        replace(
            changed("survey_counts", 0, option="一般", weight=0.6),
            options=(OptionWeight("一般", 0.6, "本市问卷办法"),),
        ),
        [],
        id="with a source",
    ),
    pytest.param(changed("survey_counts", 0, weight=1.0), [], id="satisfied"),
    pytest.param(changed("survey_counts", 0, weight="半"), [], id="text"),
]  # fmt: skip


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(graded_weights, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(graded_weights, model_case()) == []
