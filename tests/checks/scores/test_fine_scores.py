"""Scores with many decimals, and grades reached by rounding, are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, model_case, told

from yqxl.checks.scores.fine_scores import fine_scores
from yqxl.model.rows import Evaluation, Indicator


def _two(*given: float) -> Evaluation:
    rows = tuple(
        Indicator(f"A10{n}", "A产出", "A1", "指标", 50.0, "直接评分", given=points, reason="见底稿")
        for n, points in enumerate(given, 1)
    )
    return Evaluation(indicators=rows)


CASES = [
    pytest.param(
        _two(44.995, 44.995),
        [
            ("indicators", 0, "given", "note", "A101 的评定得分 44.995 多于两位小数，按 45 计。"),
            ("indicators", 1, "given", "note", "A102 的评定得分 44.995 多于两位小数，按 45 计。"),
            (
                "indicators", None, "score", "note",
                "总分 90 是逐项取两位小数后相加的，不取整的和是 89.99，低于等级界限 90。",
            ),
        ],
        id="90 only by rounding",
    ),
    pytest.param(
        _two(44.996, 45.0),
        [
            ("indicators", 0, "given", "note", "A101 的评定得分 44.996 多于两位小数，按 45 计。"),
            (
                "indicators", None, "score", "note",
                "总分 90 是逐项取两位小数后相加的，不取整的和是 89.996，低于等级界限 90。",
            ),
        ],
        id="one",
    ),
    pytest.param(
        _two(41.111, 45.0),
        [("indicators", 0, "given", "note", "A101 的评定得分 41.111 多于两位小数，按 41.11 计。")],
        id="no bound between",
    ),
    pytest.param(_two(45.0, 44.99), [], id="two decimals"),
]  # fmt: skip


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(fine_scores, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(fine_scores, model_case()) == []
