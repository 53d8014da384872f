"""A scheme that 参数 does not have is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.unknown_schemes import unknown_schemes
from yqxl.model.rows import Band, Evaluation

CASES = [
    pytest.param(
        replace(changed("indicators", 13, scheme=""), contract=1),
        [
            ("indicators", 13, "scheme", "error", "B203 按分档评分，还没有选档位方案。"),
        ],
        id="none-in-contract-1",
    ),
    pytest.param(
        changed("indicators", 13, scheme="分档甲"),
        [
            ("indicators", 13, "scheme", "error", "B203 的档位方案“分档甲”不在参数表中。"),
        ],
        id="unknown",
    ),
    pytest.param(
        replace(
            changed("indicators", 13, scheme="高"),
            bands=(
                Band("高", (0.8, 0.9, None, None, None, None), (0.5, 1.0, None, None, None, None)),
            ),
        ),
        [
            ("indicators", 13, "scheme", "error", "B203 的取值 0.6483 低于方案“高”的最低下限。"),
        ],
        id="below",
    ),
    pytest.param(
        changed("project", 0, grade_scheme="本市方案"),
        [
            (
                "project",
                None,
                "grade_scheme",
                "error",
                "评分方案“本市方案”不在参数表的等级方案中。",
            ),
        ],
        id="grades",
    ),
    pytest.param(
        changed("project", 0, grade_scheme=""),
        [],
        id="no-grades",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_schemes, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_schemes, model_case()) == []
