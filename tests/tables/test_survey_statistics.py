"""满意度统计表: shares, rate and sampling error of every group."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tables.sample_evaluations import PROJECT, SURVEYS

from yqxl.arithmetic import Value
from yqxl.evaluation import evaluate
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.model.rows import Evaluation, SurveyCount, SurveyGroup
from yqxl.tables.survey_statistics import survey_statistics


def _shown(evaluation: Evaluation) -> list[list[str]]:
    grid = survey_statistics(evaluation, evaluate(evaluation))
    return [[display_text(cell.value, cell.role) for cell in row] for row in grid.rows[2:-1]]


def test_the_model_case(case: Evaluation) -> None:
    heading, teachers, cadres, *_ = _shown(case)
    assert heading[:6] == ["调查对象", "有效份数", "非常满意", "满意", "一般", "不满意"]
    assert teachers == ["教师", "100", "60%", "29%", "9%", "2%", "89%", "6.13%"]
    assert cadres == ["干部", "100", "70%", "26%", "3%", "1%", "96%", "3.84%"]


def _one(population: Value, yes: float, no: float) -> str:
    evaluation = Evaluation(
        project=PROJECT,
        survey=(SurveyGroup("S01", "教师", population=population),),
        survey_counts=(SurveyCount("S01", "是", yes, 1.0), SurveyCount("S01", "否", no, 0.0)),
    )
    return _shown(evaluation)[1][-1]


@pytest.mark.parametrize(
    ("population", "yes", "no", "error"),
    [
        pytest.param(None, 50.0, 50.0, "9.8%", id="the textbook's 9.8 points"),
        pytest.param(100.0, 50.0, 50.0, "0%", id="everybody was asked"),
        pytest.param(1000.0, 50.0, 50.0, "9.3%", id="one in ten was asked"),
        pytest.param(50.0, 50.0, 50.0, "9.8%", id="more answers than people: no correction"),
        pytest.param(None, 10.0, 0.0, "0%", id="all alike"),
        pytest.param(None, 0.0, 0.0, "", id="nobody answered"),
    ],
)
def test_the_sampling_error(population: Value, yes: float, no: float, error: str) -> None:
    assert _one(population, yes, no) == error


def test_the_return_rate_stands_where_it_is_known_how_many_were_sent() -> None:
    sent = replace(SURVEYS.survey[0], issued=200.0)
    heading, first, second, *_ = _shown(replace(SURVEYS, survey=(sent, *SURVEYS.survey[1:])))
    assert (heading[-1], first[-1], second[-1]) == ("回收率", "50%", "")


def test_groups_with_other_options_share_the_columns() -> None:
    heading, *rows = _shown(SURVEYS)
    assert heading[2:-2] == ["满意", "不满意", "好"]
    assert [row[2:-2] for row in rows[:3]] == [["75%", "25%", ""], ["", "", "100%"], ["", "", ""]]


def test_a_count_that_is_no_number_leaves_its_group_open() -> None:
    counts = (*SURVEYS.survey_counts[:1], replace(SURVEYS.survey_counts[1], count="一"))
    heading, first, *_ = _shown(replace(SURVEYS, survey_counts=counts))
    assert heading[2:-2] == ["满意", "不满意"]
    assert first[1:] == ["", "", "", "", ""]
