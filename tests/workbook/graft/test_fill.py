"""Numbers typed into input cells: the one cell changes and no other byte."""

from __future__ import annotations

import pytest
from workbook.hostile import sheet_xml

from yqxl.errors import InputRefusedError
from yqxl.workbook.graft.fill import fill_cells

CASES = [
    ('<row r="3"><c r="A3"/><c r="C3" s="4"/></row>', '<c r="C3" s="4"><v>7</v></c>', "empty"),
    ('<row r="3"><c r="C3" s="4"></c></row>', '<c r="C3" s="4"><v>7</v></c>', "with end tag"),
    ('<row r="3"><c r="A3"/><c r="D3"/></row>', '<c r="C3"><v>7</v></c><c r="D3"/>', "between"),
    ('<row r="3"><c r="A3"/></row>', '<c r="A3"/><c r="C3"><v>7</v></c></row>', "at the end"),
    ('<row r="3"/>', '<row r="3"><c r="C3"><v>7</v></c></row>', "empty row"),
    ('<row r="3"><c r="C3" s="1"><v>5</v></c></row>', '<c r="C3" s="1"><v>7</v></c>', "number"),
    (
        '<row r="3"><c r="C3" t="inlineStr" s="1"><is><t>五</t></is></c></row>',
        '<c r="C3" s="1"><v>7</v></c>',
        "inline text",
    ),
    ('<row r="3"><c r="C3" t="s"><v>0</v></c></row>', '<c r="C3"><v>7</v></c>', "shared text"),
    ("<row><c/></row><row/><row><c/><c/><c/></row>", "<c/><c/><c><v>7</v></c>", "no addresses"),
]


@pytest.mark.parametrize(("row", "filled", "name"), CASES, ids=[case[2] for case in CASES])
def test_a_number_is_typed(row: str, filled: str, name: str) -> None:
    before = sheet_xml(row, after="<pageMargins/>", before="<cols/>")
    after = fill_cells(before, {(3, 3): 7.0})
    assert filled.encode() in after, name
    assert after.count(b"<v>7</v>") == 1
    assert after.split(b"<sheetData>")[0] == before.split(b"<sheetData>")[0]
    assert after.split(b"</sheetData>")[1] == before.split(b"</sheetData>")[1]


def test_a_prefixed_sheet_keeps_its_prefix() -> None:
    source = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>'
    after = fill_cells(source, {(1, 2): 0.5})
    assert b'<x:row r="1"><x:c r="B1"><x:v>0.5</x:v></x:c></x:row>' in after


def test_several_cells_of_one_row_keep_their_order() -> None:
    after = fill_cells(sheet_xml('<row r="2"><c r="D2"/></row>'), {(2, 3): 2.0, (2, 1): 1.0})
    row = b'<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>2</v></c><c r="D2"/></row>'
    assert row in after
    after = fill_cells(sheet_xml('<row r="2"/>'), {(2, 3): 2.0, (2, 1): 1.0})
    assert b'<row r="2"><c r="A2"><v>1</v></c><c r="C2"><v>2</v></c></row>' in after


@pytest.mark.parametrize(
    "row", ['<row r="3"><c r="C3"><f>1+1</f></c></row>', '<row r="4"/>'], ids=["formula", "no row"]
)
def test_formulas_and_missing_rows_are_refused(row: str) -> None:
    with pytest.raises(InputRefusedError) as refused:
        fill_cells(sheet_xml(row), {(3, 3): 7.0})
    assert refused.value.code == "YQ-135"


def test_nothing_to_type_changes_nothing() -> None:
    source = sheet_xml('<row r="1"/>')
    assert fill_cells(source, {}) is source
