"""Weights of a self-evaluation that differ from the documents are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, model_case, told

from yqxl.checks.weights.self_weights import self_weights
from yqxl.model.rows import Evaluation, Indicator, Project


def _self(*weights: tuple[str, float], kind: str = "单位自评") -> Evaluation:
    rows = tuple(
        Indicator(f"A{n}", level, "", "指标", points) for n, (level, points) in enumerate(weights)
    )
    return Evaluation(project=Project(kind=kind), indicators=rows)


OFF = (
    "单位自评的权重与财预〔2020〕10号 第十三条不同（括号里是文件的）："
    "产出 60（50）、效益 30（40）。"
)
AGREED = (("预算执行率", 10.0), ("产出指标", 50.0), ("效益指标", 30.0), ("满意度指标", 10.0))
WITH_COSTS = (
    ("预算执行率", 10.0),
    ("成本指标", 20.0),
    ("产出指标", 40.0),
    ("效益指标", 20.0),
    ("满意度指标", 10.0),
)
CASES = [
    pytest.param(_self(*AGREED), [], id="10号"),
    pytest.param(_self(*WITH_COSTS), [], id="101号"),
    pytest.param(_self(*AGREED[:2], ("效益指标", 40.0)), [], id="no satisfaction"),
    pytest.param(
        _self(("预算执行率", 10.0), ("产出指标", 60.0), ("效益指标", 30.0)),
        [
            (
                "indicators", None, "weight", "warning",
                OFF,
            ),
        ],
        id="other weights",
    ),
    pytest.param(_self(("产出指标", 100.0), kind="项目"), [], id="another kind"),
    pytest.param(_self(), [], id="nothing yet"),
    pytest.param(_self(*AGREED, ("其他", 0.0)), [], id="something else"),
]  # fmt: skip


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(self_weights, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(self_weights, model_case()) == []
