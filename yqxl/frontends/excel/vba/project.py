"""Builds ``vbaProject.bin`` without Excel: the modules of xlwings, and ours.

pyOpenVBA is needed where the workbooks are built, never where they are used. xlwings'
module and its Dictionary class come from the installed xlwings, licence notices
included, so that their version is that of the package.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from yqxl.catalog import functions
from yqxl.frontends.excel.vba import macro_shims, wrapper
from yqxl.frontends.excel.vba.xlwings_module import addin_module, shipped, template_module

WORKBOOK_MODULE, SHEET_MODULE = "ThisWorkbook", "Sheet1"
#: MS-OVBA 2.3.4.1: a project of source only, whose version no Office has
_VERSION_STREAM = bytes.fromhex("cc61ffff000000")


def template_project() -> bytes:
    """Return the project of the template: functions, macros, descriptions."""
    modules = {
        "xlwings": template_module(),
        wrapper.MODULE: wrapper.wrapper_text(map(wrapper.vba_function, functions())),
        macro_shims.MODULE: macro_shims.shims_text(
            functions=True, xlwings_version=version("xlwings")
        ),
    }
    return _project(modules, macro_shims.opening_text())


def addin_project() -> bytes:
    """Return the project of the add-in: macros that work on the active workbook."""
    modules = {
        "xlwings": addin_module(),
        macro_shims.MODULE: macro_shims.shims_text(
            functions=False, xlwings_version=version("xlwings")
        ),
    }
    return _project(modules, "")


def _project(modules: dict[str, str], opening: str) -> bytes:
    pyopenvba = import_module("pyopenvba")
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        path = Path(folder) / "blank.xlsm"
        pyopenvba.ExcelFile.create_new(path)
        with pyopenvba.ExcelFile(path) as file:
            project = file.vba_project()
            dictionary = shipped("addin", "Dictionary.cls").replace("\n", "\r\n")
            project.add_module("Dictionary", dictionary, kind=pyopenvba.VBAModuleKind.other)
            for name, text in modules.items():
                project.add_module(name, text)
            project.delete_module("Module1")
            if opening:
                module = project.get_module(WORKBOOK_MODULE)
                file.set_module(WORKBOOK_MODULE, module.source + opening)
            file.save()
        with ZipFile(path) as package:
            return _source_only(package.read("xl/vbaProject.bin"))


def _source_only(project: bytes) -> bytes:
    """Say that the project holds source and nothing compiled, as MS-OVBA 2.3.4.1 has it.

    The builder empties the compiled part, but leaves the version of the Office that made
    its blank file: such an Office would take the rest for its own.
    """
    file = import_module("pyopenvba.cfb").CFB.from_bytes(project)
    file.write_stream_in_storage("VBA", "_VBA_PROJECT", _VERSION_STREAM)
    return bytes(file.to_bytes())
