"""Tables are found by name, else by their headers, wherever a person has moved them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from evaluation.reading.books_in_memory import MemoryBook, NamedTable, Sheet, book, sheet

from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.table_finder import FoundTable, find_tables
from yqxl.model.contract import BY_KEY, CLOSING_TEXT, STANDARD_TABLES, Table

KNOWN = ContractFormulas().has
OUTPUTS = ("编码", "产出", "计划值", "实际值", "计量单位", "完成率")


def found(workbook: MemoryBook, key: str) -> FoundTable:
    one = find_tables(workbook, KNOWN)[key]
    assert one is not None
    return one


@pytest.mark.parametrize("table", STANDARD_TABLES, ids=lambda table: table.name)
def test_every_table_of_the_template_is_found_by_its_name_and_by_its_headers(
    blank_book: MemoryBook, table: Table
) -> None:
    named = found(blank_book, table.key)
    assert named.sheet.name == table.sheet
    assert set(named.columns) == {column.field for column in table.columns}
    assert all(named.headers[column.field] == column.header for column in table.columns)
    assert named.closed
    assert named.twice == ()
    without_names = replace(
        blank_book,
        sheets={name: replace(one, tables=()) for name, one in blank_book.sheets.items()},
    )
    by_headers = found(without_names, table.key)
    assert (by_headers.header_row, by_headers.columns) == (named.header_row, named.columns)


@pytest.mark.parametrize("name", ["yq_outputs", "YQ_Outputs"])
def test_a_name_wins_over_the_sheet_and_over_the_case_of_its_letters(name: str) -> None:
    elsewhere = sheet(
        "改过名的表",
        OUTPUTS,
        ("O01", "培训", 700.0, 509.0),
        tables=[NamedTable(name, (1, 1, 2, 6))],
    )
    decoy = sheet("产出", OUTPUTS, ("X", "别的", 1.0, 1.0))
    one = found(book(decoy, elsewhere), "outputs")
    assert (one.sheet.name, one.header_row, one.end, one.closed) == ("改过名的表", 1, 3, False)


def test_columns_may_stand_in_any_order_with_others_between() -> None:
    headers = ("备注", "实际值", "负责人", "计划值", "产出", "编码")
    one = found(book(sheet("产出", headers)), "outputs")
    assert one.columns == {"actual": 2, "planned": 4, "name": 5, "code": 6}


@pytest.mark.parametrize(
    "headers",
    [
        ("编号", "产出名称", "计划数", "完成值", "计量单位"),
        ("（编码）", "产 出", "计划\n值", "【实际值】", "计量单位"),
        ("编码", "产出", "计划值", "实际值"),
    ],
    ids=["other words", "brackets, blanks, a line break", "without an optional column"],
)
def test_headers_are_compared_by_what_they_mean(headers: tuple[str, ...]) -> None:
    one = found(book(sheet("产出", ("标题",), (), headers, first=3)), "outputs")
    assert one.header_row == 5
    assert {"code", "name", "planned", "actual"} <= set(one.columns)


@pytest.mark.parametrize(
    "headers",
    [("产出", "计划值", "实际值", "计量单位"), ("编码", "产出"), ("编码", "甲", "乙", "丙", "丁")],
    ids=["without the key", "too few", "others"],
)
def test_a_row_that_is_not_the_header_is_not_taken_for_it(headers: tuple[str, ...]) -> None:
    assert find_tables(book(sheet("产出", headers)), KNOWN)["outputs"] is None


def test_the_row_with_most_headers_is_the_header() -> None:
    few, whole = ("编码", "产出", "计划值"), OUTPUTS
    assert found(book(sheet("产出", few, whole)), "outputs").header_row == 2
    assert found(book(sheet("产出", whole, few)), "outputs").header_row == 1


def test_two_tables_side_by_side_are_two_runs_of_headers() -> None:
    left, right = ("编码", "对象", "备注"), ("编码", "选项", "人数", "权重")
    row = (*left, None, *right)
    tables = find_tables(book(sheet("满意度", row)), KNOWN)
    survey, counts = tables["survey"], tables["survey_counts"]
    assert survey is not None
    assert counts is not None
    assert survey.columns["code"] == 1
    assert counts.columns == {"code": 5, "option": 6, "count": 7, "weight": 8}


@pytest.mark.parametrize("headers", [("权重", "分值"), ("分值", "权重")])
def test_of_two_headers_for_one_column_the_own_text_wins(headers: tuple[str, str]) -> None:
    names = [column.header for column in BY_KEY["indicators"].columns if column.typed]
    names.remove("权重")
    one = found(book(sheet("指标体系", (*headers, *names))), "indicators")
    assert one.twice == ("weight",)
    assert one.columns["weight"] == 1 + headers.index("权重")


def test_a_table_ends_at_its_closing_row_or_before_the_first_blank_one() -> None:
    rows = (OUTPUTS, ("O01", "甲"), ("O02", "乙"))
    closing = (None, CLOSING_TEXT)
    closed = found(book(sheet("产出", *rows, (None,) * 6, closing, ("O9", "外面"))), "outputs")
    assert (closed.end, closed.closed) == (5, True)
    assert (found(book(sheet("产出", *rows, (), ("O9", "外面"))), "outputs").end) == 4
    named = sheet("产出", *rows, tables=[NamedTable("yq_outputs", (1, 1, 9, 6))])
    assert (found(book(named), "outputs").end, found(book(named), "outputs").closed) == (10, False)


def test_a_closing_row_of_a_neighbour_does_not_end_the_table() -> None:
    beside = (None,) * 9 + (CLOSING_TEXT,)
    ref = NamedTable("yq_outputs", (1, 1, 3, 6))
    named = sheet("产出", OUTPUTS, beside, ("O02", "乙"), tables=[ref])
    assert found(book(named), "outputs").closed is False


def test_nothing_is_found_where_nothing_is() -> None:
    assert set(find_tables(book(Sheet("产出", {})), KNOWN).values()) == {None}
    assert set(find_tables(book(), KNOWN).values()) == {None}


def test_a_column_that_the_version_does_not_have_is_a_persons_own() -> None:
    header = sheet("产出", OUTPUTS)
    older = find_tables(book(header), lambda _, field: field != "unit")["outputs"]
    assert older is not None
    assert set(found(book(header), "outputs").columns) - set(older.columns) == {"unit"}
