"""The model case in flavour udf: the add-in computes the published result, live."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from libreoffice.office import Calc, SheetReading

from yqxl.errors import ErrorValue
from yqxl.frontends.libreoffice.identity import ADD_IN
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
LEVELS = {"A": 17.0, "B": 20.99, "C": 31.74, "D": 8.0}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("udf") / "case.xlsx"
    create(load(CASE), path, "udf")
    return path


def _calls(path: Path) -> dict[tuple[str, tuple[int, int]], str]:
    """Return every formula that calls one of our functions, without quotes around sheets."""
    with open_workbook(path) as workbook:
        return {
            (sheet.name, place): re.sub(r"'([^'!]+)'!", r"\1!", cell.formula)
            for sheet in workbook.sheets.values()
            for place, cell in sheet.cells.items()
            if cell.formula and "YQ_" in cell.formula
        }


def _column(sheet: SheetReading, header: str) -> list[object]:
    """Return the cells below a header in row 4."""
    at = sheet.rows[3].index(header)
    return [row[at] for row in sheet.rows[4:]]


def test_the_add_in_computes_the_published_result(yqxl_calc: Calc, case: Path) -> None:
    assert len(_calls(case)) >= 34
    sheets = yqxl_calc.read(case)
    assert (sheets["首页"]["F5"], sheets["首页"]["F6"]) == (77.73, "中")
    indicators = sheets["指标体系"]
    scores = zip(_column(indicators, "编码"), _column(indicators, "得分"), strict=True)
    sums: dict[str, float] = dict.fromkeys(LEVELS, 0.0)
    for code, score in scores:
        if isinstance(code, str) and code and isinstance(score, float):
            sums[code[0]] = round(sums[code[0]] + score, 2)
    assert sums == LEVELS


def test_without_the_add_in_nothing_is_computed(calc: Calc, case: Path) -> None:
    scores = _column(calc.read(case)["指标体系"], "规则得分")
    assert ErrorValue.NAME in scores


def test_a_changed_input_changes_the_result_and_the_text_is_excels(
    yqxl_calc: Calc, case: Path, tmp_path: Path
) -> None:
    with yqxl_calc.open(case, editable=True) as document:
        before = document.read()
        # nothing of the first output was delivered
        document.set("产出", D5=0.0)
        after = document.read()
        assert before["首页"]["F5"] == 77.73
        assert isinstance(after["首页"]["F5"], float)
        assert after["首页"]["F5"] < 77.73
        saved = document.save(tmp_path / "saved.xlsx")
    assert _calls(saved) == _calls(case)
    with open_workbook(saved) as workbook:
        assert not any(
            ADD_IN.lower() in (cell.formula or "").lower()
            for sheet in workbook.sheets.values()
            for cell in sheet.cells.values()
        )
    assert yqxl_calc.read(saved)["首页"]["F5"] == after["首页"]["F5"]
