"""A new workbook: its structure, its form, its exactness, and that it is only data."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from workbook.schemas import faults

from yqxl.errors import ErrorValue
from yqxl.evaluation.formulas.anchored_names import anchored_names
from yqxl.evaluation.formulas.column_formulas import FLAVOURS, column_formula
from yqxl.interchange.importing import load
from yqxl.model.contract import (
    CLOSING_TEXT,
    COVER_SHEET,
    NAMED_CELLS,
    STANDARD_TABLES,
    NamedCell,
    Type,
)
from yqxl.model.layout import Layout, cell_name, column_letters
from yqxl.model.rows import Evaluation, Fund, Goal, Indicator, Output, Project, Rate
from yqxl.pipeline.create import create
from yqxl.workbook.template.layout import fields_of, rows_of
from yqxl.workbook.template.writing import write_template

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = (
    "首页", "绩效目标", "资金", "产出", "满意度", "成本标准", "趋势", "指标取值", "指标体系",
    "评分要素", "参数",
)  # fmt: skip
GUIDE = "填表指南"
PAYLOADS = (
    "=1+1",
    '=HYPERLINK("http://x","点")',
    "+SUM(A1)",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "{=1}",
    "'=1",
    "\t=1",
    "#N/A",
    "TRUE",
    "1e5",
    "0012",
    "2023-03-31",
    "_x0041_",
    "a\x07b",
    "第一行\n第二行",
    "<f>1</f>&amp;",
    " 前后空白 ",
    "𠮷野家",
)


@dataclass(repr=False)
class Book:
    """A written template and what is in it."""

    content: bytes
    layout: Layout

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.content)) as package:
            self.dates = {entry.date_time for entry in package.infolist()}
            self.parts = {name: package.read(name) for name in package.namelist()}
        guided = GUIDE.encode() in self.parts["xl/workbook.xml"]
        self.names = (SHEETS[0], *[GUIDE] * guided, *SHEETS[1:])
        self.sheets = {
            name: etree.fromstring(self.parts[f"xl/worksheets/sheet{number}.xml"])
            for number, name in enumerate(self.names, start=1)
        }

    def cell(self, sheet: str, name: str) -> Any:
        return self.sheets[sheet].find(f".//{MAIN}c[@r='{name}']")

    def text(self, sheet: str, name: str) -> str:
        return "".join(self.cell(sheet, name).itertext())

    def opened(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(self.content))


def written(evaluation: Evaluation, flavour: str = "native") -> Book:
    return Book(*write_template(evaluation, flavour))


@pytest.fixture(scope="module")
def case() -> Evaluation:
    return load(CASE)


@pytest.fixture(scope="module")
def filled(case: Evaluation) -> Book:
    return written(case)


@pytest.fixture(scope="module")
def blank() -> Book:
    return written(Evaluation())


@pytest.fixture(params=["blank", "filled"])
def book(request: pytest.FixtureRequest) -> Book:
    found: Book = request.getfixturevalue(request.param)
    return found


def test_sheets_and_tables_are_the_contract(book: Book) -> None:
    opened = book.opened()
    assert tuple(opened.sheetnames) == book.names
    for table in STANDARD_TABLES:
        place = book.layout.tables[table.key]
        sheet = opened[table.sheet]
        found = sheet.tables[table.name]
        columns = [place.columns[field] for field in fields_of(table, ())]
        first = cell_name(place.header_row, min(columns))
        assert found.ref == f"{first}:{cell_name(place.last_row - 1, max(columns))}"
        headers = [table.column(field).header for field in fields_of(table, ())]
        assert [column.name for column in found.tableColumns] == headers
        closing = sheet.cell(place.last_row, place.columns[table.closing_column])
        assert closing.value == CLOSING_TEXT
        if table.key_column != table.closing_column:
            assert sheet.cell(place.last_row, place.columns[table.key_column]).value is None
        assert {column.field for column in table.columns} == set(fields_of(table, ()))


def placed(book: Book) -> list[NamedCell]:
    """Return the named cells: all but the optional ones that nobody has filled in."""
    always = [cell for cell in NAMED_CELLS if not cell.optional]
    assert set(book.layout.named) == {cell.field for cell in always}
    return always


def test_names_are_anchored(book: Book) -> None:
    names = {name: defined.attr_text for name, defined in book.opened().defined_names.items()}
    for name, area in anchored_names(book.layout).items():
        assert names[name] == area
    for cell in placed(book):
        sheet, row, column = book.layout.named[cell.field]
        assert names[cell.name] == f"'{sheet}'!${column_letters(column)}${row}"
    assert all(name.startswith("yq_") for name in names)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_every_computed_cell_carries_its_formula(case: Evaluation, flavour: str) -> None:
    book = written(case, flavour)
    for table in STANDARD_TABLES:
        place = book.layout.tables[table.key]
        for column in table.columns:
            for row in (*place.rows, *place.blank_rows):
                name = cell_name(row, place.columns[column.field])
                formula = book.cell(table.sheet, name).find(f"{MAIN}f")
                if column.typed:
                    assert formula is None, name
                else:
                    expected = column_formula(table.key, column.field, row, place.columns, flavour)
                    assert formula.text == expected
    for cell in placed(book):
        sheet, row, number = book.layout.named[cell.field]
        formula = book.cell(sheet, cell_name(row, number)).find(f"{MAIN}f")
        assert (formula is not None) == (cell.type is Type.COMPUTED), cell.label


def test_the_rows_of_the_case_stand_where_the_layout_says(case: Evaluation, filled: Book) -> None:
    for table in STANDARD_TABLES:
        place = filled.layout.tables[table.key]
        rows = rows_of(case, table)
        assert len(place.rows) == len(rows)
        assert len(place.blank_rows) >= 3
        assert [*place.rows, *place.blank_rows, place.last_row] == list(
            range(place.header_row + 1, place.last_row + 1)
        )
    place = filled.layout.tables["indicators"]
    assert filled.text("指标体系", cell_name(place.rows[13], place.columns["rule"])) == "分档"
    assert filled.text("资金", "F11") == "414.77"
    assert filled.text("首页", "C8") == "45016"


def test_blank_styled_cells_are_no_numbers(book: Book) -> None:
    for sheet in book.sheets.values():
        for cell in sheet.iter(f"{MAIN}c"):
            if len(cell) == 0:
                assert "t" not in cell.attrib
            if cell.find(f"{MAIN}f") is not None:
                assert cell.find(f"{MAIN}v") is None


def test_helper_columns_are_grouped_and_hidden(book: Book) -> None:
    opened = book.opened()
    for table in STANDARD_TABLES:
        for column in table.columns:
            if table.sheet != "参数":
                letters = column_letters(book.layout.tables[table.key].columns[column.field])
                hidden = opened[table.sheet].column_dimensions[letters].hidden
                assert hidden == (column.type is Type.HIDDEN), (table.sheet, letters)


# ------------------------------------------------------------------ form


def test_prompts_fit_and_lists_have_names(book: Book) -> None:
    names = book.opened().defined_names
    rules = [
        (sheet, rule)
        for sheet, root in book.sheets.items()
        for rule in root.iter(f"{MAIN}dataValidation")
    ]
    assert len(rules) >= 90
    for sheet, rule in rules:
        for title in ("promptTitle", "errorTitle"):
            assert len(rule.get(title, "")) <= 32, sheet
        for text in ("prompt", "error"):
            assert len(rule.get(text, "")) <= 255, sheet
        if rule.get("type") == "list":
            offered = rule.find(f"{MAIN}formula1").text
            # of a column without the blank rows below it, or paths as they are
            named = re.sub(r"^OFFSET\((\w+),.*", r"\1", offered)
            assert named in names or (offered[0] == offered[-1] == '"' and len(offered) <= 257)
        assert "x14" not in etree.tostring(rule).decode()


def covering(book: Book, sheet: str, name: str) -> list[Any]:
    """The validations that cover a cell."""
    letters, row = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()  # type: ignore[union-attr]
    found = []
    for rule in book.sheets[sheet].iter(f"{MAIN}dataValidation"):
        for area in rule.get("sqref").split():
            first, _, last = area.partition(":")
            top, bottom = (int(re.sub(r"\D", "", end)) for end in (first, last or first))
            if re.sub(r"\d", "", first) == letters and top <= int(row) <= bottom:
                found.append(rule)
    return found


def test_every_column_is_validated_down_to_its_last_spare_row(book: Book) -> None:
    for table in STANDARD_TABLES:
        place = book.layout.tables[table.key]
        for column in table.columns:
            for row in (place.header_row + 1, place.last_row - 1):
                name = cell_name(row, place.columns[column.field])
                rules = covering(book, table.sheet, name)
                if column.prompt or not column.typed or column.numeric:
                    assert len(rules) == 1, (table.sheet, name)
                    assert rules[0].get("prompt", "") == (column.prompt if column.typed else "")
                if not column.typed:
                    assert rules[0].find(f"{MAIN}formula1").text == "FALSE"
                    assert rules[0].get("showErrorMessage") == "1"
                    assert "公式" in rules[0].get("errorTitle")
            assert not covering(book, table.sheet, cell_name(place.last_row, 1))


def test_print_set_up(book: Book) -> None:
    opened = book.opened()
    for name in book.names:
        sheet = opened[name]
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text
        assert "&P" in sheet.evenFooter.left.text
        assert sheet.sheet_properties.tabColor is not None
        assert not sheet.protection.sheet
        if name not in (COVER_SHEET, GUIDE, "参数"):
            assert sheet.print_title_rows == "$4:$4"
            assert re.fullmatch(r"[A-Z]+5", sheet.freeze_panes)
        if name == "指标体系":
            assert sheet.page_setup.scale
            assert [page.id for page in sheet.col_breaks.brk] == [11]
        else:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            # 首页 is one page, whatever fonts there are; the others take as many as they need
            high = int(name == COVER_SHEET)
            assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, high)


def test_fonts_and_colours(filled: Book) -> None:
    opened = filled.opened()
    styles = set(opened.named_styles)
    assert {"Input", "Calculation", "yq_标题", "yq_表头"} <= styles
    typed, computed = opened["产出"]["C5"], opened["产出"]["F5"]
    assert (typed.font.color.rgb, typed.fill.fgColor.rgb) == ("FF0000FF", "FFFFF2CC")
    assert (typed.font.name, computed.font.color.rgb) == ("仿宋", "FF000000")
    assert opened["产出"]["C4"].font.name == "黑体"
    assert opened["产出"]["A5"].number_format == "@"
    assert opened["资金"]["B5"].number_format == "#,##0.00"
    assert opened["首页"]["C8"].number_format == 'yyyy"年"m"月"d"日"'
    for sheet in opened:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.font.name in {"仿宋", "黑体", "宋体"}, cell.coordinate
                assert cell.font.scheme is None


def test_figures_and_texts_keep_off_the_lines(filled: Book) -> None:
    for sheet in filled.opened():
        for row in sheet.iter_rows():
            for cell in row:
                if cell.style in ("Input", "Calculation"):
                    form = cell.alignment
                    kept = form.horizontal == "center" or form.indent
                    assert kept, (sheet.title, cell.coordinate)


def test_percents_lose_their_idle_zeros_by_classic_conditional_formats(filled: Book) -> None:
    styles = etree.fromstring(filled.parts["xl/styles.xml"])
    dxfs = styles.find(f"{MAIN}dxfs")
    codes = [one.find(f"{MAIN}numFmt") for one in dxfs]
    named = [code.get("formatCode") if code is not None else None for code in codes]
    shown = [
        (rule.find(f"{MAIN}formula").text, named[int(rule.get("dxfId"))])
        for rule in filled.sheets["产出"].iter(f"{MAIN}cfRule")
    ]
    assert ("AND(ISNUMBER($F5),ROUND($F5*100,2)=ROUND($F5*100,0))", "0%") in shown
    assert ("AND(ISNUMBER($F5),ROUND($F5*100,2)=ROUND($F5*100,1))", "0.0%") in shown
    assert all(b"extLst" not in etree.tostring(sheet) for sheet in filled.sheets.values())


def test_the_cover_links_to_every_sheet(book: Book) -> None:
    targets = {link.get("location") for link in book.sheets["首页"].iter(f"{MAIN}hyperlink")}
    assert targets == {f"'{name}'!A1" for name in (*book.names[1:], "校验")}


# ------------------------------------------------------------------ exactness and safety


def test_the_same_data_give_the_same_bytes(case: Evaluation, filled: Book) -> None:
    assert write_template(case)[0] == filled.content
    assert filled.dates == {(1980, 1, 1, 0, 0, 0)}
    properties = filled.opened().properties
    assert properties.creator == "yqxl"
    assert properties.title == case.project.name
    assert b'fullCalcOnLoad="1"' not in filled.parts["xl/workbook.xml"]


@pytest.mark.parametrize("lxml", ["True", "False"], ids=["with lxml", "without lxml"])
def test_the_bytes_do_not_depend_on_lxml(lxml: str, filled: Book) -> None:
    program = (
        "import hashlib, pathlib, sys\n"
        "from yqxl.interchange.importing import load\n"
        "from yqxl.workbook.template.writing import write_template\n"
        "content, _ = write_template(load(pathlib.Path(sys.argv[1])))\n"
        "import openpyxl\n"
        "print(openpyxl.LXML, hashlib.sha256(content).hexdigest())"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, CASE],
        env={**os.environ, "OPENPYXL_LXML": lxml},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == [lxml, hashlib.sha256(filled.content).hexdigest()]


def everywhere(text: str) -> Evaluation:
    return Evaluation(
        project=Project(name=text, base_date=text, client=text),
        goals=(Goal(text, text, text, text, text),),
        funds=(Fund(text, contract=text),),
        outputs=(Output(text, text, text, text, text),),
        rates=(Rate(text, text, text, text, text, text, text, text),),
        indicators=(Indicator(text, text, text, text, text, text, text, scheme=text, note=text),),
    )


def decoded(text: str) -> str:
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match[1], 16)), text)


def assert_only_data(text: str, blank: Book) -> None:
    book = written(everywhere(text))
    for sheet, root in book.sheets.items():
        formulas = {cell.text for cell in root.iter(f"{MAIN}f")}
        ours = {re.sub(r"\d+", "", cell.text) for cell in blank.sheets[sheet].iter(f"{MAIN}f")}
        assert {re.sub(r"\d+", "", formula) for formula in formulas} <= ours
    for sheet, name in (("首页", "C5"), ("绩效目标", "C5"), ("产出", "C5"), ("指标体系", "H5")):
        cell = book.cell(sheet, name)
        assert cell.get("t") == "inlineStr"
        assert decoded("".join(cell.itertext())) == text


@pytest.mark.parametrize("text", PAYLOADS, ids=repr)
def test_what_people_type_is_never_a_formula(text: str, blank: Book) -> None:
    book = written(everywhere(text))
    if text == "2023-03-31":
        assert book.cell("首页", "C8").get("t") == "n"
    else:
        assert decoded(book.text("首页", "C8")) == text
    assert_only_data(text, blank)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.text(min_size=1, max_size=40).filter(
        lambda text: not re.search("[\ud800-\udfff]", text)
    )
)
def test_any_text_survives(text: str, blank: Book) -> None:
    assert_only_data(text, blank)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(numbers=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=20, max_size=20))
def test_numbers_are_written_to_their_last_digit(numbers: list[float]) -> None:
    funds = tuple(Fund(f"县{n}", contract=number) for n, number in enumerate(numbers))
    book = written(Evaluation(funds=funds))
    texts = [book.text("资金", f"B{row}") for row in book.layout.tables["funds"].rows]
    assert [float(text) for text in texts] == numbers


def test_an_error_value_stays_an_error() -> None:
    book = written(Evaluation(funds=(Fund("县", contract=ErrorValue.REF),)))
    assert book.cell("资金", "B5").get("t") == "e"
    assert book.text("资金", "B5") == "#REF!"


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (("单位", "合同价", "年初预算", "到位资金", "项目经费到位", "实际支出"), "合同价"),
        (("单位", "单位", "年初预算", "到位资金", "项目经费到位", "实际支出"), "合同金额"),
        (("单位", "", "年初预算", "到位资金", "项目经费到位", "实际支出"), "合同金额"),
        (("单位", "是否合计", "年初预算", "到位资金", "项目经费到位", "实际支出"), "合同金额"),
    ],
    ids=["alias", "twice", "blank", "another column"],
)
def test_headers_that_paths_name_are_kept_where_a_table_can_have_them(
    headers: tuple[str, ...], expected: str
) -> None:
    book = written(Evaluation(fund_headers=headers))
    assert book.text("资金", "B4") == expected
    assert book.opened()["资金"].tables["yq_funds"].tableColumns[1].name == expected


def test_the_package_follows_the_schemas(tmp_path: Path, case: Evaluation) -> None:
    files = []
    for flavour in FLAVOURS:
        for name, evaluation in (("case", case), ("blank", Evaluation())):
            file = tmp_path / f"{name}_{flavour}.xlsx"
            file.write_bytes(write_template(evaluation, flavour)[0])
            files.append(file)
    assert not faults(*files)


# ------------------------------------------------------------------ live in LibreOffice


def saved(book: Book, folder: Path) -> Path:
    path = folder / "book.xlsx"
    path.write_bytes(book.content)
    return path


def finished(evaluation: Evaluation, folder: Path) -> Path:
    """Write the template with 校验, which its total and grade look at."""
    path = folder / "book.xlsx"
    create(evaluation, path)
    return path


def test_a_blank_template_shows_no_error(blank: Book, calc: Any, tmp_path: Path) -> None:
    sheets = calc.read(finished(Evaluation(), tmp_path))
    bad = [
        (name, cell, sheet[cell])
        for name, sheet in sheets.items()
        for cell in sheet.formulas
        if not isinstance(sheet[cell], float | str)
    ]
    assert not bad
    assert sheets["首页"][cell_name(*blank.layout.named["missing"][1:])] == 3
    assert sheets["首页"][cell_name(*blank.layout.named["total"][1:])] == ""


def test_the_case_scores_live(case: Evaluation, filled: Book, calc: Any, tmp_path: Path) -> None:
    place = filled.layout.tables["indicators"]

    def cells(sheet: Any, field: str) -> list[Any]:
        return [sheet[cell_name(row, place.columns[field])] for row in place.rows]

    with calc.open(finished(case, tmp_path), editable=True) as document:
        sheets = document.read()
        scores: dict[str, float] = {}
        system = sheets["指标体系"]
        for row, score in zip(case.indicators, cells(system, "score"), strict=True):
            scores[row.level1[0]] = round(scores.get(row.level1[0], 0) + score, 2)
        assert scores == {"A": 17, "B": 20.99, "C": 31.74, "D": 8}
        cover = {
            field: sheets[sheet][cell_name(row, column)]
            for field, (sheet, row, column) in filled.layout.named.items()
        }
        assert (cover["total"], cover["grade"], cover["missing"]) == (77.73, "中", 0)
        assert (cover["weight_total"], cover["unscored"]) == (100, 0)
        number = [row.code for row in case.indicators].index("B203")
        row = place.rows[number]
        assert system[cell_name(row, place.columns["rule_score"])] == 1.5
        rule = cell_name(row, place.columns["rule"])
        for name, expected in (("比例", 1.94), ("门槛比例", 0.36), ("分档", 1.5)):
            document.set("指标体系", **{rule: name})
            again = document.read()["指标体系"]
            assert cells(again, "rule_score")[number] == expected
        document.set("指标体系", **{cell_name(place.rows[0], place.columns["given"]): None})
        again = document.read()
        assert again["首页"][cell_name(*filled.layout.named["missing"][1:])] == 1
        assert again["首页"][cell_name(*filled.layout.named["total"][1:])] == "未完成"
        assert again["首页"][cell_name(*filled.layout.named["grade"][1:])] == "尚有1项未得分"


def test_missing_counts_as_python_does(case: Evaluation, calc: Any, tmp_path: Path) -> None:
    from yqxl.evaluation.scoring.evaluate import evaluate  # noqa: PLC0415 - only here

    first, *rest = case.indicators
    holes = replace(
        case,
        project=replace(case.project, year=None, money_unit=""),
        goals=(replace(case.goals[0], target=""), Goal(level1="只有一级"), *case.goals[1:]),
        outputs=(replace(case.outputs[0], actual=None), *case.outputs[1:]),
        rates=(replace(case.rates[0], kind="", numerator=None), *case.rates[1:]),
        survey_counts=(replace(case.survey_counts[0], count=None), *case.survey_counts[1:]),
        indicators=(
            replace(first, level2="", given=None),
            *(replace(row, value=None) if row.value else row for row in rest),
            Indicator(code="Z9"),
            # 反向比例 needs 参数1, 步进扣分 needs 参数3, 分档 needs a scheme
            Indicator("Z1", "Z", "Z1", "z", 1.0, "反向比例", 0.5),
            Indicator("Z2", "Z", "Z1", "z", 1.0, "步进扣分", 0.5, p1=1.0),
            Indicator("Z3", "Z", "Z1", "z", 1.0, "分档", 0.5),
        ),
    )
    book = written(holes)
    sheets = calc.read(saved(book, tmp_path))
    live = sheets["首页"][cell_name(*book.layout.named["missing"][1:])]
    assert live == evaluate(holes).missing
    assert live > 15
