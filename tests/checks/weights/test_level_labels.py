"""Labels and codes that do not fit are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.weights.level_labels import level_labels
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 32, level1="D政策可持续"),
        [
            (
                "indicators",
                32,
                "level1",
                "warning",
                "级别 D 有两种名称：“D政策可持续性”和“D政策可持续”。",
            ),
        ],
        id="two-labels",
    ),
    pytest.param(
        changed("indicators", 32, code="E301"),
        [
            (
                "indicators",
                32,
                "code",
                "warning",
                "指标编码“E301”与所在级别“D3资金保障的可持续性”不符。",
            ),
        ],
        id="code",
    ),
    pytest.param(
        changed("indicators", 32, level2="C3资金保障"),
        [
            (
                "indicators",
                32,
                "level2",
                "warning",
                "级别 C3 有两种名称：“C3政策对象满意度”和“C3资金保障”。",
            ),
            (
                "indicators",
                32,
                "level2",
                "warning",
                "二级指标“C3资金保障”的编码与一级指标“D政策可持续性”不符。",
            ),
            ("indicators", 32, "code", "warning", "指标编码“D301”与所在级别“C3资金保障”不符。"),
        ],
        id="level2",
    ),
    pytest.param(
        changed("indicators", 32, code="d301"),
        [],
        id="lower-case",
    ),
    pytest.param(
        changed("indicators", 32, level1="可持续", level2="保障", code="X1"),
        [],
        id="no-codes",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(level_labels, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(level_labels, model_case()) == []
