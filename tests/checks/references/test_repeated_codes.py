"""A code that stands twice is told at its second place, whatever its case."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.repeated_codes import repeated_codes
from yqxl.model.rows import Evaluation, SurveyGroup

CASES = [
    pytest.param(
        changed("indicators", 3, code="A101"),
        [
            ("indicators", 3, "code", "error", "“编码”“A101”重复，与本表第 1 行数据相同。"),
        ],
        id="indicator",
    ),
    pytest.param(
        changed("rates", 4, code="r01"),
        [
            ("rates", 4, "code", "error", "“编码”“r01”重复，与本表第 1 行数据相同。"),
        ],
        id="case",
    ),
    pytest.param(
        changed("funds", 1, unit="市本级"),
        [
            ("funds", 1, "unit", "error", "“单位”“市本级”重复，与本表第 1 行数据相同。"),
        ],
        id="unit",
    ),
    pytest.param(
        changed("survey_counts", 1, option="非常满意"),
        [
            (
                "survey_counts",
                1,
                "code",
                "error",
                "“编码”“S01/非常满意”重复，与本表第 1 行数据相同。",
            ),
        ],
        id="option",
    ),
    pytest.param(
        changed("trends", 1, year=2020.0),
        [
            ("trends", 1, "code", "error", "“编码”“T01/2020”重复，与本表第 1 行数据相同。"),
        ],
        id="year",
    ),
    pytest.param(
        replace(changed("outputs", 0, code=""), survey=(SurveyGroup(), SurveyGroup())),
        [],
        id="blank",
    ),
    pytest.param(
        changed("trends", 0, code="R01"),
        [],
        id="same-name-elsewhere",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(repeated_codes, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(repeated_codes, model_case()) == []
