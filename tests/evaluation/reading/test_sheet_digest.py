"""What a digest of a generated sheet sees, and what programs may change without its notice."""

from __future__ import annotations

from pathlib import Path

import pytest
from libreoffice.office import Calc

from yqxl.errors import ErrorValue
from yqxl.evaluation.computing import SheetToWrite, compute, digests
from yqxl.evaluation.reading.generated_sheets import sheet_digest
from yqxl.evaluation.reading.sheet_digest import (
    SHEETS_PROPERTY,
    DigestCell,
    digest,
    digests_from,
    same,
    skeleton,
)
from yqxl.grid import Cell, Formula, Grid, Role
from yqxl.interchange.importing import load
from yqxl.model.contract import CHECK_SHEET, WORKING_SHEET
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
#: the generated sheets that are no tables of the report, by their key
NO_TABLES = {"check": CHECK_SHEET, "working": WORKING_SHEET}
CELLS = [
    DigestCell(1, 1, "表3-1", None),
    DigestCell(2, 1, "第一行\n第二行", None),
    DigestCell(3, 1, 0.1, None),
    DigestCell(4, 1, ErrorValue.NA, None),
    DigestCell(5, 1, 17.0, "SUM('指标体系'!$A$4:$A$42)"),
]


@pytest.mark.parametrize(
    ("row", "other"),
    [
        (1, DigestCell(2, 1, "第一行\r\n第二行", None)),
        (2, DigestCell(3, 1, 0.1 + 1e-16, None)),
        (4, DigestCell(5, 1, 99.0, "sum(指标体系!A4:A57)")),
        (4, DigestCell(5, 1, None, "")),
    ],
    ids=["line ends", "last digits", "another range, another value", "child of a shared formula"],
)
def test_what_programs_change_is_not_seen(row: int, other: DigestCell) -> None:
    changed = [*CELLS[:row], other, *CELLS[row + 1 :]]
    assert same(digest(changed), digest(CELLS))


@pytest.mark.parametrize(
    ("row", "other"),
    [
        (0, DigestCell(1, 1, "表3-1 改", None)),
        (0, DigestCell(1, 2, "表3-1", None)),
        (2, DigestCell(3, 1, 0.1000001, None)),
        (3, DigestCell(4, 1, "#N/A", None)),
        (4, DigestCell(5, 1, 17.0, None)),
        (4, DigestCell(5, 1, 17.0, "AVERAGE('指标体系'!$A$4:$A$42)")),
        (4, DigestCell(5, 1, 17.0, "SUM('指标体系'!$A$4:$A$42)+1")),
    ],
    ids=["text", "place", "number", "text of an error", "value", "function", "addend"],
)
def test_what_a_person_changes_is_seen(row: int, other: DigestCell) -> None:
    changed = [*CELLS[:row], other, *CELLS[row + 1 :]]
    assert not same(digest(changed), digest(CELLS))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("IF('指标体系'!B5=\"\",1,2)", 'if( $指标体系!$B$9 = "" ; 1 ; 2 )'.replace("$指", "指")),
        ('COUNTIFS(A1:A9,"A1")', 'COUNTIFS($A$1:$A$99,"A1")'),
        ("IFERROR(A1,0)", "_xlfn.IFERROR(B2,0)"),
        ("yq_blocked>0", "YQ_BLOCKED>0"),
    ],
)
def test_a_formula_counts_without_what_programs_write_differently(ours: str, theirs: str) -> None:
    assert skeleton(ours) == skeleton(theirs)


def test_texts_within_a_formula_count_as_they_stand() -> None:
    assert skeleton('A1&"小计 A1"') == '#&"小计 A1"'
    assert skeleton('A1&"小计"') != skeleton('A1&"合计"')


def test_a_save_by_libreoffice_keeps_the_digests(calc: Calc, tmp_path: Path) -> None:
    create(load(CASE), tmp_path / "case.xlsx")
    regenerate(Task(str(tmp_path / "case.xlsx"), str(tmp_path / "out.xlsx")))
    with calc.open(tmp_path / "out.xlsx", editable=True) as document:
        document.set("产出", D6=600.0)
        document.save(tmp_path / "saved.xlsx")
    with open_workbook(tmp_path / "saved.xlsx") as workbook:
        book = FileBook(workbook)
        written = digests_from(book.custom_property(SHEETS_PROPERTY))
        assert set(written) >= {*NO_TABLES, "1-1", "2-1", "3-1", "3-2"}
        for table, known in written.items():
            sheet = book.sheets[NO_TABLES.get(table, f"表{table}")]
            assert same(sheet_digest(sheet), known), table
        assert not [one for one in compute(book).findings if one.code == "YQ-026"]


def test_workings_of_a_known_fingerprint_are_not_read_again(tmp_path: Path) -> None:
    regenerate(Task(str(CASE.with_suffix(".xlsx")), str(tmp_path / "out.xlsx")))
    for _ in range(2):
        with open_workbook(tmp_path / "out.xlsx") as workbook:
            book = FileBook(workbook)
            computed = compute(book)
            assert computed.replaces["working"] == WORKING_SHEET
            read = book.sheets[WORKING_SHEET].was_read
    assert not read


@pytest.mark.parametrize(
    ("cell", "same"),
    [
        (Cell(9.0, Formula("A1"), Role.NUMBER), True),
        (Cell(1.0, Formula("A1+1"), Role.NUMBER), False),
        (Cell(2.0, None, Role.NUMBER), False),
    ],
    ids=["value of a formula", "formula", "constant"],
)
def test_the_digest_of_hidden_workings_is_that_of_their_cells(cell: Cell, *, same: bool) -> None:
    first = Cell(1.0, Formula("A1"), Role.NUMBER)
    found = [
        digests(
            [SheetToWrite(Grid("working", "辅助", ((one,),), (9.0,), hidden=hidden), None)], text
        )
        for one in (first, cell, first)
        for hidden in (True, False)
    ]
    assert found[::2] == found[1::2]
    assert (found[0] == found[2]) is same
    assert found[0] == found[4]


def text(formula: Formula) -> str:
    return formula.text
