"""LibreOffice recalculates what yqxl writes; every formula cell gives the saved value."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated_evaluations import Generator
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate

from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
#: workbooks of one test; together they are 200
CHUNK = 25
#: rates agree to 1e-9; everything else is the same double
RATE_SHEETS = {"资金", "产出", "满意度", "指标取值"}


def exact(sheet: str, cell: str) -> bool:
    return sheet not in RATE_SHEETS and not (sheet == "指标体系" and cell.startswith(("L", "Y")))


def regenerated(evaluation: Evaluation, folder: Path, name: str) -> Path:
    source, target = folder / f"{name}.xlsx", folder / "out" / f"{name}.xlsx"
    create(evaluation, source)
    target.parent.mkdir(exist_ok=True)
    outcome = regenerate(Task(str(source), str(target)))
    assert outcome.output == str(target), outcome
    return target


@pytest.mark.parametrize("seed", range(0, 200, CHUNK))
def test_generated_workbooks_recalculate_to_the_saved_values(
    calc: Calc, tmp_path: Path, seed: int
) -> None:
    for number in range(seed, seed + CHUNK):
        path = regenerated(Generator(number).evaluation(), tmp_path, str(number))
        comparison = recalculate(calc, path, exact)
        comparison.assert_same(at_least=250)


@pytest.mark.parametrize("kind", ["blank template", "model case", "regenerated case"])
def test_workbooks_of_the_project_recalculate(calc: Calc, tmp_path: Path, kind: str) -> None:
    evaluation = Evaluation() if kind == "blank template" else load(CASE)
    path = tmp_path / "book.xlsx"
    create(evaluation, path)
    if kind == "regenerated case":
        path = regenerated(evaluation, tmp_path, "case")
    recalculate(calc, path, exact).assert_same(at_least=400)
