"""提示 of 指标取值 names the part of a path that leads nowhere, in Python as in the cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from libreoffice.office import Calc

from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.layout import cell_name
from yqxl.model.rows import Cost, Evaluation, Fund, Indicator, Output, Project, Rate, Trend
from yqxl.pipeline.create import create
from yqxl.workbook.template.layout import place_everything

#: kind, 分子来源, 分母来源, 封顶 and what 提示 says
CASES = {
    "sound": ("执行率", "资金/合计/实际支出", "资金/合计/实际到位", None, ""),
    "case is ignored": ("完成率", "产出/o01/实际值", "产出/O01/计划值", None, ""),
    "no kind": ("", "资金/合计/实际支出", 2.0, None, "←请选种类"),
    "unknown kind": ("支付率", "资金/合计/实际支出", 2.0, None, "←种类不在参数表中"),
    "blank numerator": ("执行率", None, 2.0, None, "←请填分子来源"),
    "blank denominator": ("执行率", 1.0, None, None, "←请填分母来源"),
    "needs no denominator": ("直接值", 1.0, None, None, ""),
    "no path": (
        "执行率", "实际支出", 2.0, None, "←分子：不是数字，也不是 资金/单位/列名 这样的路径",
    ),
    "no such sheet": (
        "执行率", 1.0, "经费/合计/实际到位", None,
        "←分母：路径只能从 资金、产出、成本标准、趋势 开始",
    ),
    "too short": ("执行率", "资金/合计", 2.0, None, "←分子：路径少一段，写作 表/行/列"),
    "no such unit": (
        "执行率", "资金/全市/实际支出", 2.0, None, "←分子：资金表没有“全市”这一行",
    ),
    "no such column": (
        "执行率", 1.0, "资金/合计/到位数", None, "←分母：资金表没有“到位数”这一列",
    ),
    "no such output": (
        "完成率", "产出/O9/实际值", 2.0, None, "←分子：产出表没有“O9”这一行",
    ),
    "no such column of outputs": (
        "完成率", "产出/O01/完成数", 2.0, None, "←分子：产出表没有“完成数”这一列",
    ),
    "a blank cell": (
        "执行率", "资金/合计/合同金额", 2.0, None, "←分子：所指的格空着或不是数字",
    ),
    "a cost": ("直接值", "成本标准/培训费/金额", None, None, ""),
    "no such cost": (
        "直接值", "成本标准/住宿费/金额", None, None, "←分子：成本标准表没有“住宿费”这一行",
    ),
    "no such column of costs": (
        "直接值", "成本标准/培训费/总价", None, None, "←分子：成本标准表没有“总价”这一列",
    ),
    "no such series": (
        "直接值", "趋势/T9/2022", None, None, "←分子：趋势表没有“T9”这一行",
    ),
    "no such year": (
        "直接值", "趋势/T01/2021", None, None, "←分子：趋势表这个编码的这一年没有一个数",
    ),
    "zero denominator": ("执行率", 1.0, 0.0, None, "←算不出，请看分母是不是 0"),
    "text for a cap": ("执行率", 1.0, 2.0, "是", "封顶要填数字 →"),
}  # fmt: skip


def rates() -> Evaluation:
    return Evaluation(
        project=Project(name="甲", kind="项目", year=2023.0, money_unit="万元"),
        funds=(Fund("合计", None, 5.0, 4.0, None, 3.0, "是"),),
        outputs=(Output("O01", "里程", 10.0, 9.0, "公里"),),
        costs=(Cost("培训费", 100.0, "元/人", 3.0),),
        trends=(Trend("T01", "人数", "人", 2022.0, 7.0),),
        rates=tuple(
            Rate(f"R{number:02}", name, kind, numerator, denominator, "", cap)
            for number, (name, (kind, numerator, denominator, cap, _)) in enumerate(CASES.items())
        ),
        indicators=(Indicator("A1", "A", "A1", "甲", 100.0, "直接评分", given=90.0),),
    )


@pytest.mark.parametrize("name", CASES)
def test_the_wrong_part_is_named(name: str) -> None:
    results = evaluate(rates()).rates
    assert results[list(CASES).index(name)].hint == CASES[name][-1]


def test_the_cells_say_the_same(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "rates.xlsx"
    create(rates(), path)
    place = place_everything(rates()).tables["rates"]
    cells = [cell_name(row, place.columns["hint"]) for row in place.rows]
    expected = [case[-1] for case in CASES.values()]
    read = calc.read(path)["指标取值"]
    assert [read[cell] for cell in cells] == expected
    for compare in (ironcalc, *([gnumeric] if ssconvert() else [])):
        assert not compare(path).differences
