"""A rule that 参数 does not have is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.unknown_rules import unknown_rules
from yqxl.model.rows import Evaluation, RuleRow

CASES = [
    pytest.param(
        changed("indicators", 12, rule="按比例"),
        [
            ("indicators", 12, "rule", "error", "B202 的评分规则“按比例”不在参数表中。"),
        ],
        id="unknown",
    ),
    pytest.param(
        replace(
            changed("indicators", 12, rule="ratio"),
            rules=(*model_case().rules, RuleRow("Ratio", 1.0, 1.0, 0.0, 0.0)),
        ),
        [],
        id="case",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_rules, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_rules, model_case()) == []
