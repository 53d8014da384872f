"""How a score came about, in words: the rule with its numbers, and per cents for shares only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yqxl.arithmetic import Value
from yqxl.errors import UsageError
from yqxl.interchange.importing import load
from yqxl.model.rows import (
    Band,
    Evaluation,
    Indicator,
    Project,
    SurveyCount,
    SurveyGroup,
)
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


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Examined:
    """A workbook that uses what stands around a rule: limits, rounding, closing, completion."""

    def row(code: str, rule: str, value: Value, **facts: Any) -> Indicator:
        weight = 0.0 if "nature" in facts else 10.0
        return Indicator(code, "A产出", "A1数量", "指标", weight, rule, value, **facts)

    path = tmp_path_factory.mktemp("shapes") / "shapes.xlsx"
    evaluation = Evaluation(
        project=Project("甲", "项目", 2022.0),
        survey=(SurveyGroup("S01", "村民"), SurveyGroup("S02", "干部")),
        survey_counts=(
            SurveyCount("S01", "满意", 90.0, 1.0),
            SurveyCount("S01", "不满意", 10.0, 0.0),
            SurveyCount("S02", "满意", 30.0, 1.0),
        ),
        bands=(Band("超支率", (0.0, 0.05, *(None,) * 4), (1.0, 0.5, *(None,) * 4), closed="上限"),),
        indicators=(
            row("F101", "逐项扣分", 3.0, p1=0.5, nature="扣分", limit=5.0),
            row("E101", "比例", 0.4, nature="加分", limit=5.0),
            row("A101", "比例", 0.862, rounding="整数"),
            row("A102", "分档", 0.05, scheme="超支率"),
            row("A103", "分档", 0.95, scheme="超支率", completed="是"),
            row("A104", "比例", "S01+S02"),
        ),
    )
    create(evaluation, path)
    return examine(str(path))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("F101", ["性质: 扣分，在 100 分之外，上限 5", "得分: -1.5",
                  "算式: 5-0.5×3 与上限 5 的差 = -1.5（上限为满分，0 到 5 之间，舍到分）"]),
        ("E101", ["算式: 5×0.4÷1 = 2（上限为满分，0 到 5 之间，舍到分）"]),
        ("A101", ["算式: 10×0.862÷1 = 9（0 到 10 之间，取整 整数）"]),
        ("A102", ["系数: 第 1 档（下限 0，界限归前一档）的系数 1"]),
        ("A103", ["系数: 已完成且不超预算，得满分", "算式: 10×1 = 10（0 到 10 之间，舍到分）"]),
        ("A104", ["满意度: S01 村民", "满意度: S02 干部"]),
    ],
)  # fmt: skip
def test_it_says_what_stands_around_the_rule(
    shapes: Examined, code: str, expected: list[str]
) -> None:
    told = lines(shapes, code)
    assert [one for one in expected if not any(line.startswith(one) for line in told)] == [], told


def test_an_unknown_code_names_those_there_are(roads: Examined) -> None:
    with pytest.raises(UsageError) as refused:
        lines(roads, "Z9")
    assert all(code in refused.value.remedy for code in ("B102", "R06", "S01", "O02"))
