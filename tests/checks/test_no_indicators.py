"""A workbook that somebody began without an indicator is told; a blank one is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from checks.model_case import Told, model_case, told
from libreoffice.office import Calc
from libreoffice.recalculation import cached_formulas, recalculate

from yqxl.checks.no_indicators import no_indicators
from yqxl.model.rows import Evaluation, Fund, Goal, Indicator, Project
from yqxl.pipeline.create import create

TOLD = [
    (
        "indicators",
        None,
        "code",
        "error",
        "“指标体系”里还没有带编码的三级指标，不能评分，也没有总分和等级。",
    )
]
BEGUN = Evaluation(project=replace(model_case().project))
CASES = [
    pytest.param(Evaluation(), [], id="blank"),
    pytest.param(model_case(), [], id="filled"),
    pytest.param(BEGUN, TOLD, id="cover-only"),
    pytest.param(Evaluation(funds=(Fund("合计"),)), TOLD, id="funds-only"),
    pytest.param(Evaluation(goals=(Goal("产出"),)), TOLD, id="row-without-key"),
    pytest.param(Evaluation(project=Project(tables="全部")), TOLD, id="optional-cell-only"),
    pytest.param(replace(BEGUN, indicators=(Indicator("", "A产出"),)), TOLD, id="no-code"),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(no_indicators, evaluation) == expected


@pytest.mark.parametrize(
    ("evaluation", "state"),
    [
        pytest.param(Evaluation(), "未完成", id="blank"),
        pytest.param(BEGUN, "有1项不符", id="cover-only"),
        pytest.param(Evaluation(funds=(Fund("合计"),)), "有2项不符", id="funds-only"),
    ],
)
def test_what_the_cover_says_is_what_it_computes(
    evaluation: Evaluation, state: str, calc: Calc, tmp_path: Path
) -> None:
    path = tmp_path / "begun.xlsx"
    create(evaluation, path)
    recalculate(calc, path).assert_same(at_least=400)
    assert state in [cell.value for cell in cached_formulas(path)["首页"].values()]
