"""The template and the add-in, opened by every program that is at hand."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pyopenvba
import pytest
import xlwings
from libreoffice.office import Calc
from libreoffice.recalculation import recalculate
from pyopenvba.cfb import CFB

from yqxl.catalog import functions
from yqxl.evaluation.formulas.formula_pieces import ContractFormulas
from yqxl.evaluation.reading.tables import read_book
from yqxl.frontends.excel.building import addin, build_macro_workbooks, template
from yqxl.frontends.excel.commands import COMMANDS
from yqxl.frontends.excel.macros import MACROS
from yqxl.frontends.libreoffice.extension import write_unpacked
from yqxl.interchange.exporting import export
from yqxl.interchange.importing import load
from yqxl.model.contract import GUIDE_SHEET
from yqxl.model.rows import Evaluation
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

ROOT = Path(__file__).parents[3]
CASE = ROOT / "workbooks" / "yangquan_2022.json"
MODULES = {"ThisWorkbook.cls", "Sheet1.cls", "Dictionary.cls", "xlwings.bas", "yqxl_macros.bas"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("built")
    return {path.name: path for path in build_macro_workbooks(folder)}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template with the model case in it."""
    path = tmp_path_factory.mktemp("filled") / "case.xlsm"
    path.write_bytes(template(load(CASE)))
    return path


#: olevba warns of its own dependencies when it is imported, so it gets a process of its own
OLEVBA = """
import json, sys
from oletools.olevba import VBA_Parser
parser = VBA_Parser(sys.argv[1])
print(json.dumps({name: code for _, _, name, code in parser.extract_macros()}))
"""


def sources(path: Path) -> dict[str, str]:
    run = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", OLEVBA, path],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    found: dict[str, str] = json.loads(run.stdout)
    return found


