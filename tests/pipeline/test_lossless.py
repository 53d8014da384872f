"""A regenerated workbook is the old one byte for byte, but for what yqxl owns."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pyopenvba
import pytest
from decorated_workbook import MACRO, SURVEY_PART, SURVEY_SHEET, TYPES, WORKBOOK, build
from libreoffice.office import Calc
from package_editing import PackageEdit
from pipeline.foreign_versions import BUILDERS, plain
from workbook.schemas import faults

from yqxl.catalog import standard_tables
from yqxl.model import contract
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task
from yqxl.pipeline.regenerate import regenerate as regenerate_task
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook

PROPERTIES = "docProps/custom.xml"
TABLES = [table.sheet for table in standard_tables()]
#: what yqxl may change besides the sheets that it generates
SHARED = {
    TYPES, WORKBOOK, "xl/_rels/workbook.xml.rels", "xl/styles.xml", "docProps/app.xml",
    # notes by what the sheets are known again; other people's properties stay as they are
    PROPERTIES,
}  # fmt: skip
#: the parts that carry the decorations
DECORATIONS = {
    "customXml/item1.xml",
    "xl/charts/chart1.xml",
    "xl/comments1.xml",
    "xl/ctrlProps/ctrlProp1.xml",
    "xl/drawings/drawing1.xml",
    "xl/drawings/drawing2.xml",
    "xl/drawings/vmlDrawing1.vml",
    "xl/drawings/vmlDrawing2.vml",
    "xl/media/image1.png",
    "xl/printerSettings/printerSettings1.bin",
    "xl/sharedStrings.xml",
    "xl/slicerCaches/slicerCache1.xml",
    "xl/slicers/slicer1.xml",
    "xl/tables/table40.xml",
    SURVEY_PART,
}


def regenerate(source: Path, target: Path) -> Outcome:
    outcome = regenerate_task(Task(str(source), str(target)))
    assert outcome.output == str(target), outcome.findings
    return outcome


def raw_parts(path: Path) -> dict[str, bytes]:
    """Every part as it stands in the file: local header, packed bytes, descriptor."""
    with Package.open(path) as package:
        return {name: bytes(package.raw(name)) for name in package.entries}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def part_of(path: Path, sheet: str) -> str:
    with open_workbook(path) as workbook:
        return workbook.sheets[sheet].part


def edited(source: Path, target: Path, *changes: tuple[str, str, str]) -> Path:
    """Write the workbook with texts of its parts replaced: (part, pattern, by)."""
    with open_workbook(source) as workbook:
        edit = PackageEdit(workbook)
        for part, pattern, by in changes:
            text, count = re.subn(pattern, by, edit.text(part), count=1)
            assert count, f"{pattern} is not in {part}"
            edit.put(part, text)
        with target.open("wb") as file:
            assemble(workbook.package, set(), edit.parts, file)
    return target


@pytest.fixture(scope="module", params=[".xlsx", ".xlsm"])
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("decorated") / f"装饰{request.param}")


@pytest.fixture(scope="module")
def result(source: Path) -> Path:
    target = source.with_name(f"结果{source.suffix}")
    outcome = regenerate(source, target)
    assert (outcome.status, outcome.total, outcome.grade) == ("ok", 77.73, "中")
    return target


def test_every_part_of_others_is_byte_identical(source: Path, result: Path) -> None:
    before, now = raw_parts(source), raw_parts(result)
    owned = {part_of(source, "校验"), *SHARED}
    kept = set(before) - owned - {"xl/calcChain.xml"}
    assert kept >= DECORATIONS
    assert {name for name in kept if now.get(name) != before[name]} == set()
    theirs = re.findall(rb"<property .*?</property>", parts(source)[PROPERTIES], re.DOTALL)
    assert theirs
    assert all(one in parts(result)[PROPERTIES] for one in theirs if b"yqxl.sheets" not in one)
    assert set(now) - set(before) == {part_of(result, table) for table in TABLES}


def test_contract_sheets_with_right_values_are_byte_identical(source: Path, result: Path) -> None:
    before, now = raw_parts(source), raw_parts(result)
    with open_workbook(source) as workbook:
        own = {s.name: s.part for s in workbook.sheets.values() if s.tables or s.name == "首页"}
    filled = {contract.COVER_SHEET, *(t.sheet for t in contract.TABLES if t.sheet in own)}
    assert {"资金", "产出", "指标体系", "参数"} <= filled
    assert set(own) == {*filled, SURVEY_SHEET}
    assert [name for name, part in own.items() if now[part] != before[part]] == []


def test_a_second_run_gives_the_same_file(result: Path) -> None:
    again = result.with_name(f"再次{result.suffix}")
    regenerate(result, again)
    assert again.read_bytes() == result.read_bytes()


def test_the_calculation_chain_goes(source: Path, result: Path) -> None:
    """Excel repairs a file whose chain names cells that have no formula; it makes a new one."""
    assert "xl/calcChain.xml" in raw_parts(source)
    now = parts(result)
    assert "xl/calcChain.xml" not in now
    assert b"calcChain" not in now[TYPES] + now["xl/_rels/workbook.xml.rels"]


def test_what_the_workbook_part_said_it_still_says(source: Path, result: Path) -> None:
    before, now = parts(source)[WORKBOOK].decode(), parts(result)[WORKBOOK].decode()
    for pattern in (r"<sheet [^>]*>", r"<definedName (?!.*_xlnm)[^>]*>[^<]*", r"<extLst>.*"):
        said = re.findall(pattern, before)
        assert said
        assert [text for text in said if text not in now] == []


def test_valid_by_the_public_schemas(source: Path, result: Path) -> None:
    assert faults(source, result) == []


def test_calc_opens_the_result(calc: Calc, source: Path, result: Path) -> None:
    before, now = calc.read(source), calc.read(result)
    assert list(now) == [*before, *TABLES]
    assert now["表3-1"]["A1"] == "表3-1 政策综合绩效评价得分情况表"
    assert [row for row in now["表3-1"].rows if row[0] == "得分"] == [
        ["得分", 17, 20.99, 31.74, 8, 77.73]
    ]
    assert now[SURVEY_SHEET].rows == before[SURVEY_SHEET].rows


def test_a_workbook_with_macros_keeps_them(tmp_path: Path) -> None:
    source, target = build(tmp_path / "宏.xlsm"), tmp_path / "结果.xlsm"
    regenerate(source, target)
    assert raw_parts(target)["xl/vbaProject.bin"] == raw_parts(source)["xl/vbaProject.bin"]
    assert b"sheet.macroEnabled.main+xml" in parts(target)[TYPES]
    with pyopenvba.ExcelFile(target) as file:
        module = file.vba_project().get_module("Macros")
        assert f"Public Sub {MACRO}()" in module.source


def test_stale_values_are_renewed_and_nothing_else(source: Path, tmp_path: Path) -> None:
    """A wrong value beside a formula of ours: its sheet becomes what it was."""
    part = part_of(source, "资金")
    stale = edited(source, tmp_path / source.name, (part, r"(</f><v>)0\.\d+", r"\g<1>0.5"))
    assert parts(stale)[part] != parts(source)[part]
    target = tmp_path / f"结果{source.suffix}"
    outcome = regenerate(stale, target)
    assert outcome.total == 77.73
    assert parts(target)[part] == parts(source)[part]
    before, now = raw_parts(stale), raw_parts(target)
    changed = {name for name in before if now.get(name) != before[name]}
    assert changed <= {part, part_of(source, "校验"), "xl/calcChain.xml", *SHARED}


def test_a_persons_own_sheet_of_that_name_stays(tmp_path: Path) -> None:
    own = (WORKBOOK, f'name="{SURVEY_SHEET}"', 'name="表3-1"')
    source = edited(build(tmp_path / "装饰.xlsx"), tmp_path / "自有.xlsx", own)
    target = tmp_path / "结果.xlsx"
    regenerate(source, target)
    with open_workbook(target) as workbook:
        assert workbook.sheets["表3-1"].part == SURVEY_PART
        assert "表3-1 (2)" in workbook.sheets
    assert raw_parts(target)[SURVEY_PART] == raw_parts(source)[SURVEY_PART]
    again = tmp_path / "再次.xlsx"
    regenerate(target, again)
    assert again.read_bytes() == target.read_bytes()


def compare_with_model_case(outcome: Outcome, folder: Path) -> None:
    model = regenerate(plain(folder / "模型.xlsx"), folder / "模型结果.xlsx")
    assert (outcome.total, outcome.grade) == (77.73, "中")
    same = ("levels", "second_levels", "rates", "costs")
    assert [outcome.details[key] for key in same] == [model.details[key] for key in same]


@pytest.mark.parametrize("builder", BUILDERS.values(), ids=BUILDERS)
def test_files_of_other_programs_give_the_same(
    builder: Callable[[Path], Path], tmp_path: Path
) -> None:
    source, target = builder(tmp_path / "来源.xlsx"), tmp_path / "结果.xlsx"
    compare_with_model_case(regenerate(source, target), tmp_path)
    again = tmp_path / "再次.xlsx"
    regenerate(target, again)
    assert again.read_bytes() == target.read_bytes()
    book = openpyxl.load_workbook(target, data_only=True)
    assert [sheet for sheet in book.sheetnames if sheet.startswith("表")] == TABLES
    assert book["首页"]["F5"].value == 77.73


def test_a_file_that_calc_saved_gives_the_same(calc: Calc, tmp_path: Path) -> None:
    saved, target = tmp_path / "另存.xlsx", tmp_path / "结果.xlsx"
    with calc.open(plain(tmp_path / "来源.xlsx")) as document:
        document.save(saved, copy=True)
    compare_with_model_case(regenerate(saved, target), tmp_path)
    assert calc.read(target)["表3-1"]["F5"] == 77.73


HEAVY = {"lxml", "numpy", "openpyxl", "pandas", "pydantic", "python_calamine", "xlwings"}
CALL = (
    "import sys; from yqxl.pipeline.regenerate import Task, regenerate;"
    " regenerate(Task(sys.argv[1], sys.argv[3] + '/装饰.xlsx'))"
)


@pytest.mark.parametrize(
    "start", [["-c", CALL], ["-m", "yqxl", "regenerate"]], ids=["call", "command"]
)
def test_one_small_workbook_imports_no_heavy_library(start: list[str], tmp_path: Path) -> None:
    """A cold start is quick only as long as nobody imports one of these on the way."""
    source, folder = build(tmp_path / "装饰.xlsx", rows=20), tmp_path / "结果"
    folder.mkdir()
    run = subprocess.run(
        [sys.executable, "-X", "importtime", *start, source, "-o", folder],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert (folder / "装饰.xlsx").exists()
    lines = [line for line in run.stderr.splitlines() if line.startswith("import time:")]
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert "yqxl" in imported
    assert imported & HEAVY == set()
