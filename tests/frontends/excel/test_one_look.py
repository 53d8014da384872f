"""One table through every renderer: a person sees the same form wherever it was written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from libreoffice.office import Calc
from openpyxl.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

import yqxl
from yqxl import look
from yqxl.frontends.excel.sheet_writer import write_table
from yqxl.grid import Cell, Grid, Page, Role
from yqxl.model.contract import CHECK_SHEET, WORKING_SHEET
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.workbook.graft.graft import GraftSheet, graft
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble

SIZE = "YQXL_TITLE_SIZE"
BODY = [role for role in look.ROLES if role is not Role.TITLE]
WIDTHS = (20.0, 9.5, 31.0)
SIDES = ("left", "right", "top", "bottom")
#: what a value of each role is, and what stands around it
PERCENT = (Role.PERCENT, Role.TOTAL_PERCENT)
NUMBERS = (Role.NUMBER, Role.MONEY, Role.SCORE, Role.TOTAL_NUMBER, Role.TOTAL_SCORE, *PERCENT)


def every_role(*, landscape: bool = False) -> Grid:
    """A table with one row for each role, the title over all columns."""
    blank = Cell(role=Role.BLANK)
    rows = [(Cell("绩效评价评分表", role=Role.TITLE), blank, blank)]
    for role in BODY:
        value = 0.8512 if role in NUMBERS else None if role is Role.BLANK else role.value
        rows.append((Cell(value, role=role), blank, blank))
    page = Page(landscape=landscape, title_rows=2)
    return Grid("9-9", "样表", tuple(rows), WIDTHS, heights={3: 51.0}, page=page)


def by_graft(grid: Grid, source: Path, target: Path) -> Worksheet:
    with Package.open(source) as package:
        changes = graft(package, [GraftSheet(grid)], str, {})
        with target.open("wb") as file:
            assemble(package, changes.dropped, changes.parts, file)
    return openpyxl.load_workbook(target)[grid.sheet]


#: the sheets of the template that are generated
GENERATED = {CHECK_SHEET, WORKING_SHEET}


@pytest.fixture
def drawn(
    calc: Calc, opened: Callable[[Path], xlwings.Book], tmp_path: Path
) -> Callable[[Grid], dict[str, Worksheet]]:
    """The sheet of a table as the command, Excel and LibreOffice leave it in a file."""

    def draw(grid: Grid) -> dict[str, Worksheet]:
        source = tmp_path / "source.xlsx"
        create(Evaluation(), source)
        book = opened(source)
        write_table(book, grid, str)
        by_macro, by_menu = tmp_path / "macro.xlsx", tmp_path / "menu.xlsx"
        book.save(by_macro)
        with calc.open(source, editable=True) as document:
            document.insert(grid.sheet)
            document.write_table(grid)
            document.save(by_menu)
        return {
            "command": by_graft(grid, source, tmp_path / "command.xlsx"),
            "Excel": openpyxl.load_workbook(by_macro)[grid.sheet],
            "LibreOffice": openpyxl.load_workbook(by_menu)[grid.sheet],
        }

    return draw


def ink(colour: Any) -> str:
    """Return a colour as RRGGBB; what a program chooses for text and lines is black."""
    rgb = getattr(colour, "rgb", None)
    return rgb[2:] if isinstance(rgb, str) else look.BLACK


def across(sheet: Worksheet, cell: SheetCell) -> str:
    """Return how a text stands; Calc cannot centre over blank cells and merges them."""
    horizontal = str(cell.alignment.horizontal)
    whole = f"A{cell.row}:C{cell.row}"
    if horizontal == "center" and whole in map(str, sheet.merged_cells.ranges):
        return "title"
    return "title" if horizontal == "centerContinuous" else horizontal


def form_of(sheet: Worksheet, cell: SheetCell) -> dict[str, object]:
    lines = [getattr(cell.border, side) for side in SIDES]
    return {
        "font": cell.font.name,
        "size": cell.font.sz,
        "bold": bool(cell.font.b),
        "ink": ink(cell.font.color),
        "paper": ink(cell.fill.fgColor) if cell.fill.fill_type == "solid" else "",
        "across": across(sheet, cell),
        "vertical": cell.alignment.vertical,
        "indent": int(cell.alignment.indent),
        "wrap": bool(cell.alignment.wrap_text),
        "frame": [(line.style if line else None) for line in lines],
        "frame ink": {ink(line.color) for line in lines if line and line.style},
        "number format": cell.number_format,
    }


def form_in_look(form: look.Form) -> dict[str, object]:
    return {
        "font": form.font.name,
        "size": form.font.size,
        "bold": form.font.bold,
        "ink": form.font.ink or look.BLACK,
        "paper": form.paper,
        "across": form.across,
        "vertical": "center",
        "indent": form.indent,
        "wrap": form.wrap,
        "frame": ["thin" if form.frame else None] * 4,
        "frame ink": {form.frame.ink or look.BLACK} if form.frame else set(),
        "number format": form.number_format,
    }


def test_every_renderer_gives_every_role_its_form(
    drawn: Callable[[Grid], dict[str, Worksheet]],
) -> None:
    assert look.ROLES[Role.TITLE].font.size == float(os.environ.get(SIZE, "22"))
    expected = {role.value: form_in_look(look.ROLES[role]) for role in look.ROLES}
    for host, sheet in drawn(every_role()).items():
        cells = [sheet.cell(row, 1) for row in range(1, len(BODY) + 2)]
        found = {
            role.value: form_of(sheet, cell)
            for role, cell in zip((Role.TITLE, *BODY), cells, strict=True)
            # an unframed blank cell is not written at all
            if role is not Role.BLANK
        }
        for name, form in found.items():
            assert form == expected[name], (host, name)


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
def test_every_renderer_measures_and_prints_alike(
    drawn: Callable[[Grid], dict[str, Worksheet]], landscape: bool
) -> None:
    grid = every_role(landscape=landscape)
    for host, sheet in drawn(grid).items():
        assert printed(sheet) == printed_in_look(landscape=landscape), host
        heights = [sheet.row_dimensions[row].height for row in range(1, len(grid.rows) + 1)]
        stated = [look.row_height(grid, row) for row in range(len(grid.rows))]
        # Calc measures in hundredths of a millimetre
        assert heights == pytest.approx(stated, abs=0.15), host
        if host != "LibreOffice":
            assert widths(sheet) == pytest.approx([w + look.PADDING for w in WIDTHS], abs=0.01)


def test_every_renderer_turns_pages_and_colours_tabs_alike(
    drawn: Callable[[Grid], dict[str, Worksheet]],
) -> None:
    grid = every_role()
    page = Page(title_rows=2, turns=(5, 9), scale=80, printed=10)
    for host, sheet in drawn(replace(grid, page=page)).items():
        assert [one.id for one in sheet.row_breaks.brk] == [5, 9], host
        assert sheet.print_area.replace("$", "").rpartition("!")[2] == "A1:C10", host
        assert ink(sheet.sheet_properties.tabColor) == look.TAB_VIOLET, host
        if host != "LibreOffice":  # it turns pages of sheets that are fitted to the width too
            fitted = sheet.sheet_properties.pageSetUpPr
            assert not (fitted and fitted.fitToPage), host
            fitted = sheet.sheet_properties.pageSetUpPr
            assert not (fitted and fitted.fitToPage), host
            assert int(sheet.page_setup.scale) == 80


def test_columns_are_as_wide_in_calc_as_in_the_file(
    drawn: Callable[[Grid], dict[str, Worksheet]], calc: Calc, tmp_path: Path
) -> None:
    """Calc reads and writes widths by two measures, so both sheets go through it."""
    grid = every_role()
    by_menu = drawn(grid)["LibreOffice"]
    with calc.open(tmp_path / "command.xlsx", editable=True) as document:
        document.save(tmp_path / "again.xlsx")
    again = openpyxl.load_workbook(tmp_path / "again.xlsx")[grid.sheet]
    assert widths(by_menu) == pytest.approx(widths(again), abs=0.05)


def widths(sheet: Worksheet) -> list[float]:
    return [sheet.column_dimensions[letter].width for letter in "ABC"]


def printed(sheet: Worksheet) -> dict[str, object]:
    edges, setup = sheet.page_margins, sheet.page_setup
    return {
        "margins": {side: round(getattr(edges, side) * 25.4) for side in (*SIDES, "footer")},
        "paper": (setup.orientation, int(setup.paperSize)),
        "pages": (int(setup.fitToWidth or 1), int(setup.fitToHeight or 0)),
        "centred": bool(sheet.print_options.horizontalCentered),
        "titles": sheet.print_title_rows,
        "odd pages": number(sheet.oddFooter, "right"),
        "even pages": number(sheet.evenFooter, "left"),
        "sides differ": bool(sheet.HeaderFooter.differentOddEven),
    }


def number(footer: Any, side: str) -> tuple[object, ...]:
    """Return text, font and size of the page number; nothing stands elsewhere."""
    other = "left" if side == "right" else "right"
    assert not getattr(footer, other).text
    # a generated sheet says in the middle which data it came from
    assert (footer.center.text or "").startswith("yqxl ") is (footer.center.text is not None)
    part = getattr(footer, side)
    # Excel's own objects keep the codes of font and size in the text
    codes = re.match(r'&"([^",]+)[^"]*"&(\d+)(.*)', part.text or "")
    if codes:
        return codes[3], codes[1], int(codes[2])
    return part.text.replace("&[Page]", "&P"), (part.font or "").split(",")[0], part.size


def printed_in_look(*, landscape: bool) -> dict[str, object]:
    edges = look.margins(landscape=landscape)
    font = look.PAGE_NUMBER_FONT
    page_number = ("&P".join(look.PAGE_NUMBER), font.name, font.size)
    return {
        "margins": {side: getattr(edges, side) for side in (*SIDES, "footer")},
        "paper": ("landscape" if landscape else "portrait", 9),
        "pages": (1, 0),
        "centred": True,
        "titles": "$1:$2",
        "odd pages": page_number,
        "even pages": page_number,
        "sides differ": True,
    }


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("template") / "模板.xlsx"
    create(Evaluation(), path)
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("style", look.INPUT_SHEETS)
def test_the_template_gives_every_style_its_form(template: openpyxl.Workbook, style: str) -> None:
    found = [
        cell
        for sheet in template.worksheets
        if sheet.title not in GENERATED
        for row in sheet.iter_rows()
        for cell in row
        if cell.style == style
    ]
    assert found, "no cell has it"
    kept = ("font", "size", "bold", "ink", "paper", "vertical", "frame", "frame ink")
    expected = form_in_look(look.INPUT_SHEETS[style])
    for cell in found:
        form = form_of(cell.parent, cell)
        # a column may align and format its cells in its own way, and nothing else
        assert {key: form[key] for key in kept} == {key: expected[key] for key in kept}
    assert any(form_of(cell.parent, cell)["across"] == expected["across"] for cell in found)


def test_titles_are_as_large_on_every_sheet(template: openpyxl.Workbook) -> None:
    seen = [sheet for sheet in template.worksheets if sheet.title != WORKING_SHEET]
    sizes = {sheet[name].font.sz for sheet in seen for name in ("A1", "B1")}
    assert look.ROLES[Role.TITLE].font.size in sizes
    for sheet in seen:
        title = next(cell for row in sheet["A1:B1"] for cell in row if cell.value)
        assert (title.font.sz, title.font.name, title.font.b) == (
            look.TITLE_FONT.size,
            look.TITLE_FONT.name,
            True,
        )
        assert sheet.row_dimensions[1].height == look.TITLE_HEIGHT


def test_the_template_prints_like_the_tables(template: openpyxl.Workbook) -> None:
    for sheet in template.worksheets:
        landscape = sheet.page_setup.orientation == "landscape"
        here, expected = printed(sheet), printed_in_look(landscape=landscape)
        for key in ("margins", "paper", "centred", "odd pages", "even pages", "sides differ"):
            assert here[key] == expected[key], (sheet.title, key)


@pytest.mark.parametrize("role", [Role.ERROR, Role.WARNING, Role.GOOD])
def test_marks_of_the_template_have_the_colours_of_the_tables(
    template: openpyxl.Workbook, role: Role
) -> None:
    marks = {
        (ink(rule.dxf.font.color), ink(rule.dxf.fill.bgColor))
        for area in template["首页"].conditional_formatting
        for rule in area.rules
        if rule.dxf and rule.dxf.font and rule.dxf.font.color
    }
    form = look.ROLES[role]
    assert (form.font.ink, form.paper) in marks


def test_the_size_of_titles_is_one_line(tmp_path: Path) -> None:
    """A copy of the package with that line changed renders titles of that size everywhere."""
    shutil.copytree(Path(yqxl.__file__).parent, tmp_path / "yqxl")
    source = tmp_path / "yqxl" / "look.py"
    text = source.read_text("utf-8")
    changed = re.sub(r"(?m)^TITLE_SIZE = .*$", "TITLE_SIZE = 26.0", text)
    lines, now = text.split("\n"), changed.split("\n")
    assert sum(old != new for old, new in zip(lines, now, strict=True)) == 1
    source.write_text(changed, "utf-8")
    run = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist",
            "-p", "no:cov", "-k", "gives_every or titles_are", __file__,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path), SIZE: "26"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout
    assert " passed" in run.stdout
