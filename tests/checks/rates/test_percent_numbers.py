"""A percent typed without its sign is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, added, changed, model_case, told

from yqxl.checks.rates.percent_numbers import percent_numbers
from yqxl.model.rows import Element, Evaluation

CASES = [
    pytest.param(
        changed("rates", 0, cap=100.0),
        [
            ("rates", 0, "cap", "error", "“封顶”是 100，像是漏了 %，疑为 1。"),
        ],
        id="cap",
    ),
    pytest.param(
        changed("rates", 7, kind="直接值", numerator=64.83),
        [
            ("rates", 7, "numerator", "error", "“分子来源”是 64.83，像是漏了 %，疑为 0.6483。"),
        ],
        id="direct",
    ),
    pytest.param(
        changed("rates", 6, kind="直接值", name="直接率", numerator=2.17),
        [],
        id="a-rate-above-one",
    ),
    pytest.param(
        changed("rates", 0, kind="直接值", numerator=95.0),
        [],
        id="scored-by-it",
    ),
    pytest.param(
        added("elements", Element("A101", "有依据", 40.0, "", "是")),
        [
            ("elements", 0, "share", "warning", "“份额”是 40，像是漏了 %，疑为 0.4。"),
        ],
        id="share",
    ),
    pytest.param(
        changed("survey_counts", 0, weight=100.0),
        [
            ("survey_counts", 0, "weight", "error", "“权重”是 100，像是漏了 %，疑为 1。"),
        ],
        id="option",
    ),
    pytest.param(
        changed("options", 0, weight=100.0),
        [
            ("options", 0, "weight", "error", "“权重”是 100，像是漏了 %，疑为 1。"),
        ],
        id="shipped-option",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(percent_numbers, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(percent_numbers, model_case()) == []
