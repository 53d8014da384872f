"""Weights that do not add to 100 are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, findings, model_case, told, without

from yqxl.checks.weights.weight_total import weight_total
from yqxl.errors import ErrorValue
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 0, weight=3.0),
        [
            ("project", None, "weight_total", "error", "权重合计为 99，应为 100。"),
        ],
        id="short",
    ),
    pytest.param(
        changed("indicators", 0, weight=4.0 + 1e-9),
        [],
        id="noise",
    ),
    pytest.param(
        changed("indicators", 0, weight=ErrorValue.NA),
        [
            ("project", None, "weight_total", "error", "权重合计为 #N/A，应为 100。"),
        ],
        id="error",
    ),
    pytest.param(
        changed("indicators", 0, weight="四"),
        [
            ("project", None, "weight_total", "error", "权重合计为 96，应为 100。"),
        ],
        id="text",
    ),
    pytest.param(
        without("indicators"),
        [],
        id="no-indicators",
    ),
    pytest.param(
        changed("tolerances", 1, value=120.0),
        [
            ("project", None, "weight_total", "error", "权重合计为 100，应为 120。"),
        ],
        id="another-total",
    ),
]


def test_two_projects_in_one_table_are_told_to_be_split() -> None:
    case = model_case()
    both = replace(case, indicators=(*case.indicators, *case.indicators))
    (finding,) = findings(weight_total, both)
    assert finding.message == "权重合计为 200，应为 100，像是 2 个项目的指标放在一张表里。"
    assert "一个项目一个文件" in finding.remedy
    assert "yqxl rollup" in finding.remedy


def test_twice_the_weight_of_one_project_is_no_second_one() -> None:
    case = model_case()
    rows = tuple(replace(row, weight=2 * row.weight) for row in case.indicators)  # type: ignore[operator]  # numbers
    assert [one[4] for one in told(weight_total, replace(case, indicators=rows))] == [
        "权重合计为 200，应为 100。"
    ]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(weight_total, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(weight_total, model_case()) == []
