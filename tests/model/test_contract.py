"""Every column of the contract, whatever it is: declared once, found everywhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import yqxl
from yqxl.catalog import shipped_parameters
from yqxl.interchange.exporting import export
from yqxl.interchange.importing import evaluation_from, load
from yqxl.interchange.schema import json_schema
from yqxl.model.contract import (
    BY_KEY,
    INPUTS,
    LISTS,
    NAMED_CELLS,
    PARAMETERS,
    TABLES,
    WORKING_SHEET,
    Column,
    FixedList,
    NamedCell,
    Table,
    Type,
)
from yqxl.model.headers import header_key
from yqxl.model.rows import Evaluation, Fund, Output, Project
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine_file
from yqxl.pipeline.outcome import Outcome

FIRST_VERSION = Path(__file__).parents[1] / "cases" / "contract_1" / "yangquan_2022.xlsx"
MODEL_CASE = Path(yqxl.__file__).parents[1] / "workbooks" / "yangquan_2022.json"

TYPED = [(table, column) for table in TABLES for column in table.typed]
ALL = [(table, column) for table in TABLES for column in table.columns]


def named(one: object) -> str:
    return getattr(one, "key", None) or getattr(one, "field", "")


def value_for(column: Column, row: int) -> object:
    """Return a value of the column's type that no other column of the row has."""
    salt = sum(map(ord, column.field)) % 89
    if column.shows == "date":
        return f"2022-0{1 + row}-15"
    if column.type is Type.YES_NO:
        return "是" if row == 0 else ""
    if column.type is Type.NUMBER:
        return 1990.0 + row if column.shows == "year" else float(salt + row) / 4
    if column.type is Type.SOURCE:
        return float(salt) if row == 0 else f"R{salt:02}"
    return f"{column.header}甲{row}"


@cache
def export_of_model_case() -> dict[str, Any]:
    return export(load(MODEL_CASE))


@pytest.fixture(scope="module")
def plain() -> Outcome:
    """Return what is found in the model case, which uses no optional column."""
    return examine_file(MODEL_CASE.with_suffix(".xlsx")).outcome


def filled_row(table: Table, row: int) -> object:
    return table.row_of({column.field: value_for(column, row) for column in table.typed})  # type: ignore[misc]  # by the column's type


def filled() -> Evaluation:
    """Return an evaluation in which every column of every table holds two values."""
    rows = {table.key: tuple(filled_row(table, row) for row in range(2)) for table in TABLES}
    codes = [row.code for row in rows["survey"]]
    rows["survey_counts"] = tuple(
        replace(row, code=code) for row, code in zip(rows["survey_counts"], codes, strict=True)
    )
    shipped = shipped_parameters()
    own = {one.key: (*getattr(shipped, one.key), *rows[one.key]) for one in PARAMETERS}
    project = Project(**{cell.field: cell_text(cell) for cell in NAMED_CELLS if cell.typed})  # type: ignore[arg-type]  # by the cell's type
    return Evaluation(project=project, **{**rows, **own})


def cell_text(cell: NamedCell) -> object:
    if cell.type is Type.NUMBER:
        return 2022.0
    return "2023-03-31" if cell.date else f"{cell.label}甲"


@pytest.fixture(scope="module")
def back(tmp_path_factory: pytest.TempPathFactory) -> tuple[Evaluation, Evaluation]:
    """Return an evaluation and what stands in the workbook that was made from its JSON."""
    path = tmp_path_factory.mktemp("contract") / "book.xlsx"
    given = filled()
    create(evaluation_from(export(given)), path)
    return given, examine_file(path).evaluation


@pytest.mark.parametrize(("table", "column"), TYPED, ids=named)
def test_what_is_typed_comes_back(
    back: tuple[Evaluation, Evaluation], table: Table, column: Column
) -> None:
    expected, found = ([column.value_in(row) for row in getattr(one, table.key)] for one in back)
    assert found == expected
    assert set(expected) != {column.value_in(table.row())}, "a test without a value"


def test_the_json_of_everything_comes_back(back: tuple[Evaluation, Evaluation]) -> None:
    given, found = back
    assert export(found) == export(given)


