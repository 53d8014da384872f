"""The extension is the registry in LibreOffice's words, and the same bytes each time."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import yqxl
from yqxl.catalog import functions
from yqxl.evaluation.commands import Command, commands
from yqxl.frontends.cli.parser.app import app
from yqxl.frontends.excel.commands import COMMANDS
from yqxl.frontends.libreoffice.extension import extension_files, write_oxt, write_unpacked
from yqxl.frontends.libreoffice.identity import EXTENSION, method_name, parameter_name
from yqxl.registry import WorksheetFunction

REGISTRY = "{http://openoffice.org/2001/registry}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MANIFEST = "{http://openoffice.org/2001/manifest}"
#: words that the IDL grammar keeps for itself
RESERVED = {
    "any", "attribute", "boolean", "bound", "byte", "char", "const", "constants", "constrained",
    "default", "double", "enum", "exception", "float", "get", "hyper", "ifdef", "in", "inout",
    "interface", "long", "module", "needs", "observes", "oneway", "optional", "out", "property",
    "published", "raises", "readonly", "removable", "sequence", "service", "set", "short",
    "singleton", "string", "struct", "transient", "type", "typedef", "union", "unsigned", "void",
}  # fmt: skip
PURE = {
    "chart",
    "charts",
    "errors", "arithmetic", "grid", "look", "registry", "model", "rules", "checks", "problems",
    "tables", "catalog", "evaluation", "frontends",
}  # fmt: skip
every_function = pytest.mark.parametrize("function", functions(), ids=lambda one: one.name)


def _wizard_node(function: WorksheetFunction) -> ET.Element:
    tree = ET.fromstring(extension_files()["CalcAddIns.xcu"])
    (listed,) = (one for one in tree.iter("node") if _name(one) == "AddInFunctions")
    (found,) = (one for one in listed if _name(one) == method_name(function.name))
    return found


def _name(element: ET.Element) -> str | None:
    return element.get(f"{REGISTRY}name")


def _texts(node: ET.Element, prop: str) -> dict[str | None, str]:
    (found,) = (one for one in node.findall("prop") if _name(one) == prop)
    return {value.get(LANGUAGE): value.text or "" for value in found}


def test_two_builds_are_the_same_bytes(tmp_path: Path) -> None:
    one, two = write_oxt(tmp_path / "one.oxt"), write_oxt(tmp_path / "two" / "two.oxt")
    assert one.read_bytes() == two.read_bytes()


def test_the_folder_holds_what_the_file_holds(tmp_path: Path) -> None:
    folder = write_unpacked(tmp_path / "unpacked")
    with zipfile.ZipFile(write_oxt(tmp_path / "one.oxt")) as package:
        packed = {name: package.read(name) for name in package.namelist()}
    assert packed == {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_an_older_folder_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_text("old")
    write_unpacked(tmp_path)
    assert not (tmp_path / "old.py").exists()


@pytest.mark.parametrize(
    "name", [name for name in extension_files() if name.endswith(("xml", "xcu"))]
)
def test_every_document_is_well_formed(name: str) -> None:
    assert ET.fromstring(extension_files()[name]).tag


def test_the_manifest_names_files_that_are_there() -> None:
    manifest = ET.fromstring(extension_files()["META-INF/manifest.xml"])
    listed = {entry.get(f"{MANIFEST}full-path") for entry in manifest}
    assert listed <= set(extension_files())
    assert len(listed) == 5


def test_the_description_carries_the_version_of_the_package() -> None:
    text = extension_files()["description.xml"].decode()
    assert f'<version value="{yqxl.__version__}"/>' in text
    assert f'<identifier value="{EXTENSION}"/>' in text


def test_the_menu_offers_the_check_every_table_and_all_of_them() -> None:
    tree = ET.fromstring(extension_files()["Addons.xcu"])
    titles = [
        value.text
        for prop in tree.iter("prop")
        if _name(prop) == "Title"
        for value in prop
        if value.get(LANGUAGE) == "zh-CN"
    ]
    offered = [each.label for each in COMMANDS if each.name not in ("freeze", "report")]
    assert titles == ["绩效评价", *offered]
    assert {"填报检查", "全部生成", "生成表3-1", "生成表3-2", "生成问题清单"} <= set(titles)


@pytest.mark.parametrize("command", commands(), ids=lambda command: command.label)
def test_each_command_is_one_of_the_command_line(command: Command) -> None:
    assert command.line in {each.name or each.callback.__name__ for each in app.registered_commands}


def test_the_bundle_is_pure_and_imports_alone(tmp_path: Path) -> None:
    """Python without site-packages loads it, and nothing of it opens a file or a workbook."""
    folder = write_unpacked(tmp_path / "unpacked") / "pythonpath"
    parts = {path.relative_to(folder).parts[1].removesuffix(".py") for path in folder.rglob("*.py")}
    assert parts == PURE | {"__init__"}
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); "
        "from yqxl.frontends.libreoffice.calc import component; "
        "import yqxl, yqxl.evaluation; from yqxl.catalog import functions; "
        "assert yqxl.__file__.startswith(sys.argv[1]); print(len(functions()))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program, str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == str(len(functions()))


@every_function
def test_every_function_has_a_method(function: WorksheetFunction) -> None:
    idl = extension_files()["XFunctions.idl"].decode()
    found = re.search(rf"^    (.+) {method_name(function.name)}\((.*)\);$", idl, re.MULTILINE)
    assert found
    assert found[1] == ("sequence< sequence<any> >" if function.returns_array else "any")
    declared = re.findall(r"\[in\] (.+?) (\w+)(?:, |$)", found[2])
    assert [name for _, name in declared] == [
        parameter_name(argument.name) for argument in function.arguments
    ]


@every_function
def test_no_name_is_a_word_of_the_grammar(function: WorksheetFunction) -> None:
    names = {parameter_name(argument.name) for argument in function.arguments}
    assert not RESERVED & {method_name(function.name), *names}


@every_function
def test_the_wizard_has_texts_in_both_languages(function: WorksheetFunction) -> None:
    node = _wizard_node(function)
    assert _texts(node, "DisplayName") == {"zh-CN": function.name, "en": function.name}
    assert _texts(node, "CompatibilityName") == {"en-US": function.name}
    description = _texts(node, "Description")
    assert function.source in description["zh-CN"]
    assert description["en"] not in ("", function.name)
    (parameters,) = (one for one in node.iter("node") if _name(one) == "Parameters")
    assert [_name(one) for one in parameters] == [
        parameter_name(argument.name) for argument in function.arguments
    ]
    for one, argument in zip(parameters, function.arguments, strict=True):
        assert _texts(one, "DisplayName") == {"zh-CN": argument.label, "en": argument.name}
        texts = _texts(one, "Description")
        assert texts["zh-CN"] == argument.help
        assert texts["en"] not in ("", argument.name)
