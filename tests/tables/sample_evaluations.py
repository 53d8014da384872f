"""Evaluations that tables meet in practice, and random ones with odd cells in them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.model.rows import (
    Cost,
    Evaluation,
    Fund,
    Goal,
    Indicator,
    Output,
    Project,
    Rate,
    SurveyCount,
    SurveyGroup,
)

PROJECT = Project(name="某项目", kind="项目", year=2024.0, base_date="2024-12-31", money_unit="元")


def direct(
    code: str, level1: str, level2: str, weight: Value, given: Value, name: str = "某指标"
) -> Indicator:
    """An indicator that is scored by hand."""
    return Indicator(code, level1, level2, name, weight, "直接评分", given=given)


def indicators_only(*rows: Indicator) -> Evaluation:
    return Evaluation(project=PROJECT, indicators=rows)


BLANK = Evaluation()
ONE = indicators_only(direct("A1", "A决策", "A1立项", 100.0, 88.5))
MISSING_SCORES = indicators_only(
    direct("A1", "A决策", "A1立项", 40.0, None),
    direct("A2", "A决策", "A1立项", 20.0, 12.0),
    direct("B1", "B过程", "B1管理", 40.0, 40.0),
)
REPEATED_LEVELS = indicators_only(
    direct("A1", "A决策", "A1立项", 10.0, 9.0),
    direct("B1", "B过程", "B1管理", 30.0, 20.0),
    direct("B2", "B过程", "B1管理", 10.0, 10.0),
    direct("A2", "A决策", "A1立项", 20.0, 15.0),
    direct("A3", "A决策", "A2目标", 30.0, 30.0),
)
FUNDS_AND_COSTS = Evaluation(
    project=PROJECT,
    funds=(
        Fund("甲县", contract=25.2, budget=20.0, arrived=20.0, spent=3.335),
        Fund("乙县", contract=4.8, budget=10.0, arrived=0.0, spent="无"),
        Fund("丙县", contract=ErrorValue.NA, budget=10.0, spent=3.335),
        Fund("", contract=1.0, budget=0.5),
        Fund("丁县", contract=0.0, budget=None, arrived=1e-7, spent=3.33, budget_final=4.0),
        Fund("合计", contract=30.0, budget=40.01, arrived=20.0, spent=10.01, total="是"),
    ),
    costs=(Cost("甲", 0.1, "元", 3.0, "3 次"), Cost("乙", 1.005, "元", 1.0)),
    indicators=(direct("A1", "A决策", "A1立项", 100.0, 88.5),),
)
ROUNDED_PARTS = Evaluation(
    project=PROJECT,
    funds=(
        Fund("甲县", contract=10.004, budget=0.1, spent=1e15),
        Fund("乙县", contract=20.004, budget=0.2, spent=3.0),
        Fund("合计", contract=30.0, budget=0.3, spent=1e15, total="是"),
    ),
    costs=(Cost("甲", 2.0, "元", "3"), Cost("乙", ErrorValue.DIV0, "元", 1.0)),
)
SURVEYS = Evaluation(
    project=PROJECT,
    survey=(
        SurveyGroup("S01", "教师", population=1200.0),
        SurveyGroup("s02", "学生", population="很多"),
        SurveyGroup("S03", "家长"),
        SurveyGroup("", "没有编码"),
    ),
    survey_counts=(
        SurveyCount("S01", "满意", 60.0, 1.0),
        SurveyCount("s01", "不满意", 25.0, 0.0),
        SurveyCount("S01", "满意", 15.0, 1.0),
        SurveyCount("S02", "好", 7.0, 0.5),
        SurveyCount("S03", "满意", None, 1.0),
    ),
    indicators=(direct("A1", "A决策", "A1立项", 100.0, 88.5),),
)
WITHOUT_CODES = indicators_only(
    direct("", "A决策", "A1立项", 10.0, 9.0),
    direct("A2", "A决策", "A1立项", 60.0, 50.0),
    direct("", "B过程", "B1管理", 30.0, 20.0),
    direct("A3", "A决策", "A1立项", 40.0, 30.0),
)
LARGE = indicators_only(
    *(
        direct(
            f"{'ABCDEFGH'[level]}{second}{third:02}",
            f"{'ABCDEFGH'[level]}一级指标之{level}",
            f"{'ABCDEFGH'[level]}{second}二级指标",
            1.0,
            third / 10,
            name="名称很长的三级指标" * third,
        )
        for level in range(8)
        for second in (1, 2)
        for third in (1, 2, 3)
    )
)
ODD_CELLS = indicators_only(
    direct("A1", "", "", 10.0, 9.0),
    direct("A2", "", "<5", None, 5.0),
    direct("B1", ">B过程", "=x", "10分", 3.0),
    direct("B2", "B*", "B1?", 0.1, 0.1),
    direct("B3", "B过程", "B1~", 0.2, 0.2),
    direct("C1", "C效果", "C1", ErrorValue.DIV0, 0.3),
    direct("D1", "D可持续", "D1", 0.0, 0.0),
    direct("F1", "F", "F1", 0.000001, 0.0),
    direct("G1", "G", "G1", 123456789012345.0, 0.0),
    direct("E1", "e1", "", 12.5, ErrorValue.NA),
    direct("E2", "E1", "", 12.5, "十"),
)
FOUR_LEVELS = indicators_only(
    *(
        replace(direct(code, level1, level2, weight, given), level3=level3)
        for code, level1, level2, level3, weight, given in (
            ("A1", "A决策", "A1立项", "立项规范", 10.0, 9.0),
            ("A2", "A决策", "A1立项", "目标合理", 20.0, 15.5),
            ("A3", "A决策", "A1立项", "立项规范", 10.0, 8.0),
            ("A4", "A决策", "A2资金", "立项规范", 20.0, 20.0),
            ("B1", "B产出", "", "", 10.0, None),
            ("B2", "B产出", "B1数量", "<5", 20.0, 12.0),
            ("B3", "B产出", "B1数量", "1*", 5.0, 5.0),
            ("B4", "B产出", "B1数量", "", 5.0, 5.0),
        )
    )
)
SAMPLES = {
    "one": ONE,
    "four": FOUR_LEVELS,
    "missing": MISSING_SCORES,
    "repeated": REPEATED_LEVELS,
    "uncoded": WITHOUT_CODES,
    "large": LARGE,
    "odd": ODD_CELLS,
    "funds": FUNDS_AND_COSTS,
    "rounded": ROUNDED_PARTS,
    "surveys": SURVEYS,
}

_LABELS = ("A决策", "a决策", "B过程", "B*", "B?程", "", ">1", "=x", "~C", "C 效果", "1")
_WEIGHTS: tuple[Value, ...] = (5.0, 2.5, 0.1, 1 / 3, 0.0, 12.0, None, "十分", ErrorValue.VALUE)
_SCORES: tuple[Value, ...] = (1.0, 2.005, 0.1, 0.0, 3.0, 3.0, 3.0, 3.0, None, ErrorValue.NA)
_SOURCES: tuple[Value, ...] = ("R01", "r02", "S01", "R03", "X9", "", 0.5, None, ErrorValue.REF)


def random_evaluation(seed: int) -> Evaluation:
    """A small evaluation; one in three has odd weights, scores or sources."""
    random = Random(seed)
    odd = seed % 3 == 0
    rows = tuple(
        Indicator(
            random.choice(("", "A101x", f"N{number}", f"N{number}", f"N{number}")),
            random.choice(_LABELS),
            random.choice(_LABELS),
            random.choice(("名称", f"N{number}名称", "")),
            random.choice(_WEIGHTS if odd else _WEIGHTS[:4]),
            random.choice(("直接评分", "比例", "")),
            random.choice(_SOURCES if odd else _SOURCES[:3]),
            given=random.choice(_SCORES if odd else _SCORES[:8]),
            reason=random.choice(("", "原因&<>\"'", "=1+1")),
        )
        for number in range(random.randint(1, 12))
    )
    return Evaluation(
        project=Project(
            name=random.choice(("", "某政策")),
            kind=random.choice(("", "政策", "项目")),
            year=random.choice((None, 2024.0, "2024年")),
            base_date=random.choice(("", "2023-03-31")),
            evaluator=random.choice(("", "某评价机构")),
            system_title=random.choice(("", "某指标体系")),
        ),
        goals=tuple(
            Goal(random.choice(_LABELS), random.choice(_LABELS), "某指标", random.choice(("", "1")))
            for _ in range(random.randint(0, 5))
        ),
        outputs=(Output("O1", "产出", 8.0, 6.0, "人"),),
        rates=(
            Rate("R01", "完成率", "完成率", "产出/O1/实际值", "产出/O1/计划值", "计划数"),
            Rate("R02", "差额", "差额", 5.0, 2.0),
            Rate("R03", "两次", "直接值", 5.0),
            Rate("R03", "两次", "直接值", 5.0),
        )[: random.randint(0, 4)],
        survey=(SurveyGroup("S01", "教师"),)[: random.randint(0, 1)],
        survey_counts=(SurveyCount("S01", "满意", 9.0, 1.0), SurveyCount("S01", "不", 1.0, 0.0)),
        indicators=rows,
    )
