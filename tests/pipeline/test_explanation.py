"""How a score came about, in words: the rule with its numbers, and per cents for shares only."""

from __future__ import annotations

from pathlib import Path

import pytest

from yqxl.errors import UsageError
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import Examined, examine
from yqxl.pipeline.explanation import explanation

ROADS = Path(__file__).with_name("one_answer") / "roads.json"


@pytest.fixture(scope="module")
def roads(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    path = tmp_path_factory.mktemp("roads") / "roads.xlsx"
    create(load(ROADS), path)
    return examine(str(path))


def lines(examined: Examined, code: str) -> list[str]:
    return [f"{label}: {text}" for label, text in explanation(examined, code)]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("B102", ["系数: 第 3 档（下限 0.8）的系数 0.7",
                  "算式: 10×0.7 = 7（0 到 10 之间，舍到分）"]),
        ("B201", [
            "要素: 制度健全：份额 0.5，必备，是否具备 是", "要素: 执行到位：份额 0.3，是否具备 否",
            "系数: 0.7", "算式: 5×0.7 = 3.5（0 到 5 之间，舍到分）",
        ]),
        ("C201", ["算式: 10-1×3 = 7（0 到 10 之间，舍到分）"]),
        ("R06", ["分子: 403.75　来源 资金/合计/实际支出", "值: 0.917613636363636（91.76%）",
                 "用于: B102预算执行率"]),
        ("s01", ["满意: 70 人，权重 1", "有效份数: 200", "满意率: 0.75（75%）"]),
        ("O02", ["计划值: 36 公里", "完成率: 0.847222222222222（84.72%）"]),
    ],
)  # fmt: skip
def test_it_says_how_the_value_came_about(roads: Examined, code: str, expected: list[str]) -> None:
    told = lines(roads, code)
    assert [line for line in expected if line not in told] == [], told


def test_three_complaints_are_no_300_per_cent(roads: Examined) -> None:
    (value,) = [line for line in lines(roads, "C201") if line.startswith("取值")]
    assert value.startswith("取值: 3　[指标体系!")


def test_an_unknown_code_names_those_there_are(roads: Examined) -> None:
    with pytest.raises(UsageError) as refused:
        lines(roads, "Z9")
    assert all(code in refused.value.remedy for code in ("B102", "R06", "S01", "O02"))
