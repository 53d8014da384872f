"""The same workbook in a file, in Excel and in Calc: the same findings, values and tables."""

from __future__ import annotations

import math
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import decorated_workbook
import openpyxl
import pytest
import xlwings
from libreoffice.addresses import address
from libreoffice.office import Calc, SheetReading
from package_editing import PackageEdit

from yqxl.arithmetic import Value
from yqxl.evaluation.commands import ALL
from yqxl.evaluation.computing import Computed, SheetToWrite, compute, sheets_to_write
from yqxl.frontends.excel import macros
from yqxl.frontends.libreoffice.extension import write_unpacked
from yqxl.frontends.libreoffice.identity import MENU
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook

ROOT = Path(__file__).parents[3]
MODEL_CASE = ROOT / "workbooks" / "yangquan_2022.xlsx"
EARLIER = ROOT / "tests" / "cases" / "contract_1" / "yangquan_2022_regenerated.xlsx"
WORKBOOK = "xl/workbook.xml"
Edit = Callable[[str], str]


@pytest.fixture(scope="module")
def yqxl_calc(calc: Calc, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:  # noqa: ARG001 - decides whether LibreOffice is there
    """A Calc with the extension, as ``yqxl calc install`` would leave it."""
    folder = tmp_path_factory.mktemp("extensions")
    write_unpacked(folder / "yqxl")
    office = Calc(tmp_path_factory.mktemp("calc"), extensions=folder)
    yield office
    office.close()


def _edited(target: Path, *edits: tuple[str, Edit]) -> Path:
    """The model case with parts edited as texts; a part is named by its sheet or by itself."""
    with open_workbook(MODEL_CASE) as workbook:
        book = PackageEdit(workbook)
        for place, edit in edits:
            part = workbook.sheets[place].part if place in workbook.sheets else place
            before = book.text(part)
            after = edit(before)
            assert after != before, place
            book.put(part, after)
        with target.open("wb") as file:
            assemble(workbook.package, set(), book.parts, file)
    return target


def _hidden(sheet: str) -> Edit:
    return lambda text: re.sub(rf'(name="{sheet}"[^>]* state=")visible', r"\1hidden", text)


def _hidden_row(row: int) -> Edit:
    return lambda text: text.replace(f'<row r="{row}"', f'<row r="{row}" hidden="1"', 1)


def _saved(cell: str, value: str) -> Edit:
    """Give a formula cell another saved value."""
    return lambda text: re.sub(rf'(<c r="{cell}"[^>]*><f>.*?</f><v>)[^<]*', rf"\g<1>{value}", text)


def _formula(cell: str, before: str, after: str) -> Edit:
    def edit(text: str) -> str:
        start = text.index(f'<c r="{cell}"')
        end = text.index("</c>", start)
        return text[:start] + text[start:end].replace(before, after) + text[end:]

    return edit


def _with_roster(target: Path) -> Path:
    """The model case with answer sheets, of which some have no row in 满意度."""
    book = openpyxl.load_workbook(MODEL_CASE)
    sheet = book.create_sheet("问卷明细")
    sheet.append(["2022年问卷"])
    sheet.append(["序号", "编 码", "选项"])
    for number, option in enumerate(["非常满意"] * 3 + ["不在表中"] * 2 + [None]):
        sheet.append([number, "S01", option])
    plain = target.with_name("plain.xlsx")
    book.save(plain)
    assert regenerate(Task(str(plain), str(target))).status == "ok"
    return target


#: by name how to make the workbook, and a finding that is the point of it
CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "model case": (lambda path: Path(shutil.copy(MODEL_CASE, path)), "YQ-053"),
    "hidden sheet": (lambda path: _edited(path, (WORKBOOK, _hidden("资金"))), "YQ-008"),
    "hidden rows": (lambda path: _edited(path, ("产出", _hidden_row(6))), "YQ-008"),
    "stale score": (lambda path: _edited(path, ("指标体系", _saved("N17", "9.99"))), "YQ-025"),
    "other formula": (
        lambda path: _edited(path, ("资金", _formula("H5", "COUNT(", "0+COUNT("))),
        "YQ-022",
    ),
    "roster": (_with_roster, "YQ-066"),
    "workbook of 0.1.0": (lambda path: Path(shutil.copy(EARLIER, path)), "YQ-053"),
    "decorated": (decorated_workbook.build, "YQ-053"),
}


@pytest.fixture(params=CASES, scope="module")
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Computed[FileBook], str]:
    """A workbook, what the file gives, and the code that it stands for."""
    make, code = CASES[request.param]
    path = make(tmp_path_factory.mktemp("case") / "case.xlsx")
    with open_workbook(path) as workbook:
        computed = compute(FileBook(workbook))
    return path, computed, code


def test_the_file_tells_what_the_case_stands_for(
    case: tuple[Path, Computed[FileBook], str],
) -> None:
    _, computed, code = case
    assert code in {finding.code for finding in computed.findings}


# what stands in for Excel reads with openpyxl, which tells that it knows no x14 formats
@pytest.mark.filterwarnings("ignore:.*extension is not supported")
def test_excel_gives_what_the_file_gives(
    case: tuple[Path, Computed[FileBook], str], opened: Callable[[Path], xlwings.Book]
) -> None:
    path, by_file, _ = case
    in_excel = macros.compute(opened(path))
    assert in_excel.findings == by_file.findings
    assert in_excel.values == by_file.values
    assert in_excel.tables == by_file.tables
    # the model of Excel computes nothing: what was just mended shows no value in it
    assert in_excel.outdated == by_file.outdated | by_file.mends.cells.keys()
    assert sheets_to_write(in_excel) == sheets_to_write(by_file)


def _same(shown: object, expected: Value) -> bool:
    if isinstance(shown, float) and isinstance(expected, int | float):
        return math.isclose(shown, expected, rel_tol=1e-12, abs_tol=1e-12)
    return shown == ("" if expected is None else expected)


def _differing_tables(
    shown: dict[str, SheetReading], sheets: tuple[SheetToWrite, ...]
) -> list[Any]:
    return [
        (grid.sheet, place, shown[grid.sheet][place], cell.value)
        for grid, *_ in sheets
        for row, column, cell in grid.shown()
        for place in [address(row + 1, column + 1)]
        if not _same(shown[grid.sheet][place], cell.value)
    ]


def test_calc_writes_and_shows_what_the_file_gives(
    case: tuple[Path, Computed[FileBook], str], yqxl_calc: Calc
) -> None:
    path, by_file, _ = case
    with yqxl_calc.open(path, editable=True, hidden=False) as document:
        document.dispatch(f"service:{MENU}?{ALL}")
        shown = document.read()
    # 校验 is one of the tables: its rows are the findings
    sheets = sheets_to_write(by_file)
    assert _differing_tables(shown, sheets) == []
    for grid, *_ in sheets:
        assert len(shown[grid.sheet].rows) == len(grid.rows)
    assert [
        (sheet, cell, shown[sheet][address(*cell)], value)
        for sheet, cells in by_file.values.items()
        for cell, value in cells.items()
        if not _same(shown[sheet][address(*cell)], value)
    ] == []
