"""A percent typed without its sign is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, added, changed, model_case, told

from yqxl.checks.percent_numbers import percent_numbers
from yqxl.model.rows import Element, Evaluation

CASES = [
    pytest.param(
        changed("indicators", 12, value=87.28),
        [
            ("indicators", 12, "value", "error", "“取值来源”是 87.28，像是漏了 %，疑为 0.8728。"),
        ],
        id="value",
    ),
    pytest.param(
        changed("indicators", 13, value=64.83),
        [
            ("indicators", 13, "value", "error", "“取值来源”是 64.83，像是漏了 %，疑为 0.6483。"),
        ],
        id="band-value",
    ),
    pytest.param(
        changed("indicators", 12, rule="定性系数", value=80.0),
        [
            ("indicators", 12, "value", "error", "“取值来源”是 80，像是漏了 %，疑为 0.8。"),
        ],
        id="factor",
    ),
    pytest.param(
        changed("indicators", 27, p1=95.0),
        [
            ("indicators", 27, "p1", "error", "“参数1”是 95，像是漏了 %，疑为 0.95。"),
        ],
        id="parameter",
    ),
    pytest.param(
        changed("rates", 0, cap=100.0),
        [
            ("rates", 0, "cap", "error", "“封顶”是 100，像是漏了 %，疑为 1。"),
        ],
        id="cap",
    ),
    pytest.param(
        changed("rates", 6, kind="直接值", numerator=64.83),
        [
            ("rates", 6, "numerator", "error", "“分子来源”是 64.83，像是漏了 %，疑为 0.6483。"),
        ],
        id="direct",
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
    pytest.param(
        changed("indicators", 15, value=509.0, p1=700.0),
        [],
        id="quantity",
    ),
    pytest.param(
        changed("indicators", 15, value=1.2),
        [],
        id="uncapped",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(percent_numbers, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(percent_numbers, model_case()) == []