@pytest.mark.parametrize(("table", "column"), TYPED, ids=named)
def test_the_schema_has_it(table: Table, column: Column) -> None:
    properties = json_schema()["properties"]
    if table.key == "survey_counts" and column.field != "code":
        place = properties["survey"]["items"]["properties"]
        assert {"counts", "satisfied", "weights"} <= set(place)
        return
    if table.key == "trends" and column.field in ("year", "value"):
        assert "values" in properties["trends"]["items"]["properties"]
        return
    key = "survey" if table.key == "survey_counts" else table.key
    found = properties[key]["items"]["properties"][column.json_name]
    assert found["title"] == column.header.rstrip("123456" if column.step else "")
    assert found["description"]
    if column.choices and not column.flag and not column.step:
        offered = LISTS[column.choices]
        expected = (
            offered.choices
            if isinstance(offered, FixedList)
            else {
                getattr(row, offered.field) for row in getattr(shipped_parameters(), offered.table)
            }
        )
        assert set(found["anyOf"][0]["enum"]) == set(expected)


@pytest.mark.parametrize(
    ("table", "field"), [("rates", "kind"), ("indicators", "rule"), ("indicators", "scheme")]
)
def test_kinds_rules_and_schemes_are_offered(table: str, field: str) -> None:
    found = json_schema()["properties"][table]["items"]["properties"][field]
    assert len(found["anyOf"][0]["enum"]) > 1


@pytest.mark.parametrize("cell", [cell for cell in NAMED_CELLS if cell.typed], ids=named)
def test_the_schema_has_the_cells_of_the_cover(cell: object) -> None:
    found = json_schema()["properties"]["project"]["properties"][cell.field]  # type: ignore[attr-defined]  # a NamedCell
    assert found["title"] == cell.label  # type: ignore[attr-defined]  # likewise


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_headers_and_aliases_name_one_column(table: Table) -> None:
    texts = [text for one in table.columns for text in (one.header, *one.aliases)]
    assert len({header_key(text) for text in texts}) == len(texts)


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_a_row_class_holds_its_columns_and_nothing_else(table: Table) -> None:
    held = {one.name for one in fields(table.row)}
    assert held == {column.attribute for column in table.typed}
    assert {table.key_column, table.closing_column} <= {one.field for one in table.typed}
    assert hasattr(Evaluation(), table.key)


@pytest.mark.parametrize(("table", "column"), ALL, ids=named)
def test_a_choice_is_a_known_list(table: Table, column: Column) -> None:
    assert table.column(column.field) is column
    if column.choices:
        offered = LISTS[column.choices]
        assert isinstance(offered, FixedList) or BY_KEY[offered.table].column(offered.field)


def test_amounts_are_what_may_not_be_below_zero() -> None:
    assert {(table.key, field) for table in INPUTS for field in table.amounts} == {
        ("funds", "contract"), ("funds", "budget"), ("funds", "arrived"),
        ("funds", "arrived_project"), ("funds", "budget_final"),
        ("funds", "budget_project"), ("funds", "spent"), ("outputs", "planned"),
        ("outputs", "actual"), ("survey_counts", "count"), ("survey_counts", "weight"),
        ("costs", "unit_price"), ("costs", "quantity"), ("indicators", "weight"),
        ("indicators", "given"), ("elements", "share"), ("level_scores", "given"),
        ("experts", "score"), ("survey", "population"), ("survey", "issued"),
        ("indicators", "limit"),
    }  # fmt: skip


OPTIONAL = [(table, column) for table, column in TYPED if column.optional]


def test_a_workbook_has_an_optional_column_only_if_its_data_use_it(tmp_path: Path) -> None:
    blank, used = tmp_path / "blank.xlsx", tmp_path / "used.xlsx"
    create(Evaluation(), blank)
    create(filled(), used)
    for table in TABLES:
        optional = {column.header for column in table.every_column if column.optional}
        assert not optional & set(headers_of(blank, table))
        assert optional <= set(headers_of(used, table))


def headers_of(path: Path, table: Table) -> list[str]:
    for sheet in load_workbook(path):
        if table.name in sheet.tables:
            return [column.name for column in sheet.tables[table.name].tableColumns]
    return []


@pytest.mark.parametrize(
    "cell", [one for one in NAMED_CELLS if one.optional and one.typed], ids=named
)
def test_an_optional_cell_of_the_cover_is_there_only_if_used(
    back: tuple[Evaluation, Evaluation], plain: Outcome, tmp_path: Path, cell: NamedCell
) -> None:
    create(Evaluation(), tmp_path / "blank.xlsx")
    blank = load_workbook(tmp_path / "blank.xlsx")
    assert cell.name not in blank.defined_names
    assert cell.label not in {one.value for row in blank["首页"] for one in row}
    assert cell.field not in export_of_model_case()["project"]
    assert not [one for one in plain.findings if f"“{cell.label}”" in one["message"]]
    assert getattr(back[1].project, cell.field) == f"{cell.label}甲"


