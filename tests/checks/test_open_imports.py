"""A value that an import guessed is told until somebody has looked at it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import Told, changed, model_case, told

from yqxl.checks.open_imports import open_imports
from yqxl.model.contract.optional_sheets import ImportedValue
from yqxl.model.rows import Evaluation


def guessed(at: str, value: str, done: str = "", sure: float | None = 0.7) -> Evaluation:
    row = ImportedValue(at=at, value=value, why="上一行延续", origin="表1!A5", sure=sure, done=done)
    return replace(model_case(), imports=(row,))


def line(value: str, sure: str = "，把握 70%") -> str:
    return f"导入时取的“{value}”还没有核对（原文件 表1!A5，上一行延续{sure}）。"


CASES = [
    pytest.param(
        guessed("指标体系/C102/权重", "3"),
        [("indicators", 16, "weight", "warning", line("3"))],
        id="a weight",
    ),
    pytest.param(
        guessed("首页/评价年度", "2022", sure=None),
        [("project", None, "year", "warning", line("2022", ""))],
        id="a cell of the cover, no certainty given",
    ),
    pytest.param(guessed("指标体系/C102/权重", "3", done="是"), [], id="looked at"),
    pytest.param(guessed("指标体系/C102/权重", "4"), [], id="the cell was changed since"),
    pytest.param(guessed("指标体系/X9/权重", "3"), [], id="the row is gone"),
    pytest.param(guessed("指标体系/C102/没有的列", "3"), [], id="no such column"),
    pytest.param(guessed("首页/没有的格", "3"), [], id="no such cell of the cover"),
    pytest.param(model_case(), [], id="nothing was imported"),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_what_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(open_imports, evaluation) == expected


def test_a_proposed_rule_is_compared_with_its_target_and_value() -> None:
    row = model_case().indicators[16]
    asked = guessed(f"指标体系/{row.code}/评分规则", "比例 参数1=50 取值=46")
    same = changed("indicators", 16, rule="比例", p1=50.0, value=46.0)
    assert told(open_imports, replace(same, imports=asked.imports))
    other = changed("indicators", 16, rule="比例", p1=50.0, value=47.0)
    assert told(open_imports, replace(other, imports=asked.imports)) == []
