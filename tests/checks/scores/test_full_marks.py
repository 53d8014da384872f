"""Full marks though the workbook's own data miss the target: an error, or a warning."""

from __future__ import annotations

from dataclasses import replace

import pytest
from checks.model_case import findings, live, model_case

from yqxl.checks.scores.full_marks import full_marks
from yqxl.model.rows import (
    Evaluation,
    Fund,
    Goal,
    Indicator,
    Output,
    Rate,
    SurveyCount,
    SurveyGroup,
)

TOTAL = Fund("合计", 733.0, 739.24, 739.24, 639.79, 414.77, "是")
PART = Fund("城区", 8.06, 8.06, 8.06, 8.06, 8.06)
TRAINED = Output("O1", "培训", 700.0, 509.0, "人")
BUILT = Output("O2", "道路", 80.0, 80.0, "公里")
ON_TIME = Rate("R1", "按期完工率", "及时率", 7.0, 8.0, "完工的项目")
SAVED = Rate("R2", "成本节约率", "成本节约率", 90.0, 100.0, "预算成本")
GROUPS = (SurveyGroup("S1", "教师"), SurveyGroup("S2", "学生"))
COUNTS = tuple(
    SurveyCount(code, option, count, weight)
    for code, good in (("S1", 80.0), ("S2", 95.0))
    for option, count, weight in (("满意", good, 1.0), ("不满意", 100.0 - good, 0.0))
)
DATA = Evaluation(
    funds=(PART, TOTAL),
    outputs=(TRAINED, BUILT),
    rates=(ON_TIME, SAVED),
    survey=GROUPS,
    survey_counts=COUNTS,
)


def marked(name: str, data: Evaluation = DATA, **own: object) -> Evaluation:
    """Return data with one indicator that has 20 of 20 points by hand."""
    row = Indicator("A1", "A产出", "A1数量", name, 20.0, "直接评分", given=20.0)
    return replace(data, indicators=(replace(row, **own),))  # type: ignore[arg-type]  # fields by name


def one_output(evaluation: Evaluation = DATA) -> Evaluation:
    return replace(evaluation, outputs=(TRAINED,))


ERRORS = [
    pytest.param(
        marked("预算执行率"), "执行率 64.83%（资金 合计，口径：项目经费到位）", id="funds"
    ),
    pytest.param(
        marked("预算执行率", replace(DATA, funds=(replace(TOTAL, arrived_project=None),))),
        "执行率 56.11%（资金 合计，口径：实际到位）",
        id="funds-without-project-money",
    ),
    pytest.param(marked("培训完成率"), "“培训”完成率 72.71%（产出 O1）", id="output"),
    pytest.param(
        marked("产出完成率", one_output()), "“培训”完成率 72.71%（产出 O1）", id="only-output"
    ),
    pytest.param(marked("教师满意度"), "“教师”的满意率 80%（满意度 S1）", id="group"),
    pytest.param(
        marked("按期完工率"), "“按期完工率” 87.5%（指标取值 R1，口径：完工的项目）", id="rate"
    ),
    pytest.param(
        marked("进度", value="r1"),
        "“按期完工率” 87.5%（指标取值 R1，口径：完工的项目）",
        id="source-is-a-rate",
    ),
    pytest.param(marked("规模", value="O1"), "“培训”完成率 72.71%（产出 O1）", id="source-code"),
    pytest.param(
        marked("规模", value="产出/O1/实际值"), "“培训”完成率 72.71%（产出 O1）", id="source-path"
    ),
    pytest.param(
        marked("规模", replace(DATA, goals=(Goal("产出", "数量", "培训", "700人", "a1"),))),
        "“培训”完成率 72.71%（产出 O1）",
        id="goal-with-an-output",
    ),
    pytest.param(
        marked(
            "规模", replace(DATA, goals=(Goal("产出", "数量", "里程", "80公里", "A1", "75公里"),))
        ),
        "实际完成值“75公里”（绩效目标“里程”，目标 80）",
        id="goal-with-an-actual-value",
    ),
    pytest.param(
        marked(
            "成本",
            replace(
                DATA,
                goals=(Goal("成本", "成本", "单价", "不超过 90", "A1", "95", "≤", 90.0),),
            ),
        ),
        "实际完成值“95”（绩效目标“单价”，目标 90）",
        id="goal-with-a-ceiling",
    ),
    pytest.param(marked("学生满意度", p1=0.98), "“学生”的满意率 95%（满意度 S2）", id="own-target"),
    pytest.param(
        marked(
            "学生满意度",
            replace(DATA, goals=(Goal("满意度", "满意度", "学生满意", "不低于98%", "A1"),)),
        ),
        "“学生”的满意率 95%（满意度 S2）",
        id="target-of-the-goal",
    ),
]