def test_the_label_of_an_optional_cell_typed_on_the_cover_is_read(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    create(Evaluation(), path)
    book = load_workbook(path)
    book["首页"]["B16"], book["首页"]["C16"] = "实施单位", "教师进修学校"
    book.save(path)
    assert examine_file(path).evaluation.project.implementer == "教师进修学校"


SHEETS = [table for table in TABLES if table.where_used]


def test_a_workbook_has_an_optional_sheet_only_if_its_data_use_it(tmp_path: Path) -> None:
    blank, used = tmp_path / "blank.xlsx", tmp_path / "used.xlsx"
    create(Evaluation(), blank)
    create(filled(), used)
    assert SHEETS
    wanted = {table.sheet for table in SHEETS}
    assert not wanted & set(load_workbook(blank).sheetnames)
    book = load_workbook(used)
    # the cover leads to what can be seen; the sheet of workings is hidden
    hidden = [sheet.title for sheet in book if sheet.sheet_state != "visible"]
    assert hidden == [WORKING_SHEET]
    names = [name for name in book.sheetnames if name not in hidden]
    assert wanted <= set(names[: names.index("参数")])
    cover = book["首页"]
    linked = [cell.value for row in cover for cell in row if cell.hyperlink]
    assert linked == [name for name in names if name != "首页"][: len(linked)]
    notes = [cell.row for row in cover for cell in row if cell.value == "四、填表说明"]
    assert notes[0] > max(cell.row for row in cover for cell in row if cell.hyperlink)


@pytest.mark.parametrize("table", SHEETS, ids=named)
def test_json_says_nothing_of_an_optional_sheet_without_rows(table: Table) -> None:
    assert table.key not in export_of_model_case()
    assert evaluation_from({"schema": 1, table.key: []}) == evaluation_from({"schema": 1})


@pytest.mark.parametrize("table", SHEETS, ids=named)
def test_an_earlier_workbook_may_have_a_sheet_of_that_name(tmp_path: Path, table: Table) -> None:
    """The first version of the contract had none: it is the person's own."""
    path = tmp_path / "own.xlsx"
    book = load_workbook(FIRST_VERSION)
    sheet = book.create_sheet(table.sheet)
    sheet.append([column.header for column in table.columns])
    sheet.append(["甲"] * len(table.columns))
    book.save(path)
    examined = examine_file(path)
    assert getattr(examined.evaluation, table.key) == ()
    assert not [one for one in examined.outcome.findings if one["sheet"] == table.sheet]


def test_an_imported_value_says_in_json_where_it_is_from() -> None:
    given = {"schema": 1, "imports": [{"at": "指标体系/C102/权重", "from": "自评表!C7"}]}
    assert export(evaluation_from(given))["imports"][0]["from"] == "自评表!C7"


@pytest.mark.parametrize(("table", "column"), OPTIONAL, ids=named)
def test_absent_is_as_if_blank_and_no_finding(plain: Outcome, table: Table, column: Column) -> None:
    assert not [one for one in plain.findings if f"“{column.header}”" in one["message"]]
    # JSON has the rows of 参数 that differ from the shipped ones
    rows = export_of_model_case().get(table.key, ())
    assert rows or table in PARAMETERS
    assert not any(column.field in row for row in rows)


@pytest.mark.parametrize("beside", ["全年预算数", " 全年预算数\n"])
def test_a_known_header_typed_right_of_the_table_is_read(tmp_path: Path, beside: str) -> None:
    """The ListObject does not reach so far; a person in LibreOffice never sees it."""
    path = tmp_path / "book.xlsx"
    create(Evaluation(funds=(Fund("市本级", budget=100.0),)), path)
    book = load_workbook(path)
    sheet = book["资金"]
    column = sheet.tables["yq_funds"].tableColumns[-1].id + 1
    sheet.cell(4, column).value = beside
    sheet.cell(5, column).value = 120
    book.save(path)
    examined = examine_file(path)
    assert examined.evaluation.funds[0].budget_final == 120
    assert export(examined.evaluation)["funds"][0]["budget_final"] == 120


@pytest.mark.parametrize(
    ("typed", "read", "told"),
    [
        pytest.param(date(2022, 12, 31), "2022-12-31", 0, id="date"),
        # to the sheet a text is no date: nothing can be reckoned with it
        pytest.param("2022年12月31日", "2022年12月31日", 1, id="words"),
        pytest.param("2022-12-31", "2022年12月31日", 1, id="ISO text"),
        pytest.param("2022-12", "2022-12", 1, id="month"),
    ],
)
def test_a_date_is_read_however_it_was_typed(
    tmp_path: Path, typed: object, read: str, told: int
) -> None:
    path = tmp_path / "book.xlsx"
    create(Evaluation(outputs=(Output("O01", planned_date="2022-01-01"),)), path)
    book = load_workbook(path)
    sheet = book["产出"]
    column = [cell.value for cell in sheet[4]].index("计划日期") + 1
    assert sheet.cell(5, column).value.date() == date(2022, 1, 1)  # type: ignore[union-attr]  # a date cell
    sheet.cell(5, column).value = typed
    book.save(path)
    examined = examine_file(path)
    assert examined.evaluation.outputs[0].planned_date == read
    found = [one["code"] for one in examined.outcome.findings if "计划日期" in one["message"]]
    assert found == ["YQ-068"] * told


#: run in a copy of the package whose contract has one more line
_PROGRAM = """
import json, sys
from openpyxl import load_workbook
from yqxl.interchange.importing import load
from yqxl.interchange.exporting import export
from yqxl.interchange.schema import json_schema
from yqxl.pipeline.create import create
from yqxl.pipeline.examine import examine_file
from pathlib import Path

data, book = Path("data.json"), Path("book.xlsx")
create(load(data), book)
examined = examine_file(book)
sheet = load_workbook(book)["资金"]
headers = [cell.value for cell in sheet[4] if cell.value]
column = headers.index("预备费") + 1
print(json.dumps({
    "funds": export(examined.evaluation)["funds"],
    "rates": {rate["code"]: None for rate in export(examined.evaluation)["rates"]},
    "record": examined.outcome.record()["rates"],
    "schema": json_schema()["properties"]["funds"]["items"]["properties"]["reserve"],
    "headers": headers,
    "prompts": [one.prompt for one in sheet.data_validations.dataValidation
                if sheet.cell(5, column).coordinate in one.sqref],
    "codes": sorted({one["code"] for one in examined.outcome.findings}),
    "negative": [one["message"] for one in examined.outcome.findings if one["code"] == "YQ-060"],
}))
"""
_LINE = '    total: str = yes_no("是否合计"'
_NEW = '    reserve: Value = money("预备费", prompt="批复的预备费", aliases=("预备金",))\n'


def test_a_new_input_column_is_one_line_of_the_contract(tmp_path: Path) -> None:
    """JSON, schema, template, prompt, path, reading, live check: from one line."""
    package = tmp_path / "yqxl"
    source = Path(yqxl.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__", "files"))
    inputs = package / "model" / "contract" / "inputs.py"
    text = inputs.read_text(encoding="utf-8")
    assert text.count(_LINE) == 1
    inputs.write_text(text.replace(_LINE, _NEW + _LINE), encoding="utf-8")
    (tmp_path / "data.json").write_text(
        '{"schema": 1, "project": {"name": "甲", "year": 2022, "money_unit": "万元"},'
        ' "funds": [{"unit": "市本级", "budget": 200, "reserve": 50},'
        ' {"unit": "县", "budget": 10, "reserve": -1}],'
        ' "rates": [{"code": "R01", "name": "预备率", "kind": "到位率",'
        ' "numerator": "资金/市本级/预备费", "denominator": "资金/市本级/年初预算"}]}',
        encoding="utf-8",
    )
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        cwd=tmp_path, env={"PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1", "PATH": ""},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    import json  # noqa: PLC0415 - of this test only

    found = json.loads(ran.stdout)
    assert [row["reserve"] for row in found["funds"]] == [50, -1]
    assert found["record"] == {"R01": 0.25}
    assert found["schema"]["title"] == "预备费"
    assert found["schema"]["description"] == "批复的预备费"
    assert found["prompts"] == ["批复的预备费"]
    assert found["negative"] == ["“预备费”是负数 -1。"]
    assert not {"YQ-022", "YQ-003", "YQ-046"} & set(found["codes"])
