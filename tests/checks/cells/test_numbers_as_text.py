"""A plain number stored as text is told with the number meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.numbers_as_text import numbers_as_text
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("outputs", 1, actual="509"),
        [
            ("outputs", 1, "actual", "error", "“实际值”的数字存成了文本“509”，应为 509。"),
        ],
        id="plain",
    ),
    pytest.param(
        changed("outputs", 1, actual=" 509 "),
        [
            (
                "outputs",
                1,
                "actual",
                "error",
                "“实际值”的数字存成了文本“ 509 ”（含首尾空格），应为 509。",
            ),
        ],
        id="blanks",
    ),
    pytest.param(
        changed("rates", 0, numerator="152"),
        [
            ("rates", 0, "numerator", "error", "“分子来源”的数字存成了文本“152”，应为 152。"),
        ],
        id="source",
    ),
    pytest.param(
        changed("indicators", 12, value="0.87"),
        [
            ("indicators", 12, "value", "error", "“取值来源”的数字存成了文本“0.87”，应为 0.87。"),
        ],
        id="value",
    ),
    pytest.param(
        changed("outputs", 1, actual="95%"),
        [],
        id="percent",
    ),
    pytest.param(
        replace(
            changed("rates", 5, code="106"),
            indicators=changed("indicators", 12, value="106").indicators,
        ),
        [],
        id="code",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(numbers_as_text, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(numbers_as_text, model_case()) == []
