"""Every formula of every generated table, recalculated by LibreOffice."""

from __future__ import annotations

from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.plain_workbook import write
from libreoffice.recalculation import everywhere, recalculate
from tables.plain_sheets import grid_rows, plain_sheets
from tables.sample_evaluations import SAMPLES, random_evaluation

from yqxl.catalog import tables
from yqxl.evaluation import evaluate, generated_tables
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.model.rows import Evaluation

RANDOM = 24


def _compare(calc: Calc, path: Path, evaluation: Evaluation, at_least: int) -> None:
    evaluation = with_parameters(evaluation)
    results = evaluate(evaluation)
    sheets, layout = plain_sheets(evaluation, results)
    for grid in generated_tables(evaluation, results, [table.number for table in tables()]):
        sheets[grid.sheet] = grid_rows(grid, layout)
    write(path, sheets)
    recalculate(calc, path, everywhere).assert_same(at_least=at_least)


def test_the_model_case_gives_in_calc_what_the_tables_say(
    calc: Calc, case: Evaluation, tmp_path: Path
) -> None:
    _compare(calc, tmp_path / "case.xlsx", case, 500)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_gives_in_calc_what_its_tables_say(calc: Calc, name: str, tmp_path: Path) -> None:
    _compare(calc, tmp_path / f"{name}.xlsx", SAMPLES[name], 30)


@pytest.mark.parametrize("seed", range(RANDOM))
def test_random_cells_give_in_calc_what_the_tables_say(
    calc: Calc, seed: int, tmp_path: Path
) -> None:
    _compare(calc, tmp_path / f"{seed}.xlsx", random_evaluation(seed), 10)
