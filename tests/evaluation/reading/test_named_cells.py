"""The cells of 首页 are found by name, else by label, and read as what they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluation.reading.books_in_memory import Cell, MemoryBook, book, sheet

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.reading.named_cells import iso_date, read_named_cells
from yqxl.model.contract import COVER_SHEET, NAMED_CELLS, Type
from yqxl.model.facts import FactKind

TYPED = [cell for cell in NAMED_CELLS if cell.type is not Type.COMPUTED]
NAME = next(cell for cell in NAMED_CELLS if cell.field == "name")
YEAR = next(cell for cell in NAMED_CELLS if cell.field == "year")
BASE_DATE = next(cell for cell in NAMED_CELLS if cell.field == "base_date")


def cover(**values: Value | Cell) -> MemoryBook:
    """Return a cover with labels in A and values in B, and no names."""
    rows = [(cell.label, values.get(cell.field)) for cell in TYPED]
    return book(sheet(COVER_SHEET, *rows))


def kinds(workbook: MemoryBook) -> list[tuple[FactKind, str, str]]:
    facts = read_named_cells(workbook)[2]
    return [(fact.kind, fact.column, fact.cell) for fact in facts]


def test_the_template_has_every_cell_but_the_optional_under_its_name(
    blank_book: MemoryBook,
) -> None:
    _, places, facts = read_named_cells(blank_book)
    assert set(places) == {cell.field for cell in NAMED_CELLS if not cell.optional}
    assert facts == ()


def test_the_model_case_is_read_with_and_without_names(model_book: MemoryBook) -> None:
    project, places, _ = read_named_cells(model_book)
    assert (project.year, project.money_unit) == (2022.0, "万元")
    assert project.base_date == "2023-03-31"
    by_label, found, facts = read_named_cells(replace(model_book, names={}))
    assert by_label == project
    # row 2 of 指标体系 has labels on either side: without its formulas it is not found
    computed = ("total", "grade", "check_state", "missing", "next_step")
    known = [cell.field for cell in TYPED if not cell.optional] + list(computed)
    assert found == {field: places[field] for field in known}
    assert facts == ()


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ("首页!$D$9", "由名称"),
        ("'首页'!D9", "由名称"),
        ("'it''s'!$A$1", "别的表"),
        ("#REF!", "由标签"),
        ("首页!$D$9:$E$9", "由标签"),
        ("没有的表!$A$1", "由标签"),
    ],
)
def test_a_name_leads_to_its_cell_and_a_broken_one_to_the_label(reference: str, value: str) -> None:
    plain = cover(name="由标签")
    cells = {**plain.sheets[COVER_SHEET].cells, (9, 4): Cell("由名称")}
    workbook = replace(
        plain,
        sheets={
            COVER_SHEET: replace(plain.sheets[COVER_SHEET], cells=cells),
            "it's": sheet("it's", ("别的表",)),
        },
        names={NAME.name: reference},
    )
    assert read_named_cells(workbook)[0].name == value


def test_a_label_that_stands_twice_or_not_at_all_is_told() -> None:
    twice = book(sheet(COVER_SHEET, *[(cell.label, "甲") for cell in [*TYPED, NAME]]))
    project, places, facts = read_named_cells(twice)
    assert project.name == ""
    assert "name" not in places
    assert [(fact.kind, fact.expected) for fact in facts] == [(FactKind.COLUMN_MISSING, NAME.label)]


def test_a_missing_cover_is_one_fact_and_no_error() -> None:
    project, places, facts = read_named_cells(book(sheet("别的", ("名称", "甲"))))
    assert (project.name, places) == ("", {})
    assert [(fact.kind, fact.sheet) for fact in facts] == [(FactKind.SHEET_MISSING, COVER_SHEET)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("政策", "政策"), (2022.0, "2022"), (2.5, "2.5"), (None, ""), (ErrorValue.REF, "")],
)
def test_what_stands_in_a_text_cell(typed: Value, read: str) -> None:
    assert read_named_cells(cover(name=typed))[0].name == read


@pytest.mark.parametrize(
    ("typed", "read"), [(2022.0, 2022.0), ("2022年", "2022年"), ("", None), (None, None)]
)
def test_what_stands_in_a_number_cell(typed: Value, read: Value) -> None:
    assert read_named_cells(cover(year=typed))[0].year == read


def test_formulas_and_errors_are_recorded_with_their_place() -> None:
    row = {cell.field: number for number, cell in enumerate(TYPED, 1)}
    workbook = cover(
        name=Cell("甲", "A1"), year=Cell(None, "B9"), client=Cell(ErrorValue.REF, kind="e")
    )
    assert kinds(workbook) == [
        (FactKind.FORMULA_IN_INPUT, "name", f"B{row['name']}"),
        (FactKind.FORMULA_WITHOUT_VALUE, "year", f"B{row['year']}"),
        (FactKind.ERROR_CELL, "client", f"B{row['client']}"),
    ]
    assert read_named_cells(workbook)[0].name == "甲"


DATES = [
    (45016.0, False, "2023-03-31"),
    (45016.75, False, "2023-03-31"),
    (43554.0, True, "2023-03-31"),
    ("2023-3-31", False, "2023-03-31"),
    ("2023/03/31", False, "2023-03-31"),
    (" 2023年3月31日 ", False, "2023-03-31"),
    ("2023.3.31", False, "2023-03-31"),
    ("2023-02-30", False, "2023-02-30"),
    ("三月底", False, "三月底"),
    (20230331.0, False, "20230331"),
    (2023.0, False, "2023"),
    (0.0, False, "0"),
    (-5.0, False, "-5"),
    (None, False, ""),
    (ErrorValue.VALUE, False, ""),
]


@pytest.mark.parametrize(("typed", "date1904", "iso"), DATES)
def test_dates(typed: Value, date1904: bool, iso: str) -> None:
    assert iso_date(typed, date1904=date1904) == iso
    workbook = replace(cover(base_date=typed), date1904=date1904)
    assert read_named_cells(workbook)[0].base_date == iso
    assert BASE_DATE.type is not YEAR.type
