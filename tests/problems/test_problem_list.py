"""The list of problems: exactly what the model case shows, and what each rule lets pass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from pipeline.recalculated_workbooks import regenerated

from yqxl.catalog import problem_rules
from yqxl.catalog.problem_table import problems_found
from yqxl.evaluation import evaluate
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation, Fund, Goal, Output, Project
from yqxl.registry.problems import ProblemRule

CASE = load(Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json")


def listed(evaluation: Evaluation) -> list[tuple[str, str]]:
    """Return group and sentence of every problem."""
    found = problems_found(evaluation, evaluate(evaluation))
    return [(rule.group.value, problem.sentence.text) for rule, problem in found]


def said(evaluation: Evaluation, title: str) -> list[str]:
    found = problems_found(evaluation, evaluate(evaluation))
    return [problem.sentence.text for rule, problem in found if rule.title == title]


#: 财评报告 六(一) to 六(三), and what its tables show besides
EXECUTION = [
    "全市高中教师学科素养培训计划700人，实际509人，完成率72.71%，相差191人。",
    "全市高中骨干教研队伍培训计划80人，实际0人，完成率0%，相差80人。",
    "矿区年初预算40万元，合同金额108.85万元，相差68.85万元。",
    "资金到位率(项目费用)87.28%（口径：合同项目费用），少到位93.21万元。",
    "预算执行率64.83%（口径：实际到位项目经费），结余225.02万元。",
    "市本级预算执行率57.85%（口径：批复年初预算），结余96.94万元。",
]
SETTING = [
    "绩效目标“参训学员培训效果”（目标值：合格）没有对应的三级指标。",
    "C105、C201、C202没有对应的绩效目标。",
    "产出、效益（含满意度）指标的权重为40，占40%，低于60%。",
]
PAPERS = [
    "城区、郊区、平定县、盂县没有年初预算数据。",
    "合计：实际到位739.24万元，其中项目经费到位639.79万元，相差99.45万元，工作簿未列构成。",
]


def test_the_model_case_has_exactly_these() -> None:
    assert listed(CASE) == [
        *(("政策执行", text) for text in EXECUTION),
        *(("目标与指标设置", text) for text in SETTING),
        *(("底稿缺资料", text) for text in PAPERS),
    ]


def test_the_late_start_is_told_once_its_dates_are_typed() -> None:
    outputs = tuple(
        replace(row, planned_date="2022-04", actual_date="2022-07-25") if row.code == "O02" else row
        for row in CASE.outputs
    )
    assert said(replace(CASE, outputs=outputs), "没有按计划的时间完成") == [
        "全市高中教师学科素养培训计划2022-04，实际2022-07-25，晚于计划。"
    ]


def test_the_sentences_of_dates_and_of_outputs_without_a_name_are_live(
    calc: Calc, tmp_path: Path
) -> None:
    outputs = (
        Output("O1", "甲", 10.0, 10.0, "次", planned_date="2022-04", actual_date="2022-07-25"),
        Output("O2", "", 10.0, 9.0, "次", planned_date="2022-04-30", actual_date="2022-07-25"),
    )
    tables = replace(CASE.project, tables="问题清单")
    path = regenerated(replace(CASE, outputs=outputs, project=tables), tmp_path, "late")
    recalculate(calc, path).assert_same(at_least=500)
    sheet = openpyxl.load_workbook(path, data_only=True)["问题清单"]
    said = [str(row[2].value) for row in sheet.iter_rows() if "晚于" in str(row[2].value)]
    assert said == [
        "甲计划2022-04，实际2022-07-25，晚于计划。",
        "O2计划2022-04-30，实际2022-07-25，晚于计划。",
    ]


def test_a_blank_workbook_has_no_problems() -> None:
    assert not listed(Evaluation())


@pytest.mark.parametrize(
    ("output", "texts"),
    [
        (Output("O1", "甲", 10.0, 10.0, "次"), []),
        (Output("O1", "甲", 10.0, 12.0, "次"), []),
        (Output("O1", "甲", 10.0, None, "次"), []),
        (Output("O1", "甲", 0.0, 0.0, "次"), []),
        (Output("O1", "", 10.0, 9.5, "次"), ["O1计划10次，实际9.5次，完成率95%，相差0.5次。"]),
    ],
)
def test_outputs(output: Output, texts: list[str]) -> None:
    assert said(Evaluation(outputs=(output,)), "产出没有完成") == texts


@pytest.mark.parametrize(
    ("planned", "actual", "late"),
    [
        ("2022-12-31", "2022-12-31", False),
        ("2022-12-31", "2023-01-01", True),
        ("2022-12", "2022-12-31", False),
        ("2022", "2023-01", True),
        ("年底", "2023-01-01", False),
        ("2022-12-31", "", False),
        ("2022年4月", "2022/7/25", True),
        ("2022年10月", "2022年9月1日", False),
        ("2022年9月底前", "2022年10月", True),
        ("2022-4", "2022-07-25", True),
        ("2022年上半年", "2022-07-25", False),
        ("2022-02-30", "2022-07-25", False),
    ],
)
def test_dates(planned: str, actual: str, late: bool) -> None:
    output = Output("O1", "甲", 1.0, 1.0, planned_date=planned, actual_date=actual)
    assert bool(said(Evaluation(outputs=(output,)), "没有按计划的时间完成")) is late


FUNDS = (
    Fund("甲", contract=10.0, budget=10.0, arrived=10.0, arrived_project=10.0),
    Fund("乙", contract=8.0, budget=12.0),
    Fund("合计", contract=30.0, budget=22.0, total="是"),
)


@pytest.mark.parametrize(
    "title", ["预算安排不足", "单位没有年初预算数据", "到位资金的构成没有列出"]
)
def test_sound_money_and_totals_are_no_problem(title: str) -> None:
    assert not said(Evaluation(project=Project(money_unit="元"), funds=FUNDS), title)


def test_no_unit_has_a_budget_then_none_is_named() -> None:
    funds = tuple(replace(row, budget=None) for row in FUNDS)
    assert not said(Evaluation(funds=funds), "单位没有年初预算数据")


def test_many_units_are_counted() -> None:
    funds = (FUNDS[0], *(Fund(f"县{number}", contract=1.0) for number in range(25)))
    (text,) = said(Evaluation(funds=funds), "单位没有年初预算数据")
    assert text.endswith("县19等25个单位没有年初预算数据。")


def test_indicators_without_a_goal_need_goals() -> None:
    title = "产出、效益指标没有目标"
    assert not said(replace(CASE, goals=()), title)
    goals = tuple(Goal(goal="全", target="1", indicator=row.code) for row in CASE.indicators)
    assert not said(replace(CASE, goals=goals), title)


@pytest.mark.parametrize("rule", problem_rules(), ids=lambda rule: rule.title)
def test_every_rule_says_where_it_comes_from_and_what_it_looks_for(rule: ProblemRule) -> None:
    assert rule.source
    assert rule.function.__doc__


@pytest.mark.parametrize("rule", problem_rules(), ids=lambda rule: rule.title)
def test_every_rule_finds_something_in_the_case_or_in_its_own_test(rule: ProblemRule) -> None:
    found = {own.title for own, _ in problems_found(CASE, evaluate(CASE))}
    assert rule.title in found | {"没有按计划的时间完成"}
