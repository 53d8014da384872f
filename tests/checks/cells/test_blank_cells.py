"""Every blank required cell is told, as many as 还差 says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.cells.blank_cells import blank_cells
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("project", 0, name="", money_unit=""),
        [
            ("project", None, "name", "error", "“首页”表的“名称”还没有填，全表还差 2 格。"),
            (
                "project",
                None,
                "money_unit",
                "error",
                "“首页”表的“金额单位”还没有填，全表还差 2 格。",
            ),
        ],
        id="cover",
    ),
    pytest.param(
        changed("outputs", 2, actual=None),
        [
            ("outputs", 2, "actual", "error", "“产出”表 O03 的“实际值”还没有填，全表还差 1 格。"),
        ],
        id="output",
    ),
    pytest.param(
        changed("indicators", 0, given=None),
        [
            (
                "indicators",
                0,
                "given",
                "error",
                "“指标体系”表 A101 的“评定得分”还没有填，全表还差 1 格。",
            ),
        ],
        id="score",
    ),
    pytest.param(
        changed("indicators", 12, value=None),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "“指标体系”表 B202 的“取值来源”还没有填，全表还差 1 格。",
            ),
        ],
        id="source",
    ),
    pytest.param(
        changed("indicators", 12, rule=""),
        [
            (
                "indicators",
                12,
                "rule",
                "error",
                "“指标体系”表 B202 的“评分规则”还没有填，全表还差 1 格。",
            ),
        ],
        id="rule",
    ),
    pytest.param(
        changed("indicators", 12, weight=None),
        [
            (
                "indicators",
                12,
                "weight",
                "error",
                "“指标体系”表 B202 的“权重”还没有填，全表还差 1 格。",
            ),
        ],
        id="weight",
    ),
    pytest.param(
        changed("indicators", 12, rule="反向比例"),
        [
            (
                "indicators",
                12,
                "p1",
                "error",
                "“指标体系”表 B202 的“参数1”还没有填，全表还差 1 格。",
            ),
        ],
        id="parameter",
    ),
    pytest.param(
        changed("indicators", 13, scheme=""),
        [
            (
                "indicators",
                13,
                "scheme",
                "error",
                "“指标体系”表 B203 的“档位方案”还没有填，全表还差 1 格。",
            ),
        ],
        id="scheme",
    ),
    pytest.param(
        # 0.1.0 did not count them
        replace(changed("indicators", 13, scheme=""), contract=1),
        [],
        id="scheme-in-contract-1",
    ),
    pytest.param(
        changed("indicators", 12, code="", weight=None),
        [],
        id="no-code",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(blank_cells, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(blank_cells, model_case()) == []
