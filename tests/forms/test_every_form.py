"""What holds for every form that discovery finds, and the golden file of each.

``YQXL_UPDATE_GOLDEN=1`` writes the golden files anew; the diff is the review.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tables.golden_text import render_golden

from yqxl.catalog import forms
from yqxl.evaluation import evaluate
from yqxl.grid import Grid, Role
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.registry import FormDeclaration

GOLDEN = Path(__file__).parents[1] / "golden"
CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
EVERY = pytest.mark.parametrize("form", forms(), ids=[form.name for form in forms()])


def filled(form: FormDeclaration) -> Grid:
    evaluation = load(CASE)
    return form.function(evaluation, evaluate(evaluation))


@EVERY
def test_a_form_names_the_document_that_prescribes_it(form: FormDeclaration) -> None:
    assert "号" in form.source
    assert form.title


@EVERY
def test_a_blank_evaluation_gives_a_blank_form(form: FormDeclaration) -> None:
    grid = form.function(Evaluation(), evaluate(Evaluation()))
    fixed = (Role.TITLE, Role.HEADER, Role.CAPTION, Role.LABEL, Role.TOTAL_LABEL)
    values = [cell.value for row in grid.rows for cell in row if cell.role not in fixed]
    assert [value for value in values if value not in (None, "", 0)] == []


@EVERY
def test_the_golden_file_says_what_the_form_says(form: FormDeclaration) -> None:
    text = render_golden(filled(form))
    path = GOLDEN / f"{form.name}.txt"
    if os.environ.get("YQXL_UPDATE_GOLDEN") == "1":
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")
