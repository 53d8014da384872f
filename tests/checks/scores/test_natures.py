"""Bonus and deduction items that cannot be meant are told."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.scores.natures import natures
from yqxl.model.rows import Evaluation


def _row(**values: object) -> Evaluation:
    return changed("indicators", 0, **values)


CASES = [
    pytest.param(
        _row(nature="扣分", weight=4.0, given=-1.0),
        [
            (
                "indicators", 0, "weight", "error",
                "A101：加分、扣分项在100分之外，权重应为0，分数写在“加扣上限”。",
            ),
        ],
        id="weight",
    ),
    pytest.param(
        _row(nature="扣分", weight=0.0, given=3.0),
        [("indicators", 0, "given", "error", "A101：扣分项的评定得分是正数 3。")],
        id="a deduction above 0",
    ),
    pytest.param(
        _row(nature="加分", weight=0.0, given=-3.0),
        [("indicators", 0, "given", "error", "A101：加分项的评定得分是负数 -3。")],
        id="a bonus below 0",
    ),
    pytest.param(
        _row(nature="加分", weight=0.0, given=7.0, limit=5.0),
        [("indicators", 0, "given", "warning", "A101：评定得分超出加扣上限 5，计为 5。")],
        id="beyond the limit",
    ),
    pytest.param(
        _row(nature="加分", weight=0.0, given=None, rule="要素平均", value=1.0, p1=2.0),
        [("indicators", 0, "limit", "error", "A101：按规则计算的加分项没有填“加扣上限”。")],
        id="no limit",
    ),
    pytest.param(
        _row(limit=5.0),
        [("indicators", 0, "limit", "error", "A101：“加扣上限”只用于加分、扣分项。")],
        id="a limit without a nature",
    ),
    pytest.param(
        _row(nature="奖励"),
        [("indicators", 0, "nature", "error", "A101：性质应为 计分、加分 或 扣分。")],
        id="another nature",
    ),
    pytest.param(_row(nature="加分", weight="四"), [], id="a text is told elsewhere"),
    pytest.param(_row(nature="扣分", weight=0.0, given=-3.0, limit=5.0), [], id="as it should be"),
    pytest.param(_row(nature="加分", code="", weight=3.0), [], id="no row"),
]  # fmt: skip


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(natures, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(natures, model_case()) == []
