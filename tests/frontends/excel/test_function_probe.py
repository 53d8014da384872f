"""The cell of 首页 that says whether the functions work, in each state of macros and Python."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc

from yqxl.evaluation.formulas.column_formulas import FLAVOURS
from yqxl.evaluation.formulas.function_probe import PROBE_FORMULA, PROBE_TEXT
from yqxl.frontends.excel import new_workbook
from yqxl.interchange.importing import load
from yqxl.model.contract import COVER_SHEET
from yqxl.pipeline.create import create
from yqxl.pipeline.freeze import freeze
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
CELL = "E2"


@pytest.fixture(scope="module")
def regenerated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("probe")
    new_workbook.create(load(CASE), folder / "new.xlsm")
    done = regenerate(Task(str(folder / "new.xlsm"), str(folder / "done.xlsm")))
    assert done.status == "ok"
    assert "YQ-027" not in {finding["code"] for finding in done.findings}
    return folder / "done.xlsm"


def _cell(path: Path, *, saved: bool) -> object:
    return openpyxl.load_workbook(path, data_only=saved)[COVER_SHEET][CELL].value


def test_the_file_is_saved_with_the_sentence_for_macros_that_are_off(regenerated: Path) -> None:
    assert _cell(regenerated, saved=False) == f"={PROBE_FORMULA}"
    assert _cell(regenerated, saved=True) == PROBE_TEXT


def test_it_makes_nobody_compute_the_file_on_opening(regenerated: Path) -> None:
    with zipfile.ZipFile(regenerated) as package:
        workbook = package.read("xl/workbook.xml").decode()
    assert 'calcId="191029"' in workbook
    assert "fullCalcOnLoad" not in workbook


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_a_workbook_without_macros_has_none(tmp_path: Path, flavour: str) -> None:
    create(load(CASE), tmp_path / "plain.xlsx", flavour)
    assert _cell(tmp_path / "plain.xlsx", saved=False) is None


@pytest.mark.parametrize("as_values", [False, True], ids=["formulas", "values"])
def test_freezing_removes_it(regenerated: Path, tmp_path: Path, as_values: bool) -> None:
    done = freeze(regenerated, tmp_path / "frozen.xlsx", as_values=as_values)
    assert done.instead == ()
    assert _cell(tmp_path / "frozen.xlsx", saved=False) is None
    with zipfile.ZipFile(tmp_path / "frozen.xlsx") as package:
        assert PROBE_TEXT.encode() not in b"".join(map(package.read, package.namelist()))


@pytest.mark.parametrize(
    ("macros", "python", "sentence"),
    [
        ("NO_SUCH_NAME()", "NO_SUCH_NAME()", PROBE_TEXT),
        ('""', "NA()", "函数已启用，但计算程序没有启动"),
        ('"YQ_BALANCE: x"', "0", ""),
    ],
    ids=["macros off", "no Python", "both run"],
)
def test_a_spreadsheet_shows_the_sentence_of_each_state(
    calc: Calc, tmp_path: Path, macros: str, python: str, sentence: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    formula = PROBE_FORMULA.replace("YQ_LAST_ERROR()", macros).replace("YQ_BALANCE(1,1)", python)
    assert "YQ_" not in formula.replace("YQ_BALANCE: x", "")
    sheet["A1"] = f"={formula}"
    book.save(tmp_path / "states.xlsx")
    assert calc.read(tmp_path / "states.xlsx")[sheet.title]["A1"] == sentence


def test_libreoffice_without_macros_shows_the_saved_sentence(calc: Calc, regenerated: Path) -> None:
    assert calc.read(regenerated)[COVER_SHEET][CELL] == PROBE_TEXT
