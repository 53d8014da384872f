"""Zeros by which something is divided are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.rates.zero_denominators import zero_denominators
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, budget=0.0),
        [
            ("funds", 6, "budget", "error", "“合计”的“年初预算”为 0，不能作分母。"),
        ],
        id="budget",
    ),
    pytest.param(changed("funds", 1, budget=0.0), [], id="budget-that-no-rate-uses"),
    pytest.param(
        changed("outputs", 0, planned=0.0),
        [
            ("outputs", 0, "planned", "error", "“O01”的“计划值”为 0，不能作分母。"),
        ],
        id="planned",
    ),
    pytest.param(
        changed("indicators", 12, p1=0.0),
        [
            ("indicators", 12, "p1", "error", "B202 的评分规则“比例”以 0 为分母，请看参数1。"),
        ],
        id="parameter",
    ),
    pytest.param(
        changed("indicators", 12, rule="步进扣分", p2=0.0, p3=0.5),
        [
            ("indicators", 12, "p2", "error", "B202 的评分规则“步进扣分”以 0 为分母，请看参数2。"),
        ],
        id="step",
    ),
    pytest.param(
        replace(
            model_case(),
            survey_counts=tuple(
                replace(row, count=0.0) if row.code == "S01" else row
                for row in model_case().survey_counts
            ),
        ),
        [
            ("survey", 0, "valid", "error", "“S01”的“有效份数”为 0，不能作分母。"),
        ],
        id="nobody",
    ),
    pytest.param(
        changed("rates", 0, numerator=1.0, denominator=0.0),
        [
            ("rates", 0, "denominator", "error", "“R01”的“分母来源”为 0，不能作分母。"),
        ],
        id="typed",
    ),
    pytest.param(
        changed("rates", 0, kind="差额", numerator=1.0, denominator=0.0),
        [],
        id="difference",
    ),
    pytest.param(
        changed("funds", 1, budget=0.0),
        [],
        id="nothing-to-divide",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(zero_denominators, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(zero_denominators, model_case()) == []
