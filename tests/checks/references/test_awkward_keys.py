"""A key that a look-up misreads is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.awkward_keys import awkward_keys
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 2, unit="矿区/郊区"),
        [
            (
                "funds",
                2,
                "unit",
                "error",
                "“单位”“矿区/郊区”含特殊字符 /，按路径或编码查找时会出错。",
            ),
        ],
        id="slash",
    ),
    pytest.param(
        changed("outputs", 0, code="O*"),
        [
            ("outputs", 0, "code", "error", "“编码”“O*”含特殊字符 *，按路径或编码查找时会出错。"),
        ],
        id="star",
    ),
    pytest.param(
        changed("rates", 0, code="R?"),
        [
            ("rates", 0, "code", "error", "“编码”“R?”含特殊字符 ?，按路径或编码查找时会出错。"),
        ],
        id="question",
    ),
    pytest.param(
        changed("indicators", 0, code=">A"),
        [
            (
                "indicators",
                0,
                "code",
                "error",
                "“编码”“>A”含特殊字符 >，按路径或编码查找时会出错。",
            ),
        ],
        id="operator",
    ),
    pytest.param(
        replace(
            model_case(),
            fund_headers=("单位", "合同/金额", "年初预算", "实际到位", "项目经费到位", "实际支出"),
        ),
        [
            (
                "funds",
                None,
                "contract",
                "error",
                "表头“合同/金额”含特殊字符 /，按路径或编码查找时会出错。",
            ),
        ],
        id="header",
    ),
    pytest.param(
        replace(model_case(), output_headers=("编码", "产出~", "计划值", "实际值", "计量单位")),
        [
            (
                "outputs",
                None,
                "name",
                "error",
                "表头“产出~”含特殊字符 ~，按路径或编码查找时会出错。",
            ),
        ],
        id="output-header",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(awkward_keys, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(awkward_keys, model_case()) == []
