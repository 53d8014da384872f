"""An .xlsx with YQ formulas goes through Calc and comes back with the text that Excel needs."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from libreoffice.office import Calc
from libreoffice.plain_workbook import Content, Formula, write

from yqxl.frontends.libreoffice.calc.function_names import repair_file
from yqxl.frontends.libreoffice.identity import ADD_IN

ROWS: list[list[Content]] = [
    [700.0, 509.0, Formula("YQ_COMPLETION_RATE(B1,A1)", -1.0)],
    [733.0, 639.79, Formula('YQ_SCORE("比例",4,YQ_ARRIVAL_RATE(B2,A2))', -1.0)],
    [100.0, 77.73, Formula("YQ_GRADE(B3,A3)", "差")],
    [0.0, 1.0, Formula('IFERROR(YQ_SCORE_RATE(B4,A4),"不适用")', -1.0)],
    [4.0, 1.0, Formula("YQ_RATES(B5:B6,A5:A6)", -1.0, area="C5:C6")],
    [4.0, 2.0],
    [2.0, 1.0, Formula("SUM(A1:A6)", -1.0)],
]
TEXTS = [
    "YQ_COMPLETION_RATE(B1,A1)",
    'YQ_SCORE("比例",4,YQ_ARRIVAL_RATE(B2,A2))',
    "YQ_GRADE(B3,A3)",
    'IFERROR(YQ_SCORE_RATE(B4,A4),"不适用")',
    "YQ_RATES(B5:B6,A5:A6)",
    "SUM(A1:A6)",
]
RESULTS = [509 / 700, 3.49, "中", "不适用", 0.25, 0.5, 1541.0]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write(tmp_path / "得分.xlsx", {"S": ROWS})


def _formula_texts(path: Path) -> list[str]:
    """Return the formulas as they stand in the file."""
    with zipfile.ZipFile(path) as package:
        sheet = package.read("xl/worksheets/sheet1.xml").decode()
    found = re.findall(r"<f[^>]*>([^<]*)</f>", sheet)
    return [text.replace("&quot;", '"') for text in found]


def test_cached_values_are_computed_anew(yqxl_calc: Calc, book: Path) -> None:
    sheet = yqxl_calc.read(book)["S"]
    assert [sheet[f"C{row}"] for row in range(1, 8)] == RESULTS


def test_loading_changes_nothing_to_be_saved_or_undone(yqxl_calc: Calc, book: Path) -> None:
    with yqxl_calc.open(book, editable=True) as document:
        document.set("S", A1=1018)
        assert document.undo() == []
        assert document.read()["S"]["C1"] == 509 / 700


def test_edited_saved_and_opened_again_the_text_is_excels(
    yqxl_calc: Calc, book: Path, tmp_path: Path
) -> None:
    with yqxl_calc.open(book, editable=True) as document:
        document.set("S", A1=1018, A3=0)
        saved = document.save(tmp_path / "saved.xlsx")
        assert _formula_texts(saved) == TEXTS
        document.set("S", A1=509)
        document.save(saved)
        assert _formula_texts(saved) == TEXTS
    sheet = yqxl_calc.read(saved)["S"]
    assert sheet["C1"] == 1.0
    assert sheet["C5"] == 0.25
    assert sorted(tmp_path.iterdir()) == sorted([book, saved])


def test_names_as_excel_writes_them_for_an_add_in_are_known(
    yqxl_calc: Calc, tmp_path: Path
) -> None:
    rows: list[list[Content]] = [
        [2.0, 1.0, Formula("[1]!YQ_SCORE_RATE(B1,A1)")],
        [2.0, 1.0, Formula("_xludf.YQ_SCORE_RATE(B2,A2)")],
    ]
    sheet = yqxl_calc.read(write(tmp_path / "book.xlsx", {"S": rows}))["S"]
    assert [sheet["C1"], sheet["C2"]] == [0.5, 0.5]


def test_without_the_extension_no_name_is_known(calc: Calc, book: Path) -> None:
    """The functions above come from the extension and from nowhere else."""
    assert str(calc.read(book)["S"]["C1"]) == "#NAME?"


def test_a_copy_is_repaired_by_saving_it_once(yqxl_calc: Calc, book: Path, tmp_path: Path) -> None:
    """LibreOffice 7.4 names no file when it has saved a copy: the documented limit."""
    with yqxl_calc.open(book, editable=True) as document:
        copy = document.save(tmp_path / "copy.xlsx", copy=True)
    if any(ADD_IN.upper() in text for text in _formula_texts(copy)):
        with yqxl_calc.open(copy, editable=True) as document:
            assert document.read()["S"]["C1"] == 509 / 700
            document.save(copy)
    assert _formula_texts(copy) == TEXTS
    assert not repair_file(copy)


def test_an_open_document_keeps_the_functions(yqxl_calc: Calc, book: Path, tmp_path: Path) -> None:
    with yqxl_calc.open(book, editable=True) as document:
        saved = document.save(tmp_path / "saved.ods")
        assert document.read()["S"]["C1"] == 509 / 700
    assert yqxl_calc.read(saved)["S"]["C2"] == 3.49
