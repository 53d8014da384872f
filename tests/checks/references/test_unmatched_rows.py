"""Options and elements without their row, and the reverse, are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, added, changed, model_case, told

from yqxl.checks.references.unmatched_rows import unmatched_rows
from yqxl.model.rows import Element, Evaluation, SurveyGroup

CASES = [
    pytest.param(
        changed("survey_counts", 0, code="S09"),
        [
            ("survey_counts", 0, "code", "warning", "选项“非常满意”的编码“S09”不在满意度对象中。"),
        ],
        id="option",
    ),
    pytest.param(
        added("survey", SurveyGroup("S03", "家长")),
        [
            ("survey", 2, "code", "error", "满意度“S03”没有选项和人数，算不出满意率。"),
        ],
        id="no-options",
    ),
    pytest.param(
        added("elements", Element("A101", "有依据", 1.0, "", "是")),
        [
            ("elements", 0, "code", "warning", "评分要素的编码“A101”没有按“要素加权”评分的指标。"),
        ],
        id="element",
    ),
    pytest.param(
        changed("indicators", 0, rule="要素加权"),
        [
            ("indicators", 0, "rule", "error", "A101 按“要素加权”评分，评分要素表中没有它的要素。"),
        ],
        id="no-elements",
    ),
    pytest.param(
        replace(
            added("elements", Element("a101", "有依据", 1.0, "", "是")),
            indicators=changed("indicators", 0, rule="要素加权").indicators,
        ),
        [],
        id="matched",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unmatched_rows, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unmatched_rows, model_case()) == []
