"""Workbooks that try the live tables, and how a live table is compared with the written one."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose
from pathlib import Path

from tables.sample_evaluations import PROJECT, direct

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.rendering.live_grids import live_grids, live_workings
from yqxl.evaluation.scoring.evaluate import (
    check_findings,
    evaluate,
    generated_tables,
    with_parameters,
)
from yqxl.evaluation.verdicts import verdicts, withheld
from yqxl.grid import Grid, Role
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Goal, Indicator, Output, Rate, SurveyCount, SurveyGroup
from yqxl.workbook.template.layout import place_everything

CASE = load(Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json")
NUMBERS = ("1-1", "2-1", "3-1", "3-2")
UNFINISHED = "未完成"


def _many(count: int, levels: int, goals: int) -> Evaluation:
    """As much as the tables hold, or more: levels that take turns, goals in runs."""
    return Evaluation(
        project=PROJECT,
        goals=tuple(
            Goal(f"目标{row // 7}", f"二级{row // 3}", f"第{row}项", f"≥{row}%")
            for row in range(goals)
        ),
        indicators=tuple(
            direct(f"X{row:03d}", f"第{row % levels}级", f"第{row % 11}组", 1.25, row % 2 * 0.5)
            for row in range(count)
        ),
    )


_SORTED = Evaluation(
    project=PROJECT,
    goals=(
        Goal("产出", "数量", "甲", "10"), Goal("", "", "乙", "20"), Goal("", "", "丙", ""),
        Goal("产出", "", "丁", "30"), Goal("产出", "质量", "", "40"),
        Goal("效益", "质量", "戊", "50"),
    ),
    indicators=tuple(
        direct(code, level1, level2, weight, given)
        for code, level1, level2, weight, given in (
            ("A1", "A决策", "A1立项", 10.0, 9.0), ("B1", "B过程", "同名", 30.0, 20.0),
            ("C1", "C产出", "同名", 10.0, 10.0), ("A2", "A决策", "A2目标", 5.5, 5.0),
            ("b2", "b过程", "B2财务", 4.5, 4.5), ("A3", "A决策", "A1立项", 10.0, 8.0),
            ("C2", "C产出", "同名", 20.0, 20.0), ("B3", "B过程", "同名", 10.0, 3.25),
        )
    ),
)  # fmt: skip
_ODD = Evaluation(
    project=PROJECT,
    rates=(
        Rate("R1", "到位率", "到位率", 8.0, 10.0, base="年初预算"),
        Rate("R2", "差额", "差额", 8.0, 10.0, base="单位：人"),
        Rate("r3", "重", "直接值", 1.0), Rate("R3", "重", "直接值", 2.0),
    ),
    outputs=(Output("O1", "产出", 10.0, 9.0),),
    survey=(SurveyGroup("S1", "教师*"), SurveyGroup("S2", "学生")),
    survey_counts=(SurveyCount("S1", "满意", 9.0, 1.0), SurveyCount("S1", "不满意", 1.0, 0.0)),
    indicators=(
        Indicator("A*", "A?决策*", "~级", "A*依据", 20.0, "比例", "R1", note="示例值"),
        Indicator("A2", "A?决策*", "", "程序", 20.0, "比例", "s1", reason="程序不全"),
        Indicator("A3", ">5", "=2", "目标", 10.0, "直接评分", "R2", given=10.0),
        Indicator("", "没有编码", "不算", "不算", 99.0, "直接评分", given=99.0),
        Indicator("A4", "A过决策甲", "~级", "近似", 20.0, "直接评分", "R3", given=20.0),
        Indicator("A5", "", "", "空级", 10.0, "直接评分", 0.5, given=9.0),
        Indicator("P1", "产出指标(50分)", "效益（含满意度）", "甲", 4.0, "比例", "O1"),
        Indicator("P2", "B (权重 20％)", "括号(甲)(3)", "乙", 4.0, "直接评分", given=4.0),
        Indicator("P3", "（30）", "(", "丙", 4.0, "直接评分", given=4.0),
        Indicator("P4", "<>", "合起来", "丁", 2.0, "比例", "S1+s1"),
        Indicator("P5", "<>", "合起来", "戊", 2.0, "比例", "S1+没有"),
        Indicator("A6", "<>", "", "零", 0.0, "直接评分", "没有", given=0.0),
    ),
)  # fmt: skip
_UNFINISHED = Evaluation(
    project=PROJECT,
    indicators=(
        direct("A1", "A决策", "A1立项", 40.0, None),
        direct("A2", "A决策", "A1立项", "二十", 12.0),
        direct("B1", "B过程", "B1管理", 40.0, 40.0),
        direct("C1", "C产出", "C1数量", None, 5.0),
        direct("D1", "D效益", "D1效果", 0.0, 0.0),
    ),
)
#: five further cases, by what is odd about each
CASES = {
    "样例": CASE,
    "空白": Evaluation(),
    "乱序": _SORTED,
    "怪标签": _ODD,
    "未完成": _UNFINISHED,
    "满容量": _many(80, 8, 60),
    "超容量": _many(85, 9, 65),
}


def both_forms(evaluation: Evaluation) -> tuple[dict[str, Grid], dict[str, Grid]]:
    """Return by number the written and the live tables of a new workbook."""
    layout = place_everything(evaluation)
    evaluation = with_parameters(evaluation)
    results = evaluate(evaluation)
    blocked = verdicts(evaluation, results, check_findings(evaluation, results)).reasons
    results = withheld(results, blocked)
    shown = live_workings(evaluation, results, layout)
    assert shown is not None
    grids = generated_tables(evaluation, results)
    written = {grid.table: grid for grid in grids if grid.table in NUMBERS}
    return written, live_grids(evaluation, results, shown)


#: rows of cells as they are seen, the columns of workings left out
Seen = list[list[Value]]


def seen(live: Grid) -> Seen:
    """Return what a person sees of a live table."""
    assert live.live is not None
    return [[cell.value for cell in row[: live.live.columns]] for row in live.rows]


def differences(written: Grid, live: Seen) -> Iterator[str]:
    """Yield where a live table does not say what the written one says.

    The live one has its source line above the header, shows 未完成 for ``#N/A``, and writes
    the label of a sum of 3-2 into the wider second column, for nothing is merged in it.
    """
    if len(written.rows) == 5 and written.rows[3][0].role is Role.LABEL and len(written.spans) == 2:
        return  # nothing but the line that says so
    sums = {span.row for span in written.spans if span.columns == 2 and written.table == "3-2"}
    left = {
        (row, column): value
        for row, values in enumerate(live)
        for column, value in enumerate(values)
        if row > 3
    }
    for row, column, cell in written.shown():
        if cell.role in (Role.NOTE, Role.BLANK):
            continue
        place = (row if row < 2 else row + 1), column + (row in sums and column == 0)
        other = left.pop(place, None) if row > 2 else live[place[0]][place[1]]
        if row == 1 and column:  # the unit, wherever it stands
            other = next((one for one in live[1][1:] if one not in (None, "")), "")
        if not _same(cell.value, other):
            yield f"{written.sheet} {row},{column}: {cell.value!r} {other!r}"
    for place, value in left.items():
        if _plain(value) != "":
            yield f"{written.sheet} {place}: {value!r} 多出"


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return _plain(one) == _plain(other)


def _plain(value: Value) -> Value:
    if value is ErrorValue.NA:
        return UNFINISHED
    return "" if value is None else value
