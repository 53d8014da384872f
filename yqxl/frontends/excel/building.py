"""Builds ``template.xlsm`` and ``yqxl.xlam`` on any system: ``build_macro_workbooks(folder)``.

Excel is not needed. pyOpenVBA is (the group ``build``), and xlwings, whose VBA the files
carry. The same code gives the same bytes.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from yqxl.frontends.excel.commands import CATEGORY
from yqxl.frontends.excel.hidden_sheets import settings_sheet
from yqxl.frontends.excel.macro_package import ADDIN_TYPE, HiddenSheet, MacroPackage
from yqxl.frontends.excel.new_workbook import TEMPLATE, workbook_with_macros
from yqxl.frontends.excel.settings import SETTINGS_SHEET
from yqxl.frontends.excel.vba.project import addin_project, template_project
from yqxl.model.rows import Evaluation
from yqxl.workbook.package.package import Package

ADDIN = "yqxl.xlam"
#: an add-in has no time of its own: the same code gives the same bytes
_WRITTEN = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ADDIN_LABEL = f"{CATEGORY}（加载项）"


def build_macro_workbooks(folder: Path) -> list[Path]:
    """Write the template and the add-in into a folder and return their paths."""
    contents = {TEMPLATE: template(Evaluation()), ADDIN: addin()}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in contents]


def template(evaluation: Evaluation) -> bytes:
    """Return the workbook with functions, macros, ribbon and buttons, filled or blank."""
    return workbook_with_macros(evaluation, template_project(), version("xlwings"))


def addin() -> bytes:
    """Return the add-in: macros and ribbon for whatever workbook is active."""
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        draft = Path(folder) / "draft.xlsx"
        draft.write_bytes(_blank_workbook())
        with Package.open(draft) as package:
            made = MacroPackage(package)
            made.make(ADDIN_TYPE)
            made.add_hidden(
                (HiddenSheet(SETTINGS_SHEET, settings_sheet(version("xlwings")), "hidden"),)
            )
            made.add_project(addin_project())
            made.add_ribbon(_ADDIN_LABEL)
            return made.content()


def _blank_workbook() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only where workbooks are built

    from yqxl.workbook.template.package import package_bytes  # noqa: PLC0415 - likewise

    book = Workbook()
    book.worksheets[0].title = book.properties.title = CATEGORY
    book.properties.creator = "yqxl"
    book.properties.created = book.properties.modified = _WRITTEN
    return package_bytes(book)
