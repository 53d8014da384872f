"""Sheets as programs write them: shared formulas, spilling cells, formulas beside the cells."""

from __future__ import annotations

import pytest

from yqxl.workbook.freeze.frozen_sheet import NoSavedValueError, freeze_sheet
from yqxl.workbook.freeze.native_calls import native_formula

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(cells: str, behind: str = "") -> bytes:
    return (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData>'
        f"{behind}</worksheet>"
    ).encode()


def escaped(formula: str) -> str:
    text = native_formula(formula)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


CALL = "YQ_BALANCE(B1,C1)"
SHARED = (
    f'<c r="A1"><f t="shared" ref="A1:A2" si="0">{CALL}</f><v>1</v></c>'
    '<c r="A2" t="str"><f t="shared" si="0"/><v></v></c><c r="A3"><f>A1</f><v>1</v></c>'
)


def test_a_shared_formula_is_changed_where_it_stands() -> None:
    frozen = freeze_sheet(sheet(SHARED), {}, as_values=False)
    assert frozen.part == sheet(SHARED.replace(CALL, escaped(CALL)))
    assert (frozen.formulas, frozen.values) == (1, 0)


def test_as_values_the_dependents_of_a_shared_formula_follow() -> None:
    frozen = freeze_sheet(sheet(SHARED), {}, as_values=True)
    assert frozen.part == sheet(
        '<c r="A1"><v>1</v></c><c r="A2" t="str"><v></v></c><c r="A3"><f>A1</f><v>1</v></c>'
    )
    assert frozen.values == 2


def test_a_cell_of_ours_gets_the_formula_of_its_column() -> None:
    cell = f'<c r="B7" s="3"><f>{CALL}</f><v>1</v></c>'
    frozen = freeze_sheet(sheet(cell), {(7, 2): 'IF(A7<1,"",A7)'}, as_values=False)
    assert frozen.part == sheet('<c r="B7" s="3"><f>IF(A7&lt;1,"",A7)</f><v>1</v></c>')


def test_a_spilling_array_becomes_plain_formulas() -> None:
    spilled = (
        '<c r="A1" cm="1"><f t="array" ref="A1:B1">_xll.YQ_RATES(C1:D1,E1:F1)</f><v>1</v></c>'
        '<c r="B1"><v>2</v></c>'
    )
    frozen = freeze_sheet(sheet(spilled), {}, as_values=False)
    first, second = (escaped(f"YQ_COMPLETION_RATE({a}1,{b}1)") for a, b in ("CE", "DF"))
    assert frozen.part == sheet(
        f'<c r="A1"><f>{first}</f><v>1</v></c><c r="B1"><f>{second}</f><v>2</v></c>'
    )


def test_where_no_formula_is_possible_the_value_stands_and_is_told() -> None:
    array = '<c r="A1"><f t="array" ref="A1">SUM(YQ_RATES(C1:D1,E1:F1))</f><v>1.5</v></c>'
    frozen = freeze_sheet(sheet(array), {}, as_values=False)
    assert frozen.part == sheet('<c r="A1"><v>1.5</v></c>')
    assert frozen.instead == ["A1"]


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
def test_a_value_that_was_never_saved_is_not_made_up(value: str) -> None:
    with pytest.raises(NoSavedValueError, match="A1"):
        freeze_sheet(sheet(f'<c r="A1"><f>{CALL}</f>{value}</c>'), {}, as_values=True)


def test_formulas_beside_the_cells_become_native_too() -> None:
    behind = (
        '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1">'
        "<formula>{}&gt;0</formula></cfRule></conditionalFormatting>"
        '<dataValidations><dataValidation sqref="A1"><formula1>{}</formula1>'
        "</dataValidation></dataValidations>"
    )
    frozen = freeze_sheet(sheet("", behind.format(CALL, CALL)), {}, as_values=False)
    native = escaped(CALL)
    assert frozen.part == sheet("", behind.format(f"({native})", native))
    assert frozen.cells == 0


def test_prefixes_are_kept() -> None:
    part = (
        f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row><x:c><x:f>{CALL}</x:f><x:v>1</x:v>'
        "</x:c></x:row></x:sheetData></x:worksheet>"
    )
    frozen = freeze_sheet(part.encode(), {}, as_values=False)
    assert frozen.part.decode() == part.replace(CALL, escaped(CALL))