@pytest.mark.parametrize(("evaluation", "data"), ERRORS)
def test_one_row_of_data_makes_it_an_error(evaluation: Evaluation, data: str) -> None:
    (finding,) = findings(full_marks, evaluation)
    assert finding.level.value == "error"
    (row,) = evaluation.indicators
    assert finding.message == (
        f"A1 “{row.name}”评了满分 20/20，数据没有达到目标：{data}，没有写扣分原因。"
    )


#: what formulas cannot tell: several units, outputs and groups, a path, and what goals say
UNTOLD = {
    "output", "group", "source-path", "goal-with-an-output", "goal-with-an-actual-value",
    "goal-with-a-ceiling", "own-target", "target-of-the-goal",
}  # fmt: skip


@pytest.mark.parametrize(
    ("evaluation", "count"),
    [
        *(
            pytest.param(one.values[0], 0.0 if one.id in UNTOLD else 1.0, id=one.id)
            for one in ERRORS
        ),
        pytest.param(marked("规模", value="S2", p1=0.98), 0.0, id="own-target-of-a-source"),
        pytest.param(marked("规模", value="S2"), 0.0, id="usual-target-of-a-group"),
        pytest.param(marked("满意度", replace(DATA, survey=GROUPS[:1])), 1.0, id="only-group"),
        pytest.param(
            marked("资金到位率", replace(DATA, funds=(PART, replace(TOTAL, arrived=700.0)))),
            1.0,
            id="arrival",
        ),
        pytest.param(marked("资金到位率"), 0.0, id="arrival-met-on-one-base"),
        pytest.param(
            marked("执行率", replace(DATA, funds=(replace(TOTAL, budget_final=400.0),))),
            0.0,
            id="execution-met-on-the-final-budget",
        ),
        pytest.param(marked("预算执行率", replace(DATA, funds=(PART,))), 0.0, id="no-total"),
        pytest.param(
            marked("预算执行率", replace(DATA, funds=(TOTAL, TOTAL))), 0.0, id="two-totals"
        ),
        pytest.param(
            marked("成本节约率", replace(DATA, rates=(replace(SAVED, numerator=110.0),))),
            1.0,
            id="a-loss-is-no-saving",
        ),
        pytest.param(marked("成本节约率"), 0.0, id="saved"),
        pytest.param(
            marked("按期完工率", replace(DATA, rates=(ON_TIME, ON_TIME))), 0.0, id="two-rates"
        ),
        pytest.param(marked("预算执行率", reason="预算于 12 月追加"), 0.0, id="reason"),
        pytest.param(marked("预算执行率", given=12.97), 0.0, id="deducted"),
    ],
)
def test_what_the_sheet_tells_itself(evaluation: Evaluation, count: float) -> None:
    assert live(full_marks, evaluation) == count
    if count:
        assert [one.code for one in findings(full_marks, evaluation)] == ["YQ-095"]


@pytest.mark.parametrize("name", ["产出完成率", "服务对象满意度", "资金拨付及时率"])
def test_data_that_can_be_others_make_it_a_warning(name: str) -> None:
    (finding,) = findings(full_marks, marked(name))
    assert finding.level.value == "warning"


@pytest.mark.parametrize(
    "evaluation",
    [
        pytest.param(marked("预算执行率", reason="预算于 12 月追加"), id="reason"),
        pytest.param(marked("预算执行率", given=12.97), id="deducted"),
        pytest.param(marked("预算执行率", weight=0.0, given=0.0), id="no-weight"),
        pytest.param(marked("预算执行率", rule="比例", value=0.65, given=None), id="by-a-rule"),
        pytest.param(marked("城区预算执行率"), id="unit-met"),
        pytest.param(
            marked("预算执行率", replace(DATA, funds=(replace(TOTAL, spent=639.79),))),
            id="met-on-one-base",
        ),
        pytest.param(
            marked("预算执行率", replace(DATA, funds=(replace(TOTAL, spent=None),))), id="no-data"
        ),
        pytest.param(marked("道路完成率"), id="output-met"),
        pytest.param(marked("设备到位率"), id="not-of-money"),
        pytest.param(marked("学生满意度"), id="satisfied"),
        pytest.param(marked("成本节约率"), id="saved"),
        pytest.param(marked("政策依据充分性"), id="no-rate"),
        pytest.param(
            marked(
                "规模", replace(DATA, goals=(Goal("产出", "数量", "里程", "合格", "A1", "好"),))
            ),
            id="goal-in-words",
        ),
        pytest.param(
            marked(
                "质量",
                replace(DATA, goals=(Goal("产出", "质量", "质量", "3 级", "A1", "2 级", "定性"),)),
            ),
            id="goal-of-quality",
        ),
        pytest.param(model_case(), id="model-case"),
    ],
)
def test_other_scores_are_left_alone(evaluation: Evaluation) -> None:
    assert findings(full_marks, evaluation) == []
