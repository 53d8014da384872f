"""Data grafted into a blank workbook: the same answers as from one that is built anew."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from generated_evaluations import Generator
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from openpyxl import load_workbook

from yqxl.frontends.web.blanks import PARTS, blank_for
from yqxl.interchange.importing import evaluation_from, known_part, load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.create_from_blank import create_from_blank
from yqxl.pipeline.examine import check_file
from yqxl.pipeline.importing import read_projects
from yqxl.pipeline.regenerate import Task, regenerate

ROOT = Path(__file__).parents[2]
MODEL = load(ROOT / "workbooks" / "yangquan_2022.json")
TABLES = ROOT / "tests" / "foreign_tables"


def many_rows() -> Evaluation:
    """The model case with three times its indicators, more than the blank one has rows for."""
    indicators = tuple(
        replace(row, code=f"{row.code}x{number}", weight=(row.weight or 0) / 3)  # type: ignore[operator]  # the model case has numbers
        for number in range(3)
        for row in MODEL.indicators
    )
    return replace(MODEL, indicators=indicators, goals=MODEL.goals * 3, trends=MODEL.trends * 4)


def imported(name: str) -> Evaluation:
    project, *_ = read_projects(str(TABLES / name))
    return evaluation_from(known_part(project.data)[0])


CASES = {
    "model case": lambda: MODEL,
    "nothing": Evaluation,
    "more rows than there are": many_rows,
    "form of a bureau": lambda: imported("c01_自评表_national.xlsx"),
    "guesses to be checked": lambda: imported("s19_two_levels.xlsx"),
    "any data 1": lambda: Generator(1).evaluation(),
    "any data 2": lambda: Generator(2).evaluation(),
}


@pytest.fixture(scope="module")
def blanks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("blanks")
    for name, parts in PARTS.items():
        create(Evaluation(), folder / name, also=parts)
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize("case", CASES)
def test_a_filled_blank_gives_what_a_workbook_built_anew_gives(
    case: str, blanks: dict[str, Path], tmp_path: Path
) -> None:
    evaluation = CASES[case]()
    grafted, built = tmp_path / "grafted.xlsx", tmp_path / "built.xlsx"
    assert create_from_blank(blanks[blank_for(evaluation)], evaluation, grafted) == ()
    create(evaluation, built, live=True)
    assert _answers(grafted) == _answers(built)


def _answers(path: Path) -> dict[str, Any]:
    record = check_file(str(path)).record()
    # optional columns stand behind the last one here: only their cells have other names
    record["findings"] = sorted((one["code"], one["message"]) for one in record["findings"])
    return {key: value for key, value in record.items() if key not in {"input", "seconds"}}


def test_what_a_blank_has_no_place_for_is_told(blanks: dict[str, Path], tmp_path: Path) -> None:
    evaluation = imported("s19_two_levels.xlsx")
    left = create_from_blank(blanks["blank.xlsx"], evaluation, tmp_path / "a.xlsx")
    assert left == (f"导入核对（{len(evaluation.imports)} 行）",)
    survey = tuple(replace(group, population=500.0) for group in MODEL.survey)
    project = replace(MODEL.project, implementer="阳泉市教育局")
    more = replace(MODEL, survey=survey, project=project)
    left = create_from_blank(blanks["blank.xlsx"], more, tmp_path / "b.xlsx")
    assert left == ("满意度/总体数", "首页/实施单位")


def test_rows_are_as_high_as_their_texts_need(blanks: dict[str, Path], tmp_path: Path) -> None:
    long = "个别县区专项资金预算安排不足" * 8
    reasons = tuple(replace(row, reason=long) for row in MODEL.indicators)
    target = tmp_path / "high.xlsx"
    create_from_blank(blanks["blank.xlsx"], replace(MODEL, indicators=reasons), target)
    heights = load_workbook(target)["指标体系"].row_dimensions
    usual = load_workbook(blanks["blank.xlsx"])["指标体系"].row_dimensions[5].height
    assert heights[5].height > 2 * usual
    assert heights[44].height == usual


def test_libreoffice_computes_the_same_values(
    calc: Calc, blanks: dict[str, Path], tmp_path: Path
) -> None:
    filled, out = tmp_path / "filled.xlsx", tmp_path / "out.xlsx"
    create_from_blank(blanks["blank.xlsx"], many_rows(), filled)
    assert regenerate(Task(str(filled), str(out))).output
    for path in (filled, out):
        compared = recalculate(calc, path)
        assert compared.compared > 1000
        assert not compared.differences
