"""定稿: what freezing changes, what it leaves, and what LibreOffice computes afterwards."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from libreoffice.office import Calc
from libreoffice.recalculation import cached_formulas, recalculate
from openpyxl.worksheet.formula import ArrayFormula

from yqxl.errors import InputRefusedError, OutputFailedError, UsageError
from yqxl.frontends.excel.building import template
from yqxl.interchange.importing import load
from yqxl.pipeline.create import create
from yqxl.pipeline.freeze import freeze
from yqxl.pipeline.regenerate import Task, regenerate

ROOT = Path(__file__).parents[2]
CASE = ROOT / "workbooks" / "yangquan_2022.json"
CALLS = re.compile(rb"YQ_[A-Z_]+\s*\(")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def with_macros(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model case in the template with functions, VBA, ribbon and buttons, regenerated."""
    folder = tmp_path_factory.mktemp("macros")
    (folder / "draft.xlsm").write_bytes(template(load(CASE)))
    done = folder / "case.xlsm"
    assert regenerate(Task(str(folder / "draft.xlsm"), str(done))).status == "ok"
    return done


@pytest.fixture(scope="module")
def native(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same case, native from the start and regenerated."""
    folder = tmp_path_factory.mktemp("native")
    create(load(CASE), folder / "draft.xlsx")
    done = folder / "case.xlsx"
    assert regenerate(Task(str(folder / "draft.xlsx"), str(done))).status == "ok"
    return done


@pytest.fixture(scope="module", params=[False, True], ids=["formulas", "values"])
def frozen(
    request: pytest.FixtureRequest, with_macros: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("frozen") / "定稿.xlsx"
    done = freeze(with_macros, path, as_values=request.param)
    assert done.instead == ()
    assert (done.formulas == 0) is request.param
    assert (done.values == 0) is not request.param
    return path


def test_libreoffice_computes_the_published_result_without_any_addin(
    calc: Calc, frozen: Path
) -> None:
    recalculate(calc, frozen).assert_same(at_least=400)
    read = calc.read(frozen)
    book = openpyxl.load_workbook(frozen)
    total, grade = (
        book.defined_names[name].attr_text.split("!")[1].replace("$", "")
        for name in ("yq_total", "yq_grade")
    )
    assert read["首页"][total] == 77.73
    assert read["首页"][grade] == "中"
    shown = [value for sheet in read.values() for row in sheet.rows for value in row]
    assert "#NAME?" not in [str(value) for value in shown]


def test_nothing_of_the_macros_is_left(frozen: Path) -> None:
    found = parts(frozen)
    words = ("vba", "customui", "ctrlprop", "vmldrawing", "drawing")
    assert not [name for name in found if any(word in name.lower() for word in words)]
    text = b"".join(found.values())
    for leftover in (b"macroEnabled", b"vbaProject", b"xlwings.conf", b"yqxl.functions", b"Yqxl"):
        assert leftover not in text, leftover
    assert not CALLS.search(text)
    assert b"legacyDrawing" not in text


def test_formulas_are_those_of_a_native_workbook(
    with_macros: Path, native: Path, tmp_path: Path
) -> None:
    target = tmp_path / "frozen.xlsx"
    freeze(with_macros, target)
    ours, theirs = cached_formulas(target), cached_formulas(native)
    assert ours.keys() == theirs.keys()
    for sheet in ours:
        assert ours[sheet] == theirs[sheet], sheet


def test_every_other_byte_stays(with_macros: Path, frozen: Path) -> None:
    before, after = parts(with_macros), parts(frozen)
    assert after.keys() < before.keys()
    changed = {name for name in after if after[name] != before[name]}
    touched = {
        name
        for name in before
        if name.startswith("xl/worksheets/sheet") and CALLS.search(before[name])
    }
    skeleton = {
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
        "docProps/core.xml", "xl/worksheets/sheet1.xml",
    }  # fmt: skip
    assert changed == touched | skeleton


def test_a_decorated_workbook_loses_its_macros_only(tmp_path: Path) -> None:
    """What a person put beside the buttons stays: notes, lists, pictures, printer settings."""
    book = openpyxl.Workbook()
    book.active["A1"] = "=SUM(1,2)"
    book.save(tmp_path / "plain.xlsx")
    source, target = tmp_path / "plain.xlsx", tmp_path / "frozen.xlsx"
    done = freeze(source, target)
    assert (done.formulas, done.values) == (0, 0)
    assert parts(target) == parts(source)


@pytest.fixture
def with_calls(tmp_path: Path) -> Path:
    """A workbook in which a person called functions everywhere a formula can stand."""
    path = tmp_path / "calls.xlsx"
    create(load(CASE), tmp_path / "draft.xlsx")
    book = openpyxl.load_workbook(tmp_path / "draft.xlsx")
    sheet = book.create_sheet("测算")
    rows = [
        (509, 700, "比例", 4),
        (160, 70, "门槛比例", 3),
        (1, 0, "比例", 2),
        (None, 5, "没有", 1),
    ]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)
    sheet["F1"] = "=1-YQ_COMPLETION_RATE(A1,B1)"
    sheet["F2"] = '=YQ_PERCENT_TEXT(YQ_COMPLETION_RATE(A2,B2,0))&"（YQ_BALANCE(1,2) 只是文字）"'
    sheet["F3"] = "=YQ_ARRIVAL_RATE(A3,B3)"
    sheet["F4"] = "=YQ_GRADE(77.73)"
    sheet["F5"] = '=YQ_SCORE("比例",4,639.79/733)'
    sheet["F6"] = "=IFERROR(YQ_SCORE(C4,D4,A4),-1)"
    sheet["F7"] = "=SUM(F3:F3,yq_total)"
    for cell in ("H2", "H3", "H4", "I2", "I3", "I4"):
        sheet[cell] = 0  # a spreadsheet writes every cell of an array
    sheet["H1"] = ArrayFormula("H1:H4", "=YQ_RATES(A1:A4,B1:B4)")
    sheet["I1"] = ArrayFormula("I1:I4", "=YQ_SCORES(C1:C4,$D$1:$D$4,H1:H4)")
    book.save(path)
    return path


def test_calls_anywhere_become_native_and_compute_the_same(
    calc: Calc, with_calls: Path, tmp_path: Path
) -> None:
    target = tmp_path / "frozen.xlsx"
    done = freeze(with_calls, target)
    assert done.instead == ()
    assert not CALLS.search(
        b"".join(parts(target).values()).replace("YQ_BALANCE(1,2) 只是文字".encode(), b"")
    )
    read = calc.read(target)["测算"]
    shown = {cell: str(read[cell]) for cell in ("F3", "H3", "H4", "I3", "I4")}
    assert shown == {
        "F3": "#DIV/0!", "H3": "#DIV/0!", "H4": "0.0", "I3": "#DIV/0!", "I4": "#N/A",
    }  # fmt: skip
    assert read["F1"] == pytest.approx(1 - 509 / 700)
    assert read["F2"] == "228.57%（YQ_BALANCE(1,2) 只是文字）"
    assert read["F4"] == "中"
    assert read["F5"] == 3.49
    assert read["F6"] == -1
    assert (read["H1"], read["H2"]) == (pytest.approx(509 / 700), 1)
    assert (read["I1"], read["I2"]) == (2.91, 3)


def test_an_array_that_was_never_computed_is_refused(with_calls: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(with_calls)
    book["测算"]["H3"] = None
    book.save(with_calls)
    with pytest.raises(InputRefusedError) as caught:
        freeze(with_calls, tmp_path / "frozen.xlsx")
    assert (caught.value.code, caught.value.cell) == ("YQ-215", "H3")


def test_values_need_to_have_been_saved(with_calls: Path, tmp_path: Path) -> None:
    with pytest.raises(InputRefusedError) as caught:
        freeze(with_calls, tmp_path / "frozen.xlsx", as_values=True)
    assert (caught.value.code, caught.value.sheet, caught.value.cell) == ("YQ-215", "测算", "F1")
    assert not (tmp_path / "frozen.xlsx").exists()


@pytest.mark.parametrize(
    ("target", "code"),
    [("out.xlsm", "YQ-416"), ("book.xlsx", "YQ-417")],
    ids=["a target with macros", "the source itself"],
)
def test_a_target_that_cannot_be_meant_is_refused(tmp_path: Path, target: str, code: str) -> None:
    source = tmp_path / "book.xlsx"
    openpyxl.Workbook().save(source)
    before = source.read_bytes()
    with pytest.raises(UsageError) as caught:
        freeze(source, tmp_path / target)
    assert caught.value.code == code
    assert source.read_bytes() == before


def test_a_folder_that_is_not_there_is_told_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(OutputFailedError):
        freeze(tmp_path / "none.xlsx", tmp_path / "nowhere" / "out.xlsx")
