"""A source that leads nowhere is told with the reason."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.references.unknown_sources import unknown_sources
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("rates", 5, numerator="资金/全市/项目经费到位"),
        [
            (
                "rates",
                5,
                "numerator",
                "error",
                "R06 的分子来源“资金/全市/项目经费到位”：资金表没有“全市”这一行。",
            ),
        ],
        id="row",
    ),
    pytest.param(
        changed("rates", 5, numerator="资金/合计/到帐"),
        [
            (
                "rates",
                5,
                "numerator",
                "error",
                "R06 的分子来源“资金/合计/到帐”：资金表没有“到帐”这一列。",
            ),
        ],
        id="column",
    ),
    pytest.param(
        changed("rates", 5, numerator="成本/合计/金额"),
        [
            (
                "rates",
                5,
                "numerator",
                "error",
                "R06 的分子来源“成本/合计/金额”不是数字，也不是“资金/…”“产出/…”这样的路径。",
            ),
        ],
        id="sheet",
    ),
    pytest.param(
        changed("rates", 7, numerator="资金/郊区/实际支出"),
        [
            (
                "rates",
                7,
                "numerator",
                "error",
                "R08 的分子来源“资金/郊区/实际支出”所指的单元格还空着。",
            ),
        ],
        id="blank-cell",
    ),
    pytest.param(
        changed("rates", 0, numerator="产出/O01/计量单位"),
        [
            ("rates", 0, "numerator", "error", "R01 的分子来源“产出/O01/计量单位”所指的是文字列。"),
        ],
        id="text-column",
    ),
    pytest.param(
        changed("rates", 0, numerator="产出/O01"),
        [
            (
                "rates",
                0,
                "numerator",
                "error",
                "R01 的分子来源“产出/O01”不是数字，也不是“资金/…”“产出/…”这样的路径。",
            ),
        ],
        id="short",
    ),
    pytest.param(
        changed("rates", 0, numerator="成本标准/没有/金额"),
        [
            (
                "rates",
                0,
                "numerator",
                "error",
                "R01 的分子来源“成本标准/没有/金额”：成本标准表没有“没有”这一行。",
            ),
        ],
        id="no cost",
    ),
    pytest.param(
        changed("rates", 0, numerator="趋势/T01/1999"),
        [
            (
                "rates",
                0,
                "numerator",
                "error",
                "R01 的分子来源“趋势/T01/1999”：趋势表没有“1999”这一列。",
            ),
        ],
        id="no year",
    ),
    pytest.param(
        changed("indicators", 12, value="产出/O01/计划日期"),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "B202 的取值来源“产出/O01/计划日期”所指的单元格还空着。",
            ),
        ],
        id="a path of an indicator",
    ),
    pytest.param(changed("indicators", 12, value="O02"), [], id="an output"),
    pytest.param(changed("indicators", 12, value="S01+S02"), [], id="two groups"),
    pytest.param(
        changed("indicators", 12, value="S01+S09"),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "B202 的取值来源“S01+S09”：满意度表没有“S09”。",
            ),
        ],
        id="no such group",
    ),
    pytest.param(
        changed("indicators", 12, value="S01+S02+S01+S02+S01+S02"),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "B202 的取值来源“S01+S02+S01+S02+S01+S02”：一次最多合并 5 组，共 99 个字。",
            )
        ],
        id="six groups",
    ),
    pytest.param(
        changed("indicators", 12, value="S01+s01"),
        [("indicators", 12, "value", "error", "B202 的取值来源“S01+s01”：编码重复。")],
        id="one group twice",
    ),
    pytest.param(
        changed("indicators", 12, value="R99"),
        [
            (
                "indicators",
                12,
                "value",
                "error",
                "B202 的取值来源“R99”不在指标取值、满意度或产出的编码中。",
            ),
        ],
        id="code",
    ),
    pytest.param(
        changed("indicators", 0, value="见附件"),
        [
            (
                "indicators",
                0,
                "value",
                "warning",
                "A101 的取值来源“见附件”不在指标取值、满意度或产出的编码中。",
            ),
        ],
        id="unused",
    ),
    pytest.param(
        changed("indicators", 12, value="r06"),
        [],
        id="case",
    ),
    pytest.param(
        changed("outputs", 0, actual=None),
        [],
        id="required-blank",
    ),
    pytest.param(
        changed("rates", 0, numerator="152"),
        [],
        id="number-text",
    ),
    pytest.param(
        changed("rates", 0, numerator=152.0),
        [],
        id="number",
    ),
    pytest.param(
        changed("indicators", 12, value="0.87"),
        [],
        id="value-text",
    ),
    pytest.param(
        changed("rates", 0, numerator="产出/o01/实际值"),
        [],
        id="case-of-path",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(unknown_sources, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(unknown_sources, model_case()) == []
