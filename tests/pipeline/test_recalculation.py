"""LibreOffice recalculates what yqxl writes; every formula cell gives the saved value.

Forty generated workbooks here, two hundred by ``python -m tests.long recalculation``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from pipeline.recalculated_workbooks import exact, recalculated, regenerated, scored_levels

from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
WORKBOOKS, CHUNK = 40, 10


@pytest.mark.parametrize(
    "first",
    [0, *(pytest.param(first, marks=pytest.mark.long) for first in range(CHUNK, WORKBOOKS, CHUNK))],
)
def test_generated_workbooks_recalculate_to_the_saved_values(
    calc: Calc, tmp_path: Path, first: int
) -> None:
    for number in range(first, first + CHUNK):
        recalculated(calc, number, tmp_path).assert_same(at_least=250)


@pytest.mark.parametrize("kind", ["blank template", "model case", "regenerated case"])
def test_workbooks_of_the_project_recalculate(calc: Calc, tmp_path: Path, kind: str) -> None:
    evaluation = Evaluation() if kind == "blank template" else load(CASE)
    path = tmp_path / "book.xlsx"
    create(evaluation, path)
    if kind == "regenerated case":
        path = regenerated(evaluation, tmp_path, "case")
    recalculate(calc, path, exact).assert_same(at_least=400)


def test_a_level_is_found_whatever_signs_its_name_has(calc: Calc, tmp_path: Path) -> None:
    levels = {"A决策": "a", "B*过程": "b*过程", "C?": "C?", "12": "12", "效~益": "效~益"}
    path = regenerated(scored_levels(levels), tmp_path, "levels")
    recalculate(calc, path, exact).assert_same(at_least=400)
