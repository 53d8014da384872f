"""Which version of the contract a workbook keeps, when it says so and when it does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from openpyxl.packaging.custom import CustomPropertyList
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from yqxl.evaluation.recognition import contract_of_book
from yqxl.model.contract_version import CONTRACT, CONTRACT_PROPERTY
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

TESTS = Path(__file__).parents[1]
SHIPPED = TESTS.parent / "workbooks"
TODAYS = [SHIPPED / "yangquan_2022.xlsx", SHIPPED / "template.xlsx", SHIPPED / "template.xlsm"]
FIRST = [
    TESTS / "cases" / "contract_1" / "yangquan_2022.xlsx",
    TESTS / "cases" / "contract_1" / "yangquan_2022_regenerated.xlsx",
    TESTS / "pipeline" / "earlier" / "contract_1_udf.xlsm",
]
RULE_SCORE = "M"
FIRST_ROW = 5


def _contract(path: Path) -> int:
    with open_workbook(path) as workbook:
        return contract_of_book(FileBook(workbook))


def _saved_elsewhere(
    source: Path, target: Path, change: Callable[[Workbook], object] = lambda _: None
) -> Path:
    """Save a workbook through a program that writes no custom document property."""
    book = openpyxl.load_workbook(source, keep_vba=source.suffix == ".xlsm")
    book.custom_doc_props = CustomPropertyList()
    change(book)
    book.save(target)
    with open_workbook(target) as workbook:
        assert FileBook(workbook).custom_property(CONTRACT_PROPERTY) is None
    return target


@pytest.mark.parametrize("source", TODAYS, ids=lambda path: path.name)
def test_todays_workbook_is_known_without_its_property(source: Path, tmp_path: Path) -> None:
    assert _contract(source) == CONTRACT
    assert _contract(_saved_elsewhere(source, tmp_path / source.name)) == CONTRACT


@pytest.mark.parametrize("source", FIRST, ids=lambda path: path.name)
def test_a_workbook_of_the_first_release_stays_one(source: Path) -> None:
    assert _contract(source) == 1


def _without_formulas(book: Workbook) -> None:
    """Clear every formula: which columns changed between versions is not the test's to know."""
    for sheet in book.worksheets:
        for cell in _formulas(sheet):
            cell.value = None


def _formulas(sheet: Worksheet) -> list[openpyxl.cell.Cell]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_where_no_formula_tells_it_is_the_first_release(tmp_path: Path) -> None:
    source = _saved_elsewhere(TODAYS[0], tmp_path / "bare.xlsx", _without_formulas)
    assert _contract(source) == 1


def _one_new_formula(book: Workbook) -> None:
    new = openpyxl.load_workbook(TODAYS[0])["指标体系"]
    # 规则得分 stands one column further to the right today: 提示 has come beside the rule
    book["指标体系"][f"{RULE_SCORE}{FIRST_ROW}"] = new[f"N{FIRST_ROW}"].value


def test_one_cell_from_a_newer_workbook_does_not_change_the_version(tmp_path: Path) -> None:
    assert _contract(_saved_elsewhere(FIRST[0], tmp_path / "mixed.xlsx", _one_new_formula)) == 1


def _newer_rule(book: Workbook) -> None:
    sheet = book["指标体系"]
    place = {cell.value: cell.column for cell in sheet[FIRST_ROW - 1]}
    row = next(
        number
        for number in range(FIRST_ROW, sheet.max_row + 1)
        if sheet.cell(number, place["评分规则"]).value == "比例"
        and sheet.cell(number, place["取值来源"]).value
    )
    typed = {"评分规则": "超额扣分", "参数1": 0.5, "参数2": 0.1, "参数3": 0.1}
    for header, value in typed.items():
        sheet.cell(row, place[header], value)


def test_a_rule_of_today_is_computed_as_the_sheet_does(calc: Calc, tmp_path: Path) -> None:
    source = _saved_elsewhere(TODAYS[0], tmp_path / "typed.xlsx", _newer_rule)
    target = tmp_path / "computed.xlsx"
    assert regenerate(Task(str(source), str(target))).total is not None
    recalculate(calc, target).assert_same()
