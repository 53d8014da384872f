"""The macros through xlwings' own Windows code, on the model of Excel's objects."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
import xlwings
from excel_desk.cases import MOST_CALLS
from excel_desk.desk import Desk, model_of
from excel_desk.ranges import Range
from excel_desk.seen import SEEN, contents, looks
from excel_desk.typing_in import serial
from libreoffice.office import Calc
from libreoffice.recalculation import cached_formulas, compare

from yqxl.catalog import standard_tables, tables
from yqxl.frontends.excel import macros, new_workbook
from yqxl.frontends.excel.commands import COMMANDS, table_command
from yqxl.interchange.exporting import export
from yqxl.interchange.importing import load
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.pipeline.regenerate import Task, regenerate

CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
TABLES = [table.sheet for table in standard_tables()]
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
    model_of(book)._save(path)
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("flavour", ["native", "udf"])
def test_the_macro_writes_what_the_command_writes(
    desk: Desk, opened: Open, tmp_path: Path, flavour: Any
) -> None:
    source, by_file, by_macro = (tmp_path / f"{name}.xlsx" for name in ("book", "file", "macro"))
    create(load(CASE), source, flavour)
    assert regenerate(Task(str(source), str(by_file))).status == "ok"
    book = opened(source)
    macros.run("regenerate_all", book)
    assert desk.boxes == []
    ours, theirs = saved(book, by_macro), openpyxl.load_workbook(by_file)
    assert ours.sheetnames == theirs.sheetnames
    for name in GENERATED:
        for seen in SEEN:
            assert seen(ours[name]) == seen(theirs[name]), (name, seen)


def test_a_macro_asks_excel_no_more_than_it_must(desk: Desk, opened: Open, book_file: Path) -> None:
    macros.run("regenerate_all", opened(book_file))
    assert desk.calls.total <= MOST_CALLS


def test_what_the_macro_wrote_computes_to_what_the_command_saved(
    calc: Calc, tmp_path: Path, opened: Open
) -> None:
    source, by_file, by_macro = (tmp_path / f"{name}.xlsx" for name in ("book", "file", "macro"))
    create(load(CASE), source)
    regenerate(Task(str(source), str(by_file)))
    book = opened(source)
    macros.regenerate_all(book)
    saved(book, by_macro)
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
    macros.MACROS["table_1_1"](book)
    rows = {goal.goal for goal in evaluation.goals[2:]}
    sheet = model_of(book).Worksheets._default("绩效目标")._ws
    for row in sheet.iter_rows(min_row=5):
        if row[2].value in rows:
            for cell in row:
                cell.value = None
    macros.MACROS["table_1_1"](book)
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
    macros.MACROS["table_1_1"](book)
    after = saved(book, tmp_path / "after.xlsx")
    assert after.sheetnames[-2:] == ["表1-1", "表1-1 (2)"]
    assert contents(after["表1-1"]) == {"B2": ("我的笔记", "s")}


def test_new_sheets_come_before_the_hidden_ones(desk: Desk, opened: Open, tmp_path: Path) -> None:
    new_workbook.create(load(CASE), tmp_path / "case.xlsm")
    book = opened(tmp_path / "case.xlsm")
    macros.run("regenerate_all", book)
    assert desk.boxes == []
    names = [sheet.name for sheet in book.sheets]
    hidden = ["xlwings.conf", "yqxl.functions"]
    assert names[-len(TABLES) - len(hidden) :] == [*TABLES, *hidden]


def test_a_note_in_a_generated_sheet_is_kept(opened: Open, book_file: Path, tmp_path: Path) -> None:
    book = opened(book_file)
    macros.MACROS["table_1_1"](book)
    model_of(book).Worksheets._default("表1-1")._ws["H3"] = "领导已阅"
    macros.MACROS["table_1_1"](book)
    after = saved(book, tmp_path / "after.xlsx")
    assert after["表1-1（人工修改）"]["H3"].value == "领导已阅"
    assert after["表1-1"]["H3"].value is None


def test_a_note_cannot_be_kept_in_a_protected_structure(
    desk: Desk, opened: Open, book_file: Path, tmp_path: Path
) -> None:
    book = opened(book_file)
    macros.run("table_1_1", book)
    sheet = model_of(book).Worksheets._default("表1-1")
    sheet._ws["H3"] = "领导已阅"
    model_of(book)._protected = True
    names = [sheet.name for sheet in book.sheets]
    macros.run("table_1_1", book)
    [(told, _)] = desk.boxes
    assert "YQ-616" in told
    assert "人工修改过的“表1-1”" in told
    assert [sheet.name for sheet in book.sheets] == names
    assert saved(book, tmp_path / "saved.xlsx")["表1-1"]["H3"].value == "领导已阅"


@pytest.mark.parametrize(
    "texts", [("=1+1", "2023-03", "85%"), ("'引号", "#N/A 说明", "001")], ids=" ".join
)
def test_a_text_stays_the_text_that_was_typed(
    opened: Open, tmp_path: Path, texts: tuple[str, ...]
) -> None:
    evaluation = load(CASE)
    title = replace(evaluation.project, system_title=texts[0])
    goals = [
        replace(goal, goal=text)
        for goal, text in zip(evaluation.goals, (*texts[1:], *texts), strict=False)
    ]
    odd = replace(evaluation, project=title, goals=(*goals, *evaluation.goals[len(goals) :]))
    create(odd, tmp_path / "book.xlsx")
    expected = tmp_path / "expected.xlsx"
    regenerate(Task(str(tmp_path / "book.xlsx"), str(expected)))
    book = opened(tmp_path / "book.xlsx")
    macros.regenerate_all(book)
    after = saved(book, tmp_path / "after.xlsx")
    for name in GENERATED:
        assert contents(after[name]) == contents(openpyxl.load_workbook(expected)[name])


def test_a_blank_template_is_served_too(desk: Desk, opened: Open, tmp_path: Path) -> None:
    create(Evaluation(), tmp_path / "blank.xlsx")
    book = opened(tmp_path / "blank.xlsx")
    macros.run("regenerate_all", book)
    assert desk.boxes == []
    assert set(GENERATED) <= {sheet.name for sheet in book.sheets}


def test_a_program_without_value2_reads_the_same(
    opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_it = macros.compute(opened(book_file))
    monkeypatch.delattr(Range, "Value2")
    monkeypatch.setattr(
        Range, "Value", property(lambda area: area._framed(lambda c: serial(area._shown(c)), None))
    )
    without = macros.compute(opened(book_file))
    assert without.evaluation == with_it.evaluation
    assert export(without.evaluation) == export(load(CASE))
    assert without.reading.layout == with_it.reading.layout


def test_progress_is_told_and_the_program_given_back(
    desk: Desk, opened: Open, book_file: Path
) -> None:
    book = opened(book_file)
    app = book.app
    app.status_bar = "别人的提示"
    macros.run("regenerate_all", book)
    assert any("3/6" in str(text) for text in desk.application.told)
    assert app.status_bar == "别人的提示"
    assert (app.screen_updating, app.calculation) == (True, "automatic")


def test_a_failure_is_told_in_one_sentence_and_the_program_given_back(
    desk: Desk, opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    book = opened(book_file)

    def fail(_area: object) -> None:
        raise OSError("磁盘坏了")

    monkeypatch.setattr(Range, "UnMerge", fail)
    macros.run("check", book)
    ((prompt, mode),) = desk.boxes
    assert mode == "critical"
    assert "OSError" in prompt
    assert "\n" not in prompt
    assert desk.state == {
        "status": False, "updating": True, "alerts": True, "calculation": -4105, "visible": True,
    }  # fmt: skip
    # what was protected is protected again
    assert model_of(book).Worksheets._default("校验").ProtectContents


def test_check_says_what_it_found(desk: Desk, opened: Open, book_file: Path) -> None:
    book = opened(book_file)
    macros.run("check", book)
    ((prompt, mode),) = desk.boxes
    assert mode == "info"
    assert "警告 3 项" in prompt
    assert "错误" not in prompt


def test_freeze_writes_a_new_file_each_time(desk: Desk, opened: Open, book_file: Path) -> None:
    before = book_file.read_bytes()
    book = opened(book_file)
    macros.run("freeze", book)
    macros.run("freeze", book)
    names = sorted(path.name for path in book_file.parent.iterdir())
    assert names == ["案例-定稿.xlsx", "案例-定稿2.xlsx", "案例.xlsx"]
    assert book_file.read_bytes() == before
    assert [mode for _, mode in desk.boxes] == ["info", "info"]


@pytest.mark.parametrize(
    "address",
    [
        "工作簿1",
        "https://d.docs.live.net/0123456789abcdef/评价/案例.xlsx",
        "https://firm-my.sharepoint.com/personal/li_firm_cn/Documents/案例.xlsx",
        "https://firm.sharepoint.com/sites/评价/Shared Documents/案例.xlsx",
    ],
)
@pytest.mark.parametrize("command", ["freeze", "report"])
def test_what_writes_beside_a_book_without_a_folder_says_what_to_do(
    desk: Desk, opened: Open, book_file: Path, address: str, command: str
) -> None:
    book = opened(book_file)
    model_of(book)._address = address
    macros.run(command, book)
    ((prompt, mode),) = desk.boxes
    assert mode == "critical"
    assert "YQ-610" in prompt
    assert "另存到本机文件夹" in prompt


def test_the_report_is_written_beside_the_workbook_each_time(
    desk: Desk, opened: Open, book_file: Path
) -> None:
    book = opened(book_file)
    macros.run("report", book)
    macros.run("report", book)
    written = sorted(path.name for path in book_file.parent.glob("*.docx"))
    assert written == ["案例-报告.docx", "案例-报告2.docx"]
    assert [text for text, _ in desk.boxes] == [f"报告已写入 {name}。" for name in written]
    assert "77.73" in "".join(
        one.text for one in docx.Document(book_file.parent / written[0]).paragraphs
    )


def test_a_report_without_its_library_says_how_to_install_it(
    desk: Desk, opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yqxl.documents.report.writing.find_spec", lambda _: None)
    macros.run("report", opened(book_file))
    ((prompt, _),) = desk.boxes
    assert "YQ-463" in prompt
    assert "pip install python-docx" in prompt
    assert not list(book_file.parent.glob("*.docx"))


def test_the_problem_list_is_what_the_command_writes(
    opened: Open, book_file: Path, tmp_path: Path
) -> None:
    book = opened(book_file)
    macros.run("table_4_1", book)
    by_file = tmp_path / "file.xlsx"
    assert regenerate(Task(str(book_file), str(by_file), tables=("4-1",))).status == "ok"
    ours, theirs = saved(book, tmp_path / "saved.xlsx"), openpyxl.load_workbook(by_file)
    for seen in SEEN:
        assert seen(ours["问题清单"]) == seen(theirs["问题清单"]), seen.__name__


def test_the_ribbon_calls_what_is_there(
    opened: Open, book_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {command.name for command in COMMANDS} == set(macros.MACROS)
    # Excel is given no charts: those that stand follow their cells
    tabled = {table_command(table.number) for table in tables() if not table.charts}
    assert {name for name in macros.MACROS if name.startswith("table_")} == tabled
    book = opened(book_file)
    monkeypatch.setattr(xlwings.Book, "_mock_caller", book, raising=False)
    macros.main("table_3_1")
    assert "表3-1" in [sheet.name for sheet in book.sheets]
