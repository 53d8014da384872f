"""Dates that are texts are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.text_dates import text_dates
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("outputs", 0, planned_date="2022-04"),
        [("outputs", 0, "planned_date", "warning", "“计划日期”“2022-04”不是到日的日期。")],
        id="month",
    ),
    pytest.param(
        changed("outputs", 0, actual_date="2022年07月25日"),
        [("outputs", 0, "actual_date", "warning", "“完成日期”“2022年07月25日”不是到日的日期。")],
        id="text",
    ),
    pytest.param(changed("outputs", 0, planned_date="2022-04-30"), [], id="date"),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(text_dates, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(text_dates, model_case()) == []
