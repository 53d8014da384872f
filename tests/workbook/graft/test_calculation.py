from __future__ import annotations

import pytest

from yqxl.workbook.package.calculation import reaches, with_calculation

CHANGED = {"表 3": {(5, 3)}, "S": {(2, 2)}}


@pytest.mark.parametrize(
    ("formula", "sheet", "expected"),
    [
        ("B2", "S", True),
        ("B2", "T", False),
        ("S!$B$2+1", "T", True),
        ("'表 3'!C5", "T", True),
        ("'表 3'!C4:C6", "T", True),
        ("'表 3'!D5", "T", False),
        ("SUM(S!2:2)", "T", True),
        ("VLOOKUP(A1,A1:B9,2,FALSE)", "T", False),
        ("LOG10(A1)+1.5E+3", "T", False),
        ("OFFSET(A1,1,1)", "T", True),
        ("表1[得分]", "T", True),
        ("[1]S!A1", "T", False),
        ('"S!B2"', "T", False),
    ],
)
def test_what_a_formula_may_read(formula: str, sheet: str, expected: bool) -> None:
    assert reaches(formula, sheet, CHANGED) is expected


HEAD = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


@pytest.mark.parametrize(
    ("before", "full", "ours", "after"),
    [
        (b'<sheets/><calcPr calcId="124519" fullCalcOnLoad="1"/>', False, True,
         b'<sheets/><calcPr calcId="191029"/>'),
        (b'<sheets/><calcPr calcId="1" iterate="1"/>', True, False,
         b'<sheets/><calcPr calcId="1" iterate="1" fullCalcOnLoad="1"/>'),
        (b"<sheets/><definedNames/>", True, False,
         b'<sheets/><definedNames/><calcPr fullCalcOnLoad="1"/>'),
        (b'<sheets/><calcPr calcId="7"/>', False, False, b'<sheets/><calcPr calcId="7"/>'),
    ],
    ids=["ours", "asked", "none before", "left alone"],
)  # fmt: skip
def test_what_the_workbook_part_says(before: bytes, full: bool, ours: bool, after: bytes) -> None:
    tail = b"</workbook>"
    assert with_calculation(HEAD + before + tail, full=full, ours=ours) == HEAD + after + tail
