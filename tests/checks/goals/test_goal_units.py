"""A goal that counts in another unit than its output is told, and not twice."""

from __future__ import annotations

import pytest
from checks.model_case import changed, model_case, told

from yqxl.checks.goals.contradicting_targets import contradicting_targets
from yqxl.checks.goals.goal_quantities import measure
from yqxl.checks.goals.goal_units import goal_units

#: the row of C104 in 绩效目标, its output in 产出
GOAL, OUTPUT = 3, 3
C104 = (
    "goals",
    GOAL,
    "target",
    "warning",
    (
        "C104 的目标值“72次(6所省级示范高中,3个学科/每所学校,4…”按“次”计（72次），"
        "产出“学科基地建设学科指导”按“天”计（144天）。"
    ),
)


def test_the_model_case_has_the_one_that_the_report_counts_in_two_ways() -> None:
    assert told(goal_units, model_case()) == [C104]


@pytest.mark.parametrize(
    ("target", "unit", "expected"),
    [
        ("72次", "次", False),
        ("72次指导", "次", False),
        ("72人次", "人", True),
        ("72名", "人", False),
        ("72公里", "千米", False),
        ("72公里", "平方公里", True),
        ("7.2万人次", "人", True),
        ("72", "次", False),
        ("2023年03月底前", "次", False),
        ("合格", "次", False),
        ("72%", "次", False),
        ("72次", "", False),
        ("72次", "批", False),
    ],
)
def test_units_are_compared_as_measures(target: str, unit: str, expected: bool) -> None:
    case = changed("outputs", OUTPUT, unit=unit)
    goals = [*case.goals]
    goals[GOAL] = type(goals[GOAL])("产出", "数量", "指导", target, "C104")
    case = type(case)(**{**vars(case), "goals": tuple(goals)})
    assert bool(told(goal_units, case)) is expected
    if expected:
        assert [one for one in told(contradicting_targets, case) if one[1] == GOAL] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("人次培训", "人次"), ("平方公里", "平方公里"), ("公里", "公里"), ("合格", "")],
)
def test_the_longest_measure_is_taken(text: str, expected: str) -> None:
    assert measure(text) == expected
