"""The macros through the real xlwings front end, on books that openpyxl holds."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings
from libreoffice.office import Calc
from libreoffice.recalculation import cached_formulas, compare
from openpyxl.worksheet.worksheet import Worksheet

from yqxl.catalog import tables
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.frontends.excel import macros, new_workbook
from yqxl.frontends.excel.commands import COMMANDS
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
TABLES = [table.sheet for table in tables()]
GENERATED = ("校验", *TABLES)
Open = Callable[[Path], xlwings.Book]


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case") / "案例.xlsx"
    create(load(CASE), path)
    return path


@pytest.fixture
def book_file(case_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(case_file, tmp_path / "案例.xlsx"))


def saved(book: xlwings.Book, path: Path) -> openpyxl.Workbook:
    book.save(path)
    return openpyxl.load_workbook(path)


def contents(sheet: Worksheet) -> dict[str, Any]:
    return {
        cell.coordinate: (cell.value, cell.data_type)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def looks(sheet: Worksheet) -> dict[str, Any]:
    """What a person sees of the cells that hold something."""
    return {
        cell.coordinate: (
            cell.number_format,
            (cell.font.name, cell.font.sz, bool(cell.font.b)),
            cell.font.color.rgb if cell.font.color else None,
            cell.fill.fgColor.rgb,
            (cell.alignment.horizontal, cell.alignment.vertical, bool(cell.alignment.wrap_text)),
            [
                getattr(getattr(cell.border, side), "style", None)
                for side in ("left", "right", "top", "bottom")
            ],
        )
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def percent_rules(sheet: Worksheet) -> dict[str, Any]:
    """Which rules each cell has; how they are grouped into areas does not matter."""
    found: dict[str, list[str]] = {}
    for area in sheet.conditional_formatting:
        for rule in area.rules:
            assert rule.stopIfTrue
            for cells in area.sqref.ranges:
                for row, column in cells.cells:
                    found.setdefault(f"{row},{column}", []).append(rule.dxf.numFmt.formatCode)
    return found


def page(sheet: Worksheet) -> tuple[Any, ...]:
    margins = sheet.page_margins
    return (
        sheet.page_setup.orientation,
        sheet.page_setup.paperSize,
        sheet.print_area,
        sheet.print_title_rows,
        sheet.freeze_panes,
        sheet.sheet_view.showGridLines,
        sheet.oddFooter.right.text,
        [round(getattr(margins, side), 2) for side in ("left", "right", "top", "bottom")],
        sheet.protection.sheet,
        sheet.protection.formatCells,
        {name: one.width for name, one in sheet.column_dimensions.items()},
        {number: one.height for number, one in sheet.row_dimensions.items()},
    )


@pytest.fixture(scope="module", params=["native", "udf"])
def both_ways(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, engine: Any
) -> tuple[Path, Path]:
    """The model case regenerated as a file, and by the macro through xlwings."""
    folder = tmp_path_factory.mktemp("both")
    source, by_file, by_macro = (folder / f"{name}.xlsx" for name in ("book", "file", "macro"))
    create(load(CASE), source, request.param)
    assert regenerate(Task(str(source), str(by_file))).status == "ok"
    book = engine.open_book(source)
    macros.run("regenerate_all", book)
    assert book.app.impl.alerts == []
    book.save(by_macro)
    return by_file, by_macro


@pytest.mark.parametrize("seen", [contents, looks, percent_rules, page])
def test_the_macro_writes_what_the_command_writes(
    both_ways: tuple[Path, Path], seen: Callable[[Worksheet], Any]
) -> None:
    by_file, by_macro = (openpyxl.load_workbook(path) for path in both_ways)
    assert by_macro.sheetnames == by_file.sheetnames
    assert set(GENERATED) <= set(by_file.sheetnames)
    for name in GENERATED:
        assert seen(by_macro[name]) == seen(by_file[name]), name
        merged = {str(area) for area in by_file[name].merged_cells.ranges}
        assert {str(area) for area in by_macro[name].merged_cells.ranges} == merged


def test_what_the_macro_wrote_computes_to_what_the_command_saved(
    calc: Calc, tmp_path: Path, engine: Any
) -> None:
    source, by_file, by_macro = (tmp_path / f"{name}.xlsx" for name in ("book", "file", "macro"))
    create(load(CASE), source)
    regenerate(Task(str(source), str(by_file)))
    book = engine.open_book(source)
    macros.regenerate_all(book)
    book.save(by_macro)
    compare(cached_formulas(by_file), calc.read(by_macro)).assert_same(at_least=400)


def test_a_second_run_replaces_its_own_sheets(
    opened: Open, book_file: Path, tmp_path: Path
) -> None:
    book = opened(book_file)
    macros.regenerate_all(book)
    first = saved(book, tmp_path / "once.xlsx")
    again = opened(tmp_path / "once.xlsx")
    macros.regenerate_all(again)
    second = saved(again, tmp_path / "twice.xlsx")
    assert second.sheetnames == first.sheetnames
    for name in GENERATED:
        assert contents(second[name]) == contents(first[name])
        assert looks(second[name]) == looks(first[name])
        assert "_yqxl_table" in second[name].defined_names


def test_a_shorter_table_leaves_nothing_of_the_longer_one(opened: Open, tmp_path: Path) -> None:
    long, short = tmp_path / "long.xlsx", tmp_path / "short.xlsx"
    evaluation = load(CASE)
    create(evaluation, long)
    create(replace(evaluation, goals=evaluation.goals[:2]), short)
    expected = tmp_path / "expected.xlsx"
    regenerate(Task(str(short), str(expected)))
    book = opened(long)
    macros.table_1_1(book)
    rows = {goal.goal for goal in evaluation.goals[2:]}
    sheet = book.sheets["绩效目标"].impl.ws
    for row in sheet.iter_rows(min_row=5):
        if row[2].value in rows:
            for cell in row:
                cell.value = None
    macros.table_1_1(book)
    got = saved(book, tmp_path / "got.xlsx")["表1-1"]
    assert contents(got) == contents(openpyxl.load_workbook(expected)["表1-1"])


@pytest.mark.parametrize(
    ("name", "sheets"),
    [
        ("table_1_1", ["表1-1"]),
        ("table_2_1", ["表2-1"]),
        ("table_3_1", ["表3-1"]),
        ("check", []),
        ("regenerate_all", TABLES),
    ],
)
def test_a_macro_makes_its_sheets_and_touches_no_input(
    opened: Open, book_file: Path, tmp_path: Path, name: str, sheets: list[str]
) -> None:
    before = openpyxl.load_workbook(book_file)
    book = opened(book_file)
    macros.run(name, book)
    after = saved(book, tmp_path / "after.xlsx")
    assert after.sheetnames == before.sheetnames + sheets
    for sheet in before.sheetnames:
        if sheet != "校验":
            assert contents(after[sheet]) == contents(before[sheet])


def test_a_persons_sheet_of_that_name_stays(opened: Open, book_file: Path, tmp_path: Path) -> None:
    plain = openpyxl.load_workbook(book_file)
    plain.create_sheet("表1-1")["B2"] = "我的笔记"
    plain.save(book_file)
    book = opened(book_file)
    macros.table_1_1(book)
    after = saved(book, tmp_path / "after.xlsx")
    assert after.sheetnames[-2:] == ["表1-1", "表1-1 (2)"]
    assert contents(after["表1-1"]) == {"B2": ("我的笔记", "s")}


def test_new_sheets_come_before_the_hidden_ones(opened: Open, tmp_path: Path) -> None:
    new_workbook.create(load(CASE), tmp_path / "case.xlsm")
    book = opened(tmp_path / "case.xlsm")
    macros.run("regenerate_all", book)
    assert book.app.impl.alerts == []
    names = [sheet.name for sheet in book.sheets]
    hidden = ["xlwings.conf", "yqxl.functions"]
    assert names[-len(TABLES) - len(hidden) :] == [*TABLES, *hidden]


def test_a_note_in_a_generated_sheet_is_kept(opened: Open, book_file: Path, tmp_path: Path) -> None:
    book = opened(book_file)
    macros.table_1_1(book)
    book.sheets["表1-1"].impl.ws["H3"] = "领导已阅"
    macros.table_1_1(book)
    after = saved(book, tmp_path / "after.xlsx")
    assert after["表1-1"]["H3"].value == "领导已阅"
    assert "表1-1 (2)" in after.sheetnames


@pytest.mark.parametrize("text", ["=1+1", "2023-03", "85%", "'引号", "#N/A 说明", "001"])
def test_a_text_stays_the_text_that_was_typed(opened: Open, tmp_path: Path, text: str) -> None:
    evaluation = load(CASE)
    title = replace(evaluation.project, system_title=text)
    create(replace(evaluation, project=title), tmp_path / "book.xlsx")
    expected = tmp_path / "expected.xlsx"
    regenerate(Task(str(tmp_path / "book.xlsx"), str(expected)))
    book = opened(tmp_path / "book.xlsx")
    macros.regenerate_all(book)
    after = saved(book, tmp_path / "after.xlsx")
    for name in GENERATED:
        assert contents(after[name]) == contents(openpyxl.load_workbook(expected)[name])


def test_a_blank_template_is_served_too(opened: Open, tmp_path: Path) -> None:
    create(Evaluation(), tmp_path / "blank.xlsx")
    book = opened(tmp_path / "blank.xlsx")
    macros.run("regenerate_all", book)
    assert book.app.impl.alerts == []
    assert set(GENERATED) <= {sheet.name for sheet in book.sheets}


def test_a_program_without_value2_reads_the_same(
    engine: Any, opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_it = macros.compute(opened(book_file))
    monkeypatch.setattr(engine.RangeApi, "offers_value2", False)
    without = macros.compute(opened(book_file))
    assert without.evaluation == with_it.evaluation == with_parameters(load(CASE))
    assert without.reading.layout == with_it.reading.layout


def test_progress_is_told_and_the_program_given_back(opened: Open, book_file: Path) -> None:
    app = opened(book_file).app
    app.status_bar = "别人的提示"
    macros.run("regenerate_all", app.books["案例.xlsx"])
    told = app.impl.told
    assert any("3/5" in str(text) for text in told)
    assert app.status_bar == "别人的提示"
    assert (app.screen_updating, app.calculation) == (True, "automatic")


def test_a_failure_is_told_in_one_sentence_and_the_program_given_back(
    engine: Any, opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    book = opened(book_file)

    def refuse(_self: object) -> None:
        raise engine.ProtectedSheetError("有密码")

    # 校验 is there, and somebody has put a password on it
    monkeypatch.setattr(engine.SheetApi, "Unprotect", refuse)
    macros.run("check", book)
    ((prompt, mode),) = book.app.impl.alerts
    assert mode == "critical"
    assert "ProtectedSheetError" in prompt
    assert "\n" not in prompt
    assert book.app.status_bar is False
    assert (book.app.screen_updating, book.app.calculation) == (True, "automatic")


def test_check_says_what_it_found(opened: Open, book_file: Path) -> None:
    book = opened(book_file)
    macros.run("check", book)
    ((prompt, mode),) = book.app.impl.alerts
    assert mode == "info"
    assert "警告 1 项" in prompt
    assert "错误" not in prompt


def test_freeze_writes_a_new_file_each_time(opened: Open, book_file: Path) -> None:
    before = book_file.read_bytes()
    book = opened(book_file)
    macros.run("freeze", book)
    macros.run("freeze", book)
    names = sorted(path.name for path in book_file.parent.iterdir())
    assert names == ["案例-定稿.xlsx", "案例-定稿2.xlsx", "案例.xlsx"]
    assert book_file.read_bytes() == before
    assert [mode for _, mode in book.app.impl.alerts] == ["info", "info"]


def test_freeze_of_a_book_on_the_web_says_what_to_do(
    opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = opened(book_file)
    monkeypatch.setattr(book.impl, "path", Path("https://example.org/案例.xlsx"))
    macros.run("freeze", book)
    ((prompt, mode),) = book.app.impl.alerts
    assert mode == "critical"
    assert "另存到本机文件夹" in prompt


def test_the_ribbon_calls_what_is_there(
    opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert set(macros.MACROS) == {command.name for command in COMMANDS}
    book = opened(book_file)
    monkeypatch.setattr(xlwings.Book, "_mock_caller", book, raising=False)
    macros.main("table_3_1")
    assert "表3-1" in [sheet.name for sheet in book.sheets]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_table_is_renewed_and_stays_hidden(
    opened: Open, book_file: Path, tmp_path: Path, state: str
) -> None:
    book = opened(book_file)
    macros.regenerate_all(book)
    book.sheets["表3-1"].impl.ws.sheet_state = state
    # somebody scrolled down in the sheet: panes count from the first row that is shown
    book.impl.windows["表2-1"]["ScrollRow"] = 40
    macros.run("regenerate_all", book)
    assert book.app.impl.alerts == []
    again = saved(book, tmp_path / "again.xlsx")
    assert again["表3-1"].sheet_state == state
    assert again["表2-1"].freeze_panes == "A4"


def test_select_in_a_sheet_that_is_not_active_is_refused_as_in_excel(
    opened: Open, book_file: Path
) -> None:
    book = opened(book_file)
    book.sheets["首页"].activate()
    with pytest.raises(Exception, match="not active"):
        book.sheets["资金"].range("A1").select()
    with pytest.raises(NotImplementedError):
        _ = book.sheets["资金"].freeze_panes.freeze_at("1:2")
