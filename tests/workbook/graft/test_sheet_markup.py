"""A grid as a worksheet: values, formulas, form and print set-up."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from libreoffice.office import Calc
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook
from workbook.foreign_workbooks import MAIN, by_openpyxl
from workbook.sample_grids import formula_text, goals, levels, odd_values, scores

from yqxl.grid import Cell, Formula, Grid, Page, Role, Span
from yqxl.workbook.graft.graft import GraftSheet, graft
from yqxl.workbook.graft.sheet_markup import sheet_xml
from yqxl.workbook.graft.styles import EMPTY_STYLES, add_role_styles
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble

_, XF, DXF = add_role_styles(EMPTY_STYLES)
NS = {"m": MAIN}

PAYLOADS = [
    "=1+1", "+A1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x","点")', "{=A1}", "\t=1", "\r=1",
    "</t></is><f>1</f>", "<![CDATA[", "&lt;", "_x0041_", "_x003D_1", "'=1", "１２", "1", "1.5%",
    "#N/A", "TRUE", " 前", "后 ", "两\n行", "\x01", "𠮷", "]]>",
]  # fmt: skip


def xml_of(grid: Grid) -> ET.Element:
    return ET.fromstring(sheet_xml(grid, formula_text, XF, DXF))


def one_row(*cells: Cell, spans: tuple[Span, ...] = (), page: Page | None = None) -> Grid:
    return Grid("t", "表t", (cells,), (10.0,) * len(cells), spans, page=page or Page())


def grafted(tmp_path: Path, *grids: Grid) -> Path:
    target = tmp_path / "grafted.xlsx"
    with Package.open(by_openpyxl(tmp_path / "source.xlsx")) as package:
        changes = graft(package, [GraftSheet(grid) for grid in grids], formula_text, {})
        with target.open("wb") as file:
            assemble(package, changes.dropped, changes.parts, file)
    return target


def opened(tmp_path: Path, grid: Grid) -> Worksheet:
    return openpyxl.load_workbook(grafted(tmp_path, grid))[grid.sheet]


@pytest.mark.parametrize("text", PAYLOADS, ids=ascii)
def test_a_text_is_never_a_formula(text: str) -> None:
    cells = xml_of(one_row(Cell(text), Cell(text, Formula('A1&""')))).findall(".//m:c", NS)
    typed, computed = cells
    assert typed.get("t") == "inlineStr"
    assert typed.find("m:f", NS) is None
    assert typed.find("m:v", NS) is None
    assert computed.get("t") == "str"
    assert computed.findtext("m:f", None, NS) == 'A1&""'


def test_other_readers_find_the_texts(tmp_path: Path) -> None:
    grid = Grid("t", "表t", tuple((Cell(text),) for text in PAYLOADS), (20.0,))
    path = grafted(tmp_path, grid)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("表t").to_python()
    assert [row[0] for row in rows] == PAYLOADS
    sheet = openpyxl.load_workbook(path)["表t"]
    assert {sheet.cell(row, 1).data_type for row in range(1, len(PAYLOADS) + 1)} == {"s"}


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=20))
def test_numbers_come_back_as_the_same_doubles(numbers: list[float]) -> None:
    root = xml_of(one_row(*(Cell(number, role=Role.NUMBER) for number in numbers)))
    assert [float(v.text or "") for v in root.findall(".//m:v", NS)] == numbers


def test_every_kind_of_value(tmp_path: Path) -> None:
    path = grafted(tmp_path, odd_values())
    formulas = openpyxl.load_workbook(path)["奇值"]
    values = openpyxl.load_workbook(path, data_only=True)["奇值"]
    assert [cell.value for cell in formulas[1]] == ["=1+1", "=1/0", '=A1&""', "#N/A", None, 1e300]
    assert formulas["A1"].data_type == "s"
    assert [cell.value for cell in values[1]] == ["=1+1", "#DIV/0!", None, "#N/A", None, 1e300]


def test_values_and_formulas_of_a_table(tmp_path: Path) -> None:
    grid = scores()
    path = grafted(tmp_path, grid)
    values = openpyxl.load_workbook(path, data_only=True)["表3-2"]
    formulas = openpyxl.load_workbook(path)["表3-2"]
    hidden = {(row, 1) for row in range(4, 37)}
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            found = values.cell(number + 1, column + 1).value
            if (number, column) in hidden:
                assert found is None
            else:
                assert found == (cell.value if cell.value != "" else None)
            text = formulas.cell(number + 1, column + 1).value
            if cell.formula:
                assert text == f"={formula_text(cell.formula)}"


def test_merged_cells_keep_their_borders(tmp_path: Path) -> None:
    sheet = opened(tmp_path, goals())
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert merged == {"A4:A33", "B4:B18", "B19:B33"}
    last = {row.get("r"): row for row in xml_of(goals()).findall(".//m:c", NS)}["A33"]
    assert last.get("s") == str(XF[Role.LABEL])
    assert len(last) == 0


def test_a_span_of_one_cell_is_no_merge() -> None:
    assert xml_of(one_row(Cell("甲"), spans=(Span(0, 0),))).find("m:mergeCells", NS) is None


def test_a_title_is_centred_over_its_row_without_merging() -> None:
    grid = one_row(Cell("题", role=Role.TITLE), Cell(role=Role.BLANK), Cell(role=Role.BLANK))
    cells = xml_of(grid).findall(".//m:c", NS)
    assert [cell.get("s") for cell in cells] == [str(XF[Role.TITLE])] * 3


def test_a_blank_cell_outside_the_table_is_not_written() -> None:
    grid = one_row(Cell("甲"), Cell(role=Role.BLANK), Cell(role=Role.TEXT))
    assert [cell.get("r") for cell in xml_of(grid).findall(".//m:c", NS)] == ["A1", "C1"]


@pytest.mark.parametrize(
    ("page", "pane"),
    [
        (Page(), None),
        (Page(title_rows=3), (None, "3", "A4", "bottomLeft")),
        (Page(frozen_columns=1), ("1", None, "B1", "topRight")),
        (Page(title_rows=3, frozen_columns=27), ("27", "3", "AB4", "bottomRight")),
    ],
)
def test_headings_stay_in_sight(page: Page, pane: tuple[str | None, ...] | None) -> None:
    found = xml_of(one_row(Cell("甲"), page=page)).find(".//m:pane", NS)
    keys = ("xSplit", "ySplit", "topLeftCell", "activePane")
    assert (None if found is None else tuple(found.get(key) for key in keys)) == pane


@pytest.mark.parametrize(
    ("grid", "orientation", "margins"),
    [
        pytest.param(levels(), "portrait", (1.457, 1.102, 1.024, 1.378), id="portrait"),
        pytest.param(scores(2), "landscape", (1.102, 1.378, 1.457, 1.024), id="landscape"),
    ],
)
def test_print_set_up(
    tmp_path: Path, grid: Grid, orientation: str, margins: tuple[float, ...]
) -> None:
    sheet = opened(tmp_path, grid)
    page, edges = sheet.page_setup, sheet.page_margins
    assert (page.orientation, str(page.paperSize)) == (orientation, "9")
    assert (edges.top, edges.left, edges.right, edges.bottom) == margins
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert (int(page.fitToWidth), int(page.fitToHeight)) == (1, 0)
    assert sheet.print_options.horizontalCentered is True
    assert sheet.print_title_rows == "$1:$3"
    assert sheet.sheet_view.showGridLines is False
    footers = xml_of(grid).find("m:headerFooter", NS)
    assert footers is not None
    assert footers.get("differentOddEven") == "1"
    assert [part.text for part in footers] == ['&R&"宋体"&14— &P —', '&L&"宋体"&14— &P —']


def test_protected_without_a_password() -> None:
    found = xml_of(levels()).find("m:sheetProtection", NS)
    assert found is not None
    assert found.get("sheet") == "1"
    assert not {"password", "hashValue"} & set(found.attrib)
    assert found.get("formatColumns") == "0"


def test_widths_and_heights(tmp_path: Path) -> None:
    rows = ((Cell("题", role=Role.TITLE),), (Cell("甲"),), (Cell("乙"),))
    grid = Grid("t", "表t", rows, (12.5,), heights={2: 60})
    sheet = opened(tmp_path, grid)
    assert sheet.column_dimensions["A"].width == pytest.approx(12.5 + 5 / 7, abs=0.01)
    assert [sheet.row_dimensions[row].height for row in (1, 2, 3)] == [36, 25, 60]


AREAS = [
    pytest.param([".PP", ".PP"], ["B1:C2"], id="block"),
    pytest.param(["P.P", "P.P", "P.."], ["A1:A3", "C1:C2"], id="columns"),
    pytest.param(["PP", "P."], ["A1:B1", "A2"], id="ragged"),
    pytest.param(["P", ".", "P"], ["A1", "A3"], id="apart"),
    pytest.param(["..."], [], id="none"),
]


@pytest.mark.parametrize(("rows", "areas"), AREAS)
def test_percentages_are_formatted_in_rectangles(rows: list[str], areas: list[str]) -> None:
    cells = tuple(
        tuple(Cell(0.5, role=Role.PERCENT if sign == "P" else Role.NUMBER) for sign in row)
        for row in rows
    )
    root = xml_of(Grid("t", "表t", cells, (10.0,) * len(rows[0])))
    formats = root.findall("m:conditionalFormatting", NS)
    assert [found.get("sqref") for found in formats] == areas
    rules = root.findall(".//m:cfRule", NS)
    assert [rule.get("priority") for rule in rules] == [str(n) for n in range(1, len(rules) + 1)]
    for found in formats:
        first = (found.get("sqref") or "").split(":")[0]
        texts = [formula.text or "" for formula in found.findall(".//m:formula", NS)]
        assert [text.startswith(f"IF(ISNUMBER({first}),") for text in texts] == [True, True]


SHOWN = {
    0.85: "85%",
    20.99 / 30: "69.97%",
    0.794: "79.4%",
    1.0: "100%",
    0.0: "0%",
    1.5: "150%",
    1 / 3: "33.33%",
    0.0007: "0.07%",
    -0.125: "-12.5%",
    31.74 / 40: "79.35%",
}


def test_calc_shows_percentages_as_the_report_prints_them(calc: Calc, tmp_path: Path) -> None:
    pdf = tmp_path / "rates.pdf"
    rates = one_row(*(Cell(rate, role=Role.PERCENT) for rate in SHOWN))
    points = one_row(*(Cell(score, role=Role.SCORE) for score in (17.0, 20.99, 3.5, 100)))
    grid = Grid("t", "表t", (rates.rows[0], points.rows[0] + (Cell(),) * 6), rates.widths)
    with calc.open(grafted(tmp_path, grid)) as document:
        document.save(pdf, copy=True)
    shown = pdf_text(pdf).split()
    assert [text for text in shown if text.endswith("%")] == list(SHOWN.values())
    assert shown[shown.index("17") :][:4] == ["17", "20.99", "3.5", "100"]


def pdf_text(pdf: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("没有找到 pdftotext（poppler-utils）")
    run = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return run.stdout.decode()


OWN = Formula("A1")


@pytest.mark.parametrize(
    "changed",
    [
        Cell(2.0, OWN, Role.NUMBER),
        Cell(1.0, Formula("A2"), Role.NUMBER),
        Cell(1.0, OWN, Role.SCORE),
        Cell(None, OWN, Role.NUMBER),
        Cell("1", OWN, Role.NUMBER),
    ],
    ids=["value", "formula", "role", "nothing", "text"],
)
def test_hidden_workings_are_kept_only_for_the_same_cells(changed: Cell) -> None:
    same = Cell(1.0, OWN, Role.NUMBER)
    hidden = [replace(one_row(cell), hidden=True) for cell in (same, changed, same)]
    written = [sheet_xml(grid, formula_text, XF, DXF) for grid in hidden]
    shown = [
        re.sub(
            rb"<tabColor [^>]*/>",
            b"",
            sheet_xml(replace(grid, hidden=False), formula_text, XF, DXF),
        )
        for grid in hidden
    ]
    assert written == shown
    assert written[0] == written[2] != written[1]


def test_hidden_workings_follow_their_formats_and_addresses() -> None:
    grid = replace(one_row(Cell(1.0, OWN, Role.NUMBER)), hidden=True)
    others = {role: number + 1 for role, number in XF.items()}
    texts = [
        sheet_xml(grid, formula_text, XF, DXF),
        sheet_xml(grid, formula_text, others, DXF),
        sheet_xml(grid, lambda _: "B9", XF, DXF),
    ]
    assert len(set(texts)) == len(texts)


def test_a_table_that_says_where_pages_turn_is_not_fitted_to_pages(tmp_path: Path) -> None:
    """A sheet that is fitted ignores its own page breaks (ECMA-376 18.3.1.65, 18.3.1.74)."""
    grid = Grid("t", "表t", ((Cell("甲"),),) * 9, (12.5,), page=Page(turns=(3, 7), scale=88))
    sheet = opened(tmp_path, grid)
    assert [one.id for one in sheet.row_breaks.brk] == [3, 7]
    assert all(one.man for one in sheet.row_breaks.brk)
    assert sheet.page_setup.scale == 88
    own = sheet.sheet_properties.pageSetUpPr
    assert not (own and own.fitToPage)
    fitted = opened(tmp_path, Grid("t", "表t", ((Cell("甲"),),), (12.5,)))
    assert fitted.sheet_properties.pageSetUpPr.fitToPage


def test_workings_are_not_printed(tmp_path: Path) -> None:
    """LibreOffice prints a hidden sheet that has a print area."""
    rows, page = ((Cell("甲"),),) * 3, Page(title_rows=1)
    hidden = opened(tmp_path, Grid("t", "辅助", rows, (12.5,), page=page, hidden=True))
    assert not hidden.print_area
    assert not hidden.print_title_rows
    assert hidden.sheet_properties.tabColor is None


def test_what_only_the_screen_says_is_outside_the_print_area(tmp_path: Path) -> None:
    grid = Grid("t", "表t", ((Cell("甲"),),) * 5, (12.5,), page=Page(printed=3))
    assert opened(tmp_path, grid).print_area.endswith("$A$1:$A$3")
