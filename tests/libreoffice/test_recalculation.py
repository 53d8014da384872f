"""The comparison finds every kind of wrong cached value, and nothing in right ones."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from libreoffice.office import Calc
from libreoffice.plain_workbook import Formula, write
from libreoffice.recalculation import Comparison, cached_formulas, everywhere, recalculate
from openpyxl import Workbook

from yqxl.errors import ErrorValue

RIGHT = [
    pytest.param(Formula("A1+B1", 1209.0), id="number"),
    pytest.param(Formula("B1/A1", 0.7271428571), id="number-within-tolerance"),
    pytest.param(Formula('"优"', "优"), id="text"),
    pytest.param(Formula('""', ""), id="empty-text"),
    pytest.param(Formula('""'), id="empty-text-and-no-value"),
    pytest.param(Formula("A1/0", ErrorValue.DIV0), id="error"),
]
WRONG = [
    pytest.param(Formula("A1+B1", 1208.0), id="number"),
    pytest.param(Formula("B1/A1", 0.727142), id="number-beyond-tolerance"),
    pytest.param(Formula("A1+B1"), id="missing-value"),
    pytest.param(Formula("A1+B1", "1209"), id="text-for-number"),
    pytest.param(Formula('"1209"', 1209.0), id="number-for-text"),
    pytest.param(Formula('"优"', "良"), id="text"),
    pytest.param(Formula("A1/0", ErrorValue.NA), id="another-error"),
    pytest.param(Formula("A1/0", "#DIV/0!"), id="text-for-error"),
    pytest.param(Formula("A1+B1", ErrorValue.DIV0), id="error-for-number"),
    pytest.param(Formula('VALUE("x")', ErrorValue.VALUE), id="an-error-of-calc-alone"),
]


def compared(calc: Calc, tmp_path: Path, formula: Formula) -> Comparison:
    return recalculate(calc, write(tmp_path / "book.xlsx", {"S": [[700.0, 509.0, formula]]}))


@pytest.mark.parametrize("formula", RIGHT)
def test_a_right_value_is_no_difference(calc: Calc, tmp_path: Path, formula: Formula) -> None:
    compared(calc, tmp_path, formula).assert_same()


@pytest.mark.parametrize("formula", WRONG)
def test_a_wrong_value_is_a_difference(calc: Calc, tmp_path: Path, formula: Formula) -> None:
    found = compared(calc, tmp_path, formula)
    assert [(one.sheet, one.cell) for one in found.differences] == [("S", "C1")]
    with pytest.raises(AssertionError, match="S!C1"):
        found.assert_same()


def test_exact_cells_must_be_the_same_double(calc: Calc, tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", {"S": [[700.0, 509.0, Formula("B1/A1", 0.7271428571)]]})
    assert len(recalculate(calc, path, everywhere).differences) == 1


def test_nothing_compared_is_no_success(calc: Calc, tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", {"S": [[1.0]]})
    with pytest.raises(AssertionError, match="only 0 formula cells"):
        recalculate(calc, path).assert_same()


def test_values_of_shared_formulas_are_compared(calc: Calc, tmp_path: Path) -> None:
    path = write(tmp_path / "book.xlsx", {"S": [[float(n)] for n in range(4)]})
    family = '<f t="shared" ref="B1:B3" si="0">A1*2</f><v>0.0</v>'
    _patch(path, "</c></row>", f'</c><c r="B1">{family}</c></row>', 1)
    _patch(path, '<c r="A2"><v>1.0</v></c>', _child("A2", 1.0, "B2", 2.0), 1)
    _patch(path, '<c r="A3"><v>2.0</v></c>', _child("A3", 2.0, "B3", -9.0), 1)
    found = recalculate(calc, path)
    assert found.compared == 3
    assert [str(one) for one in found.differences] == ["S!B3 cached -9.0, computed 4.0: =A1*2"]


def _child(place: str, value: float, cell: str, cached: float) -> str:
    return (
        f'<c r="{place}"><v>{value}</v></c><c r="{cell}"><f t="shared" si="0"/><v>{cached}</v></c>'
    )


def _patch(path: Path, old: str, new: str, times: int) -> None:
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    assert old in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(old, new, times).encode()
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def test_foreign_workbooks_are_read(calc: Calc, tmp_path: Path) -> None:
    path = tmp_path / "foreign.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("得分")
        sheet.write_column("A1", [3, 1, 2])
        sheet.write_string("C1", "优")
        sheet.write_formula("B1", "=SUM(A1:A3)", value=6)
        sheet.write_formula("B2", '=IF(A1>2,"优","良")', value="优")
        sheet.write_formula("B3", "=A1>2", value=True)
        sheet.write_formula("B4", "=1/0", value="#DIV/0!")
        sheet.write_array_formula("D1:D3", "{=A1:A3*2}", value=6)
        sheet.write_number("D2", 2)
        sheet.write_number("D3", 4)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=得分!$A$1:$A$3"})
        book.add_chartsheet("图").set_chart(chart)
    found = recalculate(calc, path)
    found.assert_same(at_least=7)


def test_a_workbook_without_values_differs_in_every_cell(calc: Calc, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in range(1, 11):
        sheet[f"A{row}"] = row
        sheet[f"B{row}"] = f"=A{row}*2"
    book.save(tmp_path / "book.xlsx")
    found = recalculate(calc, tmp_path / "book.xlsx")
    assert (found.compared, len(found.differences)) == (10, 10)


def test_the_cached_values_are_the_files(tmp_path: Path) -> None:
    rows = [[1.0, "字", Formula("A1", 1.5)], [None, Formula("B1&A1", "字 & 字")]]
    cached = cached_formulas(write(tmp_path / "book.xlsx", {"甲": rows, "乙": []}))
    assert {place: (one.formula, one.value) for place, one in cached["甲"].items()} == {
        "C1": ("=A1", 1.5),
        "B2": ("=B1&A1", "字 & 字"),
    }
    assert cached["乙"] == {}
