"""Builds ``vbaProject.bin`` without Excel: the modules of xlwings, and ours.

pyOpenVBA is needed where the workbooks are built, never where they are used. xlwings'
module and its Dictionary class come from the installed xlwings, licence notices
included, so that their version is that of the package.
"""

from __future__ import annotations

import tempfile
from importlib import import_module, resources
from pathlib import Path
from zipfile import ZipFile

from yqxl.catalog import functions
from yqxl.frontends.excel.vba import macro_shims, wrapper

WORKBOOK_MODULE, SHEET_MODULE = "ThisWorkbook", "Sheet1"
#: what xlwings calls the project of an add-in made from its template
_ADDIN_PROJECT = 'PROJECT_NAME As String = "myaddin"'
_OWN_PROJECT = 'PROJECT_NAME As String = "xlwings"'


def template_project() -> bytes:
    """Return the project of the template: functions, macros, descriptions."""
    modules = {
        "xlwings": _shipped("xlwings.bas"),
        wrapper.MODULE: wrapper.wrapper_text(map(wrapper.vba_function, functions())),
        macro_shims.MODULE: macro_shims.shims_text(functions=True),
    }
    return _project(modules, macro_shims.opening_text())


def addin_project() -> bytes:
    """Return the project of the add-in: macros that work on the active workbook."""
    modules = {
        "xlwings": _shipped("xlwings_custom_addin.bas").replace(_ADDIN_PROJECT, _OWN_PROJECT),
        macro_shims.MODULE: macro_shims.shims_text(functions=False),
    }
    return _project(modules, "")


def _shipped(*path: str) -> str:
    """Return a text of the installed xlwings with Windows line ends."""
    text = resources.files("xlwings").joinpath(*path).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _project(modules: dict[str, str], opening: str) -> bytes:
    pyopenvba = import_module("pyopenvba")
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        path = Path(folder) / "blank.xlsm"
        pyopenvba.ExcelFile.create_new(path)
        with pyopenvba.ExcelFile(path) as file:
            project = file.vba_project()
            dictionary = _shipped("addin", "Dictionary.cls")
            project.add_module("Dictionary", dictionary, kind=pyopenvba.VBAModuleKind.other)
            for name, text in modules.items():
                project.add_module(name, text)
            project.delete_module("Module1")
            if opening:
                module = project.get_module(WORKBOOK_MODULE)
                file.set_module(WORKBOOK_MODULE, module.source + opening)
            file.save()
        with ZipFile(path) as package:
            return package.read("xl/vbaProject.bin")
