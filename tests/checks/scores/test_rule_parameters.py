"""A parameter that is missing or out of reach is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.rule_parameters import rule_parameters
from yqxl.model.rows import Evaluation, Rate

#: 资金到位率, by which B202 is scored
ARRIVAL = 5


def rates_of(arrival: float) -> tuple[Rate, ...]:
    return changed("rates", ARRIVAL, numerator=arrival, denominator=1.0).rates


CASES = [
    pytest.param(
        replace(changed("indicators", 12, rule="反向比例"), contract=1),
        [
            ("indicators", 12, "p1", "error", "B202 的评分规则“反向比例”必须填参数1，现在空着。"),
        ],
        id="required-in-contract-1",
    ),
    pytest.param(
        # told with the other blank cells
        changed("indicators", 12, rule="反向比例"),
        [],
        id="required",
    ),
    pytest.param(
        changed("indicators", 12, rule="反向比例", p1=1.0),
        [],
        id="given",
    ),
    pytest.param(
        changed("indicators", 12, rule="门槛比例", p1=0.9, p2=0.6),
        [
            (
                "indicators",
                12,
                "p1",
                "error",
                "B202 的评分规则“门槛比例”的参数1（门槛）应小于参数2（满分点）。",
            ),
        ],
        id="ramp",
    ),
    pytest.param(
        replace(changed("indicators", 12, rule="定性系数"), rates=rates_of(1.2)),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "B202 的评分规则“定性系数”的取值应在 0～1 之间，现在是 1.2。",
            ),
        ],
        id="factor",
    ),
    pytest.param(
        changed("indicators", 12, rule="步进扣分", p2=-0.01, p3=0.5),
        [
            (
                "indicators",
                12,
                "p2",
                "error",
                "B202 的评分规则“步进扣分”的参数2不能是负数，现在是 -0.01。",
            ),
        ],
        id="negative-step",
    ),
    pytest.param(
        changed("indicators", 12, p1="一"),
        [],
        id="text",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(rule_parameters, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(rule_parameters, model_case()) == []
