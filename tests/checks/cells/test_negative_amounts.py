"""Negative amounts are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, added, changed, model_case, told

from yqxl.checks.cells.negative_amounts import negative_amounts
from yqxl.model.rows import Element, Evaluation, ExpertScore

CASES = [
    pytest.param(
        changed("funds", 0, spent=-133.06),
        [
            ("funds", 0, "spent", "error", "“实际支出”是负数 -133.06。"),
        ],
        id="spent",
    ),
    pytest.param(
        changed("survey_counts", 0, count=-60.0),
        [
            ("survey_counts", 0, "count", "error", "“人数”是负数 -60。"),
        ],
        id="count",
    ),
    pytest.param(
        changed("indicators", 0, given=-1.0),
        [
            ("indicators", 0, "given", "error", "“评定得分”是负数 -1。"),
        ],
        id="given",
    ),
    pytest.param(
        added("elements", Element("A101", "有依据", -0.5, "", "是")),
        [
            ("elements", 0, "share", "error", "“份额”是负数 -0.5。"),
        ],
        id="share",
    ),
    pytest.param(
        changed("funds", 0, budget_final=-7.5),
        [
            ("funds", 0, "budget_final", "error", "“全年预算数”是负数 -7.5。"),
        ],
        id="optional-column",
    ),
    pytest.param(
        added("experts", ExpertScore("A101", "甲", -2.0)),
        [
            ("experts", 0, "score", "error", "“得分”是负数 -2。"),
        ],
        id="optional-sheet",
    ),
    pytest.param(
        changed("funds", 0, spent="-5"),
        [],
        id="text",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(negative_amounts, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(negative_amounts, model_case()) == []
