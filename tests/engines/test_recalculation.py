"""Gnumeric and IronCalc give every formula cell the value that yqxl saved.

WPS and other programs follow Excel as these two do; LibreOffice alone is more lenient: there
``"?*"`` matches numbers, and most functions take a whole column inside SUMPRODUCT.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from engines.spreadsheets import gnumeric, ironcalc, ssconvert
from generated_evaluations import Generator
from libreoffice.recalculation import Comparison, cached_formulas
from openpyxl import load_workbook
from pipeline.recalculated_workbooks import regenerated, scored_levels

from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "workbooks").glob("*.xls[xm]"))
CASE = ROOT / "workbooks" / "yangquan_2022.json"
WORKBOOKS, CHUNK = 20, 5

Program = Callable[[Path], Comparison]


@pytest.fixture(params=["Gnumeric", "IronCalc"])
def program(request: pytest.FixtureRequest) -> Program:
    """Give what recalculates and compares; Gnumeric may be missing where nobody requires it."""
    if request.param == "IronCalc":
        return ironcalc
    if ssconvert() is None:
        reason = "没有 Gnumeric（Debian：apt install gnumeric）"
        if os.environ.get("YQXL_REQUIRE_GNUMERIC") == "1":
            pytest.fail(f"{reason}；YQXL_REQUIRE_GNUMERIC=1 要求它")
        pytest.skip(reason)
    return gnumeric


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_shipped_workbooks(program: Program, path: Path) -> None:
    program(path).assert_same(at_least=100)


@pytest.mark.parametrize(
    "first",
    [0, *(pytest.param(first, marks=pytest.mark.long) for first in range(CHUNK, WORKBOOKS, CHUNK))],
)
def test_generated_workbooks(program: Program, tmp_path: Path, first: int) -> None:
    for number in range(first, first + CHUNK):
        path = regenerated(Generator(number).evaluation(), tmp_path, str(number))
        program(path).assert_same(at_least=250)


def test_a_level_is_found_by_its_code_and_by_its_name(program: Program, tmp_path: Path) -> None:
    """层级评分 in any case, with a name of digits, and with wildcards in the name."""
    levels = {"A决策": "a", "B1": "B1", "b过程": "B", "12": "12", "效益": "效益"}
    if program is not gnumeric:  # to which "~*" in a criterion is no star
        levels |= {"C*过程": "c*过程", "D?": "D?"}
    path = regenerated(scored_levels(levels), tmp_path, "levels")
    program(path).assert_same(at_least=250)
    scores = [cell.value for cell in cached_formulas(path)["层级评分"].values()]
    assert scores.count(5.0) >= len(levels)


def test_a_code_typed_as_a_number_counts(program: Program, tmp_path: Path) -> None:
    """A code of digits is a number cell in a file that a person filled in."""
    case = load(CASE)
    code = case.indicators[3].code
    rows = [replace(row, code="102") if row.code == code else row for row in case.indicators]
    goals = [
        replace(goal, indicator="102") if goal.indicator == code else goal for goal in case.goals
    ]
    source, typed = tmp_path / "case.xlsx", tmp_path / "typed.xlsx"
    create(replace(case, indicators=tuple(rows), goals=tuple(goals)), source)
    book = load_workbook(source)
    for cell in (cell for sheet in book for row in sheet for cell in row if cell.value == "102"):
        cell.value = 102
    book.save(typed)
    target = tmp_path / "out.xlsx"
    assert regenerate(Task(str(typed), str(target))).output
    found = program(target)
    found.assert_same(at_least=400)
    values = {cell.value for cell in cached_formulas(target)["首页"].values()}
    assert 77.73 in values
