"""Experts' scores: the proposal, impossible scores and experts who differ are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.expert_scores import expert_scores
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.rows import Evaluation, ExpertScore


def _experts(*scores: object, **values: object) -> Evaluation:
    code = str(values.pop("code", "A101"))
    rows = tuple(ExpertScore(code, f"专家{n}", score) for n, score in enumerate(scores))  # type: ignore[arg-type]  # any value
    return replace(changed("indicators", 0, **values), experts=rows)


CASES = [
    pytest.param(
        _experts(3.0, 3.5, 4.0, given=None),
        [
            (
                "indicators", 0, "given", "warning",
                "A101 有 3 位专家评分，平均 3.5，还没有评定得分。",
            ),
        ],
        id="proposed",
    ),
    pytest.param(_experts(3.0, 4.0, given=3.5), [], id="taken"),
    pytest.param(
        _experts(3.0, 3.0, 3.5, 3.5, 4.0, given=3.4),
        [
            (
                "indicators", 0, "given", "note",
                "A101 的评定得分 3.4 与专家去掉最高最低后平均 3.33 不同。",
            ),
        ],
        id="trimmed",
    ),
    pytest.param(
        _experts(3.0, 4.0, given=3.0),
        [("indicators", 0, "given", "note", "A101 的评定得分 3 与专家平均 3.5 不同。")],
        id="another",
    ),
    pytest.param(
        _experts(1.0, 4.0, given=2.5),
        [
            (
                "experts", 0, "score", "warning",
                "A101 的专家得分从 1 到 4，相差权重的 75%，超过 30%。",
            ),
        ],
        id="spread",
    ),
    pytest.param(
        _experts(4.5, 4.5, given=4.5),
        [
            ("experts", 0, "score", "error", "A101 的专家得分 4.5 超过权重 4。"),
            ("experts", 1, "score", "error", "A101 的专家得分 4.5 超过权重 4。"),
        ],
        id="beyond the weight",
    ),
    pytest.param(
        _experts(3.0, code="Z9"),
        [("experts", 0, "code", "error", "专家评分的编码“Z9”不在指标体系中。")],
        id="no such indicator",
    ),
    pytest.param(_experts("三分", given=3.0), [], id="text"),
    pytest.param(_experts(3.0, code=""), [], id="no code"),
    pytest.param(_experts(3.0, given=3.0, weight=0.0, nature="加分"), [], id="a bonus"),
]  # fmt: skip


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(expert_scores, evaluation) == expected


def test_the_mean_stands_beside_each_score() -> None:
    results = evaluate(_experts(3.0, 3.5, None, "三"))
    assert [row.mean for row in results.experts] == [3.25] * 4


def test_the_model_case_is_clean() -> None:
    assert told(expert_scores, model_case()) == []
