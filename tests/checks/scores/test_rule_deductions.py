"""A deduction that a rule made is a note."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.rule_deductions import rule_deductions
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("indicators", 12, reason="到位不足"),
        [
            (
                "indicators",
                13,
                "reason",
                "note",
                "B203 按规则“分档”得 1.5 分（满分 3），没有写扣分原因。",
            ),
            (
                "indicators",
                16,
                "reason",
                "note",
                "C102 按规则“比例”得 2.18 分（满分 3），没有写扣分原因。",
            ),
            (
                "indicators",
                17,
                "reason",
                "note",
                "C103 按规则“比例”得 0 分（满分 3），没有写扣分原因。",
            ),
            (
                "indicators",
                27,
                "reason",
                "note",
                "C301 按规则“比例”得 3.56 分（满分 4），没有写扣分原因。",
            ),
        ],
        id="explained",
    ),
    pytest.param(
        changed("indicators", 12, given=3.49),
        [
            (
                "indicators",
                13,
                "reason",
                "note",
                "B203 按规则“分档”得 1.5 分（满分 3），没有写扣分原因。",
            ),
            (
                "indicators",
                16,
                "reason",
                "note",
                "C102 按规则“比例”得 2.18 分（满分 3），没有写扣分原因。",
            ),
            (
                "indicators",
                17,
                "reason",
                "note",
                "C103 按规则“比例”得 0 分（满分 3），没有写扣分原因。",
            ),
            (
                "indicators",
                27,
                "reason",
                "note",
                "C301 按规则“比例”得 3.56 分（满分 4），没有写扣分原因。",
            ),
        ],
        id="given",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(rule_deductions, evaluation) == expected


def test_the_model_case_is_told_as_designed() -> None:
    assert told(rule_deductions, model_case()) == [
        (
            "indicators",
            12,
            "reason",
            "note",
            "B202 按规则“比例”得 3.49 分（满分 4），没有写扣分原因。",
        ),
        (
            "indicators",
            13,
            "reason",
            "note",
            "B203 按规则“分档”得 1.5 分（满分 3），没有写扣分原因。",
        ),
        (
            "indicators",
            16,
            "reason",
            "note",
            "C102 按规则“比例”得 2.18 分（满分 3），没有写扣分原因。",
        ),
        (
            "indicators",
            17,
            "reason",
            "note",
            "C103 按规则“比例”得 0 分（满分 3），没有写扣分原因。",
        ),
        (
            "indicators",
            27,
            "reason",
            "note",
            "C301 按规则“比例”得 3.56 分（满分 4），没有写扣分原因。",
        ),
    ]


def test_a_deduction_item_is_told_as_what_it_takes() -> None:
    case = changed(
        "indicators", 17, nature="扣分", weight=0.0, limit=5.0, rule="逐项扣分", value=3.0, p1=0.5
    )
    assert "C103 按规则“逐项扣分”扣 1.5 分，没有写扣分原因。" in [
        message for *_, message in told(rule_deductions, case)
    ]
