"""The rows of a workbook: what was typed, where it stands, and what was odd about it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from evaluation.reading.books_in_memory import Cell, MemoryBook, book, copied, sheet, with_cells
from generated_evaluations import Generator

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue, InputRefusedError
from yqxl.evaluation.computing import refuse_foreign
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.tables import Reading, plain_number, read_book
from yqxl.interchange.importing import load
from yqxl.model.contract import STANDARD_TABLES, Type
from yqxl.model.facts import FactKind
from yqxl.model.layout import TableLayout
from yqxl.pipeline.create import create
from yqxl.workbook.scan.workbook import open_workbook

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
Told = list[tuple[FactKind, str, str, str]]


def read(workbook: MemoryBook) -> Reading:
    return read_book(workbook, ContractFormulas())


def told(workbook: MemoryBook) -> Told:
    return [(fact.kind, fact.sheet, fact.cell, fact.found) for fact in read(workbook).facts]


@pytest.fixture(scope="module")
def funds(model_book: MemoryBook) -> TableLayout:
    """Return where 资金 stands in the model case."""
    return read(model_book).layout.tables["funds"]


def test_the_model_case_reads_as_its_data_without_a_fact(model_book: MemoryBook) -> None:
    data, got = load(CASE), read(model_book)
    assert got.facts == ()
    assert got.calls_functions is False
    assert got.evaluation.project == data.project
    for table in STANDARD_TABLES:
        own = getattr(data, table.key)
        if own:
            assert getattr(got.evaluation, table.key) == own, table.key


@pytest.mark.parametrize("seed", range(6))
def test_whatever_people_type_comes_back_as_it_was_typed(seed: int, tmp_path: Path) -> None:
    """Texts in numbers, blanks, ties, unknown codes: written and read again."""
    evaluation, path = Generator(seed).evaluation(), tmp_path / "book.xlsx"
    create(evaluation, path)
    with open_workbook(path) as workbook:
        got = read(copied(workbook)).evaluation
    for table in STANDARD_TABLES:
        typed = [column.field for column in table.columns if column.type is Type.NUMBER]
        before, after = getattr(evaluation, table.key), getattr(got, table.key)
        assert len(before) == len(after), table.key
        for old, new in zip(before, after, strict=True):
            for field in typed:
                assert getattr(old, field, None) == getattr(new, field, None), (table.key, field)


def test_every_row_knows_its_place(model_book: MemoryBook, funds: TableLayout) -> None:
    got = read(model_book)
    for key, place in got.layout.tables.items():
        table = next(table for table in STANDARD_TABLES if table.key == key)
        assert len(place.rows) == len(getattr(got.evaluation, key))
        if place.rows:
            column = place.columns[table.key_column]
            shown = got.evaluation, model_book.sheets[place.sheet].cells[place.rows[0], column]
            first = getattr(getattr(shown[0], key)[0], table.key_column)
            assert shown[1].value == first
    assert funds.rows == tuple(range(funds.header_row + 1, funds.header_row + 1 + len(funds.rows)))


def test_a_blank_row_between_others_is_no_row(model_book: MemoryBook, funds: TableLayout) -> None:
    row = funds.rows[1]
    typed = {(row, number): None for number in funds.columns.values()}
    got = read(with_cells(model_book, "资金", typed))
    assert got.layout.tables["funds"].rows == (funds.rows[0], *funds.rows[2:])
    assert row in got.layout.tables["funds"].blank_rows
    assert len(got.evaluation.funds) == len(funds.rows) - 1


@pytest.mark.parametrize(
    ("typed", "value", "facts"),
    [
        (732.99, 732.99, []),
        ("733", "733", []),
        ("", None, []),
        (True, "TRUE", []),
        (False, "FALSE", []),
        (ErrorValue.NA, ErrorValue.NA, [(FactKind.ERROR_CELL, "#N/A")]),
        (Cell(5.0, "2+3"), 5.0, [(FactKind.FORMULA_IN_INPUT, "=2+3")]),
        (Cell(None, "2+3"), None, [(FactKind.FORMULA_WITHOUT_VALUE, "=2+3")]),
    ],
)
def test_what_stands_in_a_number_cell(
    model_book: MemoryBook,
    funds: TableLayout,
    typed: Value | bool | Cell,
    value: Value,
    facts: list[tuple[FactKind, str]],
) -> None:
    place = funds.rows[0], funds.columns["budget"]
    changed = with_cells(model_book, "资金", {place: typed})
    assert read(changed).evaluation.funds[0].budget == value
    assert [(kind, found) for kind, _, _, found in told(changed)] == facts


@pytest.mark.parametrize(("number", "text"), [(101.0, "101"), (2.5, "2.5"), (1e15, "1e+15")])
def test_a_number_in_a_text_column_becomes_its_text(
    model_book: MemoryBook, number: float, text: str
) -> None:
    place = read(model_book).layout.tables["indicators"]
    cell = place.rows[0], place.columns["code"]
    changed = with_cells(model_book, "指标体系", {cell: number})
    assert read(changed).evaluation.indicators[0].code == text == plain_number(number)
    assert [fact[0] for fact in told(changed)] == [FactKind.NUMBER_IN_TEXT]


def formula_of(model_book: MemoryBook, funds: TableLayout) -> tuple[tuple[int, int], str]:
    place = funds.rows[0], funds.columns["arrival_budget"]
    formula = model_book.sheets["资金"].cells[place].formula
    assert formula
    return place, formula


def test_formulas_that_are_not_ours_any_more_are_told(
    model_book: MemoryBook, funds: TableLayout
) -> None:
    place, formula = formula_of(model_book, funds)
    over = with_cells(model_book, "资金", {place: 0.5})
    other = with_cells(model_book, "资金", {place: Cell(1.0, formula + "+0")})
    for changed, kind, found in (
        (over, FactKind.FORMULA_REPLACED, "0.5"),
        (other, FactKind.FORMULA_DIFFERS, f"={formula}+0"),
    ):
        facts = read(changed).facts
        assert [(fact.kind, fact.column, fact.found) for fact in facts] == [
            (kind, "arrival_budget", found)
        ]
        assert not [cell for cell in read(changed).own_cells if cell[:2] == ("资金", place)]
    assert [fact.expected for fact in read(other).facts] == [f"={formula}"]
    assert [cell for cell in read(model_book).own_cells if cell[:2] == ("资金", place)]


def test_a_row_without_formulas_is_told_once(model_book: MemoryBook, funds: TableLayout) -> None:
    computed = [
        number
        for field, number in funds.columns.items()
        if not next(t for t in STANDARD_TABLES if t.key == "funds").column(field).typed
    ]
    gone = {(funds.rows[0], number): None for number in computed}
    facts = told(with_cells(model_book, "资金", gone))
    assert [fact[0] for fact in facts] == [FactKind.FORMULA_MISSING]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ({"unit": "郊区", "budget": 9.0}, [FactKind.DATA_BELOW_TABLE]),
        ({"unit": "注：单位为万元"}, []),
        ({"budget": 9.0}, []),
    ],
    ids=["a row", "a remark", "a number without a key"],
)
def test_data_below_the_closing_row(
    model_book: MemoryBook,
    funds: TableLayout,
    below: dict[str, Value],
    expected: list[FactKind],
) -> None:
    row = funds.last_row + 1
    typed = {(row, funds.columns[field]): value for field, value in below.items()}
    changed = with_cells(model_book, "资金", typed)
    assert [fact[0] for fact in told(changed)] == expected
    assert read(changed).evaluation.funds == read(model_book).evaluation.funds


def test_a_missing_column_is_told_and_reads_as_blank(
    model_book: MemoryBook, funds: TableLayout
) -> None:
    column = funds.columns["spent"]
    cells = {(row, column): None for row in range(funds.header_row, funds.last_row)}
    computed = [
        funds.columns[name] for name in ("execution_arrived", "execution_budget", "balance_budget")
    ]
    gone = {(row, one): "#" for row, _ in list(cells) for one in computed}
    changed = with_cells(model_book, "资金", {**cells, **gone})
    names = {**model_book.names, "yq_f_area": "资金!#REF!"}
    facts = [
        fact
        for fact in read(replace(changed, names=names)).facts
        if fact.kind is FactKind.COLUMN_MISSING and fact.column == "spent"
    ]
    assert [(fact.sheet, fact.expected) for fact in facts] == [("资金", "实际支出")]
    assert {row.spent for row in read(changed).evaluation.funds} == {None}


def test_a_column_whose_header_was_changed_is_the_one_that_the_formulas_use(
    model_book: MemoryBook, funds: TableLayout
) -> None:
    cell = funds.header_row, funds.columns["spent"]
    reading = read(with_cells(model_book, "资金", {cell: "花掉的"}))
    facts = [fact for fact in reading.facts if fact.kind is FactKind.COLUMN_RENAMED]
    assert [(fact.column, fact.found, fact.expected) for fact in facts] == [
        ("spent", "花掉的", "实际支出")
    ]
    assert reading.evaluation.funds == read(model_book).evaluation.funds
    assert "花掉的" in reading.evaluation.fund_headers


def test_the_header_that_the_file_has_is_the_one_that_paths_name(model_book: MemoryBook) -> None:
    place = read(model_book).layout.tables["funds"]
    header = place.header_row, place.columns["arrived"]
    changed = read(with_cells(model_book, "资金", {header: "到位资金"}))
    assert "到位资金" in changed.evaluation.fund_headers
    assert "实际到位" not in changed.evaluation.fund_headers
    assert changed.evaluation.funds == read(model_book).evaluation.funds


@pytest.mark.parametrize("table", STANDARD_TABLES, ids=lambda table: table.key)
def test_a_table_that_is_not_there_is_told(model_book: MemoryBook, table: object) -> None:
    assert table in STANDARD_TABLES
    sheet_name, key = table.sheet, table.key  # type: ignore[attr-defined]
    others = {name: one for name, one in model_book.sheets.items() if name != sheet_name}
    facts = read(replace(model_book, sheets=others)).facts
    optional = all(one.optional for one in STANDARD_TABLES if one.sheet == sheet_name)
    missing = [fact for fact in facts if fact.kind is FactKind.SHEET_MISSING]
    assert [fact.sheet for fact in missing] == ([] if optional else [sheet_name])
    emptied = replace(model_book.sheets[sheet_name], cells={}, tables=())
    facts = read(replace(model_book, sheets={**model_book.sheets, sheet_name: emptied})).facts
    assert key in {fact.table for fact in facts if fact.kind is FactKind.TABLE_MISSING}


@pytest.mark.parametrize("rows", [(), (("姓名", "电话"), ("王芳", 1.0))], ids=["blank", "foreign"])
def test_a_workbook_of_others_is_refused(rows: tuple[tuple[Value, ...], ...]) -> None:
    layout = read(book(sheet("Sheet1", *rows))).layout
    with pytest.raises(InputRefusedError, match="不是绩效评价填报工作簿") as refused:
        refuse_foreign(layout)
    assert refused.value.code == "YQ-230"


def test_one_table_of_the_contract_is_enough() -> None:
    outputs = sheet("产出", ("编码", "产出", "计划值", "实际值"), ("O01", "培训", 700.0, 509.0))
    got = read(book(outputs))
    refuse_foreign(got.layout)
    assert [(row.code, row.actual) for row in got.evaluation.outputs] == [("O01", 509.0)]