def test_one_command_builds_both_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    digests = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, ROOT / "workbooks" / "build.py", folder],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        digests.append(
            {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
        )
    assert digests[0] == digests[1]
    assert {"template.xlsm", "yqxl.xlam"} <= set(digests[0])


@pytest.mark.parametrize("name", ["template.xlsm", "yqxl.xlam"])
def test_olevba_lists_the_modules(built: dict[str, Path], name: str) -> None:
    found = sources(built[name])
    functional = {"yqxl_udfs.bas"} if name == "template.xlsm" else set()
    assert set(found) == MODULES | functional
    licence = "xlwings is distributed under a BSD 3-clause license."
    assert licence in found["xlwings.bas"]
    assert "Tim Hall" in found["Dictionary.cls"]
    assert "Workbook_Open" in found["ThisWorkbook.cls"] or name == "yqxl.xlam"


@pytest.mark.parametrize("name", ["template.xlsm", "yqxl.xlam"])
def test_the_vba_is_of_the_installed_xlwings(built: dict[str, Path], name: str) -> None:
    source = sources(built[name])["xlwings.bas"]
    assert f'XLWINGS_VERSION As String = "{xlwings.__version__}"' in source
    assert f"xlwings64-{xlwings.__version__}.dll" in source


def test_the_installed_xlwings_is_the_pinned_one() -> None:
    pinned = re.search(r'"xlwings==([\d.]+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert pinned is not None
    assert pinned[1] == xlwings.__version__


def test_the_wrapper_in_the_template_is_the_golden_one(built: dict[str, Path]) -> None:
    golden = (ROOT / "tests" / "golden" / "yqxl_udfs.bas").read_text("ascii")
    # the attribute lines belong to the storage, not to the text that olevba shows
    plain = sources(built["template.xlsm"])["yqxl_udfs.bas"].replace("\r\n", "\n")
    assert plain.strip() == golden.strip()


@pytest.mark.parametrize("name", ["template.xlsm", "yqxl.xlam"])
def test_pyopenvba_finds_nothing_wrong(built: dict[str, Path], name: str) -> None:
    checked = pyopenvba.check_file(built[name])
    assert checked.ok, checked


def test_every_command_has_a_macro_a_button_and_a_ribbon_entry(built: dict[str, Path]) -> None:
    path = built["template.xlsm"]
    source = sources(path)["yqxl_macros.bas"]
    with zipfile.ZipFile(path) as package:
        ribbon = package.read("customUI/customUI14.xml").decode()
        vml = package.read("xl/drawings/vmlDrawingYqxl.vml").decode()
        controls = [name for name in package.namelist() if name.startswith("xl/ctrlProps/")]
        root_links = package.read("_rels/.rels").decode()
    buttons = [
        element.attrib for element in ET.fromstring(ribbon).iter() if "tag" in element.attrib
    ]
    assert [button["tag"] for button in buttons] == [command.macro for command in COMMANDS]
    assert [button["label"] for button in buttons] == [command.label for command in COMMANDS]
    assert len(controls) == len([command for command in COMMANDS if not command.extra])
    assert "2007/relationships/ui/extensibility" in root_links
    ET.fromstring(vml)
    for command in COMMANDS:
        assert command.name in MACROS
        assert f"Public Sub {command.macro}()" in source
        assert f'RunCommand "{command.name}"' in source
        usual = not command.extra
        assert (f"<x:FmlaMacro>[0]!{command.macro}</x:FmlaMacro>" in vml) is usual
        assert (f">{command.label}</font>" in vml) is usual


@pytest.mark.parametrize("name", ["template.xlsm", "yqxl.xlam"])
def test_the_project_holds_source_and_nothing_compiled(built: dict[str, Path], name: str) -> None:
    with zipfile.ZipFile(built[name]) as package:
        project = CFB.from_bytes(package.read("xl/vbaProject.bin"))
    # MS-OVBA 2.3.4.1: version 0xFFFF, no performance cache
    stream = project.get_stream_in_storage("VBA", "_VBA_PROJECT")
    assert stream == bytes.fromhex("cc61ffff000000")
    streams = project.list_streams_in_storage("VBA")
    assert not [one for one in streams if one.startswith("__SRP_")]
    assert pyopenvba.check_file(built[name]).ok


def test_openpyxl_reads_sheets_settings_and_texts(built: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(built["template.xlsm"], keep_vba=True)
    assert book.vba_archive is not None
    assert book["xlwings.conf"].sheet_state == "hidden"
    settings = dict(book["xlwings.conf"].iter_rows(values_only=True))
    assert settings["UDF MODULES"] == "yqxl.frontends.excel.udfs"
    assert settings["ADD_WORKBOOK_TO_PYTHONPATH"] == "False"
    texts = book["yqxl.functions"]
    assert texts.sheet_state == "veryHidden"
    rows = list(texts.iter_rows(min_row=2, values_only=True))
    assert [row[0] for row in rows] == [function.name for function in functions()]
    for row, function in zip(rows, functions(), strict=True):
        assert row[1] == "绩效评价"
        assert row[2] == function.summary
        helps = row[4 : 4 + int(row[3])]
        assert len(helps) == len(function.arguments)
        assert all(0 < len(text) <= 255 for text in helps)


@pytest.mark.parametrize("name", ["template.xlsm", "yqxl.xlam"])
def test_content_types_are_those_of_excel(built: dict[str, Path], name: str) -> None:
    kind = "sheet" if name == "template.xlsm" else "addin"
    with zipfile.ZipFile(built[name]) as package:
        assert package.testzip() is None
        types = package.read("[Content_Types].xml").decode()
        names = package.namelist()
    assert f"application/vnd.ms-excel.{kind}.macroEnabled.main+xml" in types
    assert "application/vnd.ms-office.vbaProject" in types
    assert len(names) == len(set(names))


def test_our_reader_takes_the_filled_template(filled: Path) -> None:
    with open_workbook(filled) as workbook:
        assert workbook.macro
        reading = read_book(FileBook(workbook), ContractFormulas())
    assert reading.calls_functions
    assert export(reading.evaluation) == export(load(CASE))
    assert not [fact for fact in reading.facts if "formula" in fact.kind.value]


def test_libreoffice_recalculates_the_blank_template(calc: Calc, built: dict[str, Path]) -> None:
    recalculate(calc, built["template.xlsm"]).assert_same(at_least=400)


def test_libreoffice_loads_the_modules(calc: Calc, filled: Path, tmp_path: Path) -> None:
    """What LibreOffice writes out again is what it has understood of the project."""
    assert calc is not None  # skips or fails where LibreOffice is missing
    subprocess.run(
        [
            "soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--convert-to", "ods", "--outdir", tmp_path, filled,
        ],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with zipfile.ZipFile(tmp_path / "case.ods") as package:
        modules = {
            Path(name).stem: ET.fromstring(package.read(name)).text or ""
            for name in package.namelist()
            if name.startswith("Basic/VBAProject/") and not Path(name).stem.startswith("script-l")
        }
    assert {Path(name).stem for name in MODULES} <= set(modules)
    assert "Function YQ_COMPLETION_RATE(actual, planned, Optional cap)" in modules["yqxl_udfs"]
    assert "Sub YqxlFreeze()" in modules["yqxl_macros"]
    assert xlwings.__version__ in modules["xlwings"]


@pytest.fixture(scope="module")
def calc_with_functions(calc: Calc, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calc]:
    """Calc with the add-in of the same functions."""
    assert calc is not None  # skips or fails where LibreOffice is missing
    folder = tmp_path_factory.mktemp("extensions")
    write_unpacked(folder / "yqxl")
    office = Calc(tmp_path_factory.mktemp("profile"), extensions=folder)
    yield office
    office.close()


def test_the_filled_template_computes_in_calc_with_its_addin(
    calc_with_functions: Calc, filled: Path
) -> None:
    recalculate(calc_with_functions, filled).assert_same(at_least=400)


def test_the_addin_has_macros_only() -> None:
    with zipfile.ZipFile(BytesIO(addin())) as package:
        names = package.namelist()
    assert not [name for name in names if "drawing" in name.lower() or "ctrlProps" in name]
    assert "customUI/customUI14.xml" in names


def test_a_filled_template_differs_from_a_blank_one_in_its_rows_and_has_no_guide() -> None:
    blank, case = template(Evaluation()), template(load(CASE))
    sheets = openpyxl.load_workbook(BytesIO(blank)).sheetnames
    sheets.remove(GUIDE_SHEET)
    assert sheets == openpyxl.load_workbook(BytesIO(case)).sheetnames
    one, other = (zipfile.ZipFile(BytesIO(content)) for content in (blank, case))
    for name in ("xl/vbaProject.bin", "customUI/customUI14.xml", "xl/drawings/drawingYqxl.xml"):
        assert one.read(name) == other.read(name)
