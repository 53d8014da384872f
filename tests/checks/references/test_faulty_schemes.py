"""A scheme that cannot be used is told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, added, model_case, told

from yqxl.checks.references.faulty_schemes import faulty_schemes
from yqxl.model.rows import Band, Evaluation, GradeScheme

CASES = [
    pytest.param(
        added(
            "bands",
            Band("缺", (0.0, None, 0.6, None, None, None), (0.0, 1.0, None, None, None, None)),
        ),
        [
            ("bands", 3, "scheme", "error", "方案“缺”有误：下限须从左到右递增、中间不空。"),
        ],
        id="gap",
    ),
    pytest.param(
        added(
            "bands",
            Band("少", (0.0, 0.6, None, None, None, None), (0.0, None, None, None, None, None)),
        ),
        [
            ("bands", 3, "scheme", "error", "方案“少”有误：下限与系数个数不同。"),
        ],
        id="fewer",
    ),
    pytest.param(
        added(
            "grades",
            GradeScheme("倒", (60.0, 50.0, None, None, None, None), ("中", "差", "", "", "", "")),
        ),
        [
            ("grades", 3, "scheme", "error", "方案“倒”有误：下限须从左到右递增、中间不空。"),
        ],
        id="grades",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(faulty_schemes, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(faulty_schemes, model_case()) == []
