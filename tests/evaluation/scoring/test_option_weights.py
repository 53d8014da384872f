"""A weight that nobody typed is that of 参数, in Python as in the cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate

from yqxl.errors import ErrorValue
from yqxl.evaluation.scoring.evaluate import evaluate
from yqxl.model.findings import Place
from yqxl.model.rows import Evaluation, OptionWeight, SurveyCount, SurveyGroup
from yqxl.pipeline.create import create

OPTIONS = (OptionWeight("满意", 1.0, "惯例"), OptionWeight("一般", 0.5, "某县问卷"),
           OptionWeight("难说", "半", ""))  # fmt: skip


def asked(*counts: SurveyCount, contract: int = 2) -> Evaluation:
    return Evaluation(
        options=OPTIONS, survey=(SurveyGroup("S1", "群众"),), survey_counts=counts,
        contract=contract,
    )  # fmt: skip


#: the second option beside 60 that are satisfied, what counts of it, and whether it is missing
CASES = {
    "by 参数": (SurveyCount("S1", "一般", 40.0), 20.0, False),
    "typed": (SurveyCount("S1", "一般", 40.0, 0.25), 10.0, False),
    "typed as 0": (SurveyCount("S1", "一般", 40.0, 0.0), 0.0, False),
    "a text": (SurveyCount("S1", "一般", 40.0, "50%"), "", False),
    "an error": (SurveyCount("S1", "一般", 40.0, ErrorValue.NA), "", False),
    "unknown": (SurveyCount("S1", "无所谓", 40.0), "", True),
    "no number in 参数": (SurveyCount("S1", "难说", 40.0), "", True),
    "no option": (SurveyCount("S1", "", 40.0), "", True),
}


@pytest.mark.parametrize("name", CASES)
def test_a_blank_weight_is_that_of_the_parameters(name: str) -> None:
    row, weighted, missing = CASES[name]
    results = evaluate(asked(SurveyCount("S1", "满意", 60.0), row))
    assert results.survey_counts[1].weighted == weighted
    assert (Place("survey_counts", 1, "weight") in results.blanks) is missing
    rate = (60.0 + weighted) / 100 if isinstance(weighted, float) else ""
    assert results.survey[0].rate == rate


def test_a_workbook_of_contract_1_needs_its_weights() -> None:
    rows = asked(SurveyCount("S1", "满意", 60.0), contract=1)
    results = evaluate(rows)
    assert results.survey_counts[0].weighted == ""
    assert Place("survey_counts", 0, "weight") in results.blanks


def test_where_the_parameters_are_lost_there_is_no_default() -> None:
    rows = replace(asked(SurveyCount("S1", "满意", 60.0)), lost=(("options", "option"),))
    results = evaluate(rows)
    assert results.survey_counts[0].default_weight == ""
    assert results.survey[0].rate == ""
    assert Place("survey_counts", 0, "weight") in results.blanks


def test_every_spreadsheet_takes_the_same_weight(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "options.xlsx"
    rows = [
        replace(row, code=f"S{number}")
        for number, (row, *_) in enumerate(CASES.values())
        if not isinstance(row.weight, ErrorValue)
    ]
    groups = tuple(SurveyGroup(row.code, row.option or "无") for row in rows)
    create(replace(asked(*rows), survey=groups), path)
    assert not recalculate(calc, path).differences
    for compare in (ironcalc, *([gnumeric] if ssconvert() else [])):
        assert not compare(path).differences
