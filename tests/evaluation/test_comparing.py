"""Self score against review score: differences, their reasons, printed figures that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from yqxl.evaluation import evaluate
from yqxl.evaluation.comparing import UNEXPLAINED, Comparison, Printed, Side, compare
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Indicator, PrintedFigure

CASE = load(Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json")


def rows(code: str, change: Callable[[Indicator], Indicator]) -> Evaluation:
    """The model case with one indicator as somebody else has it."""
    changed = (change(row) if row.code == code else row for row in CASE.indicators)
    return replace(CASE, indicators=tuple(changed))


def both(own: Evaluation, *printed: Printed) -> Comparison:
    return compare(Side("自评", own, evaluate(own), printed), Side("复核", CASE, evaluate(CASE)))


def test_the_same_workbook_has_no_difference() -> None:
    found = both(CASE)
    assert found.shared == 34
    assert not found.differing
    assert not found.contradictions
    assert not any(pair.differs for _, pair in (*found.levels, *found.second_levels))
    assert (found.total.by, found.grade.differs) == (0.0, False)


def test_reasons_are_what_the_two_workbooks_say() -> None:
    own = rows(
        "C102", lambda row: replace(row, given=3.0, reason="培训已全部完成", rule="达标满分")
    )
    (c102,) = both(own).differing
    assert (c102.score.own, c102.score.review, c102.score.by) == (3.0, 2.18, -0.82)
    assert c102.reasons == (
        "自评扣分原因：培训已全部完成",
        "评分规则 达标满分 → 比例",
        "自评评定得分 3，规则得分 0",
    )


def test_another_value_is_told_as_it_shows() -> None:
    outputs = tuple(
        replace(row, actual=700.0) if row.code == "O02" else row for row in CASE.outputs
    )
    found = both(replace(CASE, outputs=outputs))
    (c102,) = found.differing
    assert c102.reasons == ("取值 100% → 72.71%",)
    assert (found.total.own, found.total.review, found.total.by) == (78.55, 77.73, -0.82)
    assert [(label, pair.by) for label, pair in found.levels if pair.differs] == [
        ("C政策效果", -0.82)
    ]


def test_no_reason_is_invented() -> None:
    direct = next(row for row in CASE.indicators if row.rule == "直接评分" and not row.reason)
    own = rows(direct.code, lambda row: replace(row, given=0.5))
    (one,) = both(own).differing
    assert one.reasons == (UNEXPLAINED,)


def test_indicators_that_only_one_has() -> None:
    own = replace(
        CASE,
        indicators=(
            *(row for row in CASE.indicators if row.code != "C102"),
            replace(CASE.indicators[0], code="Z1", name="特色工作"),
        ),
    )
    found = both(own)
    assert found.only_self == ("Z1特色工作",)
    assert found.only_review == ("C102全市高中教师学科素养培训完成率",)


def test_codes_match_whatever_their_case() -> None:
    own = rows("C102", lambda row: replace(row, code="c102"))
    assert both(own).shared == 34


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ((Printed("总分", 77.73, "首页!B20"), Printed("等级", "中", "首页!B21")), ()),
        (
            (Printed("总分", 79.23, "首页!B20"),),
            ("自评：首页!B20的总分是 79.23，各指标得分相加为 77.73",),
        ),
        (
            (Printed("等级", "良", "首页!B21"),),
            ("自评：首页!B21的等级是良，各指标得分相加 77.73 是中",),
        ),
        (
            (Printed("总分", 89.5, "首页!B20"), Printed("等级", "优", "首页!B21")),
            (
                "自评：首页!B20的总分是 89.5，各指标得分相加为 77.73",
                "自评：首页!B21的等级是优，各指标得分相加 77.73 是中",
                "自评：首页!B21的等级是优，首页!B20的总分 89.5 是良",
            ),
        ),
    ],
)
def test_printed_totals_and_grades_are_held_to_the_scores(
    printed: tuple[Printed, ...], said: tuple[str, ...]
) -> None:
    assert both(CASE, *printed).contradictions == said


def test_what_a_report_prints_is_held_to_the_scores_too() -> None:
    figures = (
        PrintedFigure("总 分", 78.73),
        PrintedFigure("评价等级", "良"),
        PrintedFigure("项目总支出", 414.77),
    )
    assert both(replace(CASE, printed_figures=figures)).contradictions == (
        "自评：报告数据“总 分”的总分是 78.73，各指标得分相加为 77.73",
        "自评：报告数据“评价等级”的等级是良，各指标得分相加 77.73 是中",
        "自评：报告数据“评价等级”的等级是良，报告数据“总 分”的总分 78.73 是中",
    )
