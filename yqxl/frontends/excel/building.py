"""Builds ``template.xlsm`` and ``yqxl.xlam`` on any system: ``build_macro_workbooks(folder)``.

Excel is not needed. pyOpenVBA is (the group ``build``), and xlwings, whose VBA the files
carry. The same code gives the same bytes.
"""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from yqxl.frontends.excel.commands import CATEGORY
from yqxl.frontends.excel.hidden_sheets import (
    FUNCTION_SHEET,
    SETTINGS_SHEET,
    function_sheet,
    settings_sheet,
)
from yqxl.frontends.excel.macro_package import (
    ADDIN_TYPE,
    TEMPLATE_TYPE,
    HiddenSheet,
    MacroPackage,
)
from yqxl.frontends.excel.vba.project import addin_project, template_project
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create
from yqxl.workbook.column_formulas import UDF
from yqxl.workbook.package import Package

TEMPLATE, ADDIN = "template.xlsm", "yqxl.xlam"
#: right of what 首页 prints, beside its first lines; counted from 0
_BUTTON_COLUMN, _BUTTON_ROW = 6, 3
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
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        draft = Path(folder) / "draft.xlsx"
        create(evaluation, draft, UDF)
        with Package.open(draft) as package:
            made = MacroPackage(package)
            made.make(TEMPLATE_TYPE)
            made.add_hidden(
                (
                    HiddenSheet(SETTINGS_SHEET, settings_sheet(), "hidden"),
                    HiddenSheet(FUNCTION_SHEET, function_sheet(), "veryHidden"),
                )
            )
            made.add_project(template_project())
            made.add_ribbon(CATEGORY)
            made.add_buttons(_BUTTON_COLUMN, _BUTTON_ROW)
            return made.content()


def addin() -> bytes:
    """Return the add-in: macros and ribbon for whatever workbook is active."""
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        draft = Path(folder) / "draft.xlsx"
        draft.write_bytes(_blank_workbook())
        with Package.open(draft) as package:
            made = MacroPackage(package)
            made.make(ADDIN_TYPE)
            made.add_hidden((HiddenSheet(SETTINGS_SHEET, settings_sheet(), "hidden"),))
            made.add_project(addin_project())
            made.add_ribbon(_ADDIN_LABEL)
            return made.content()


def _blank_workbook() -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only where workbooks are built

    from yqxl.workbook.template_package import package_bytes  # noqa: PLC0415 - likewise

    book = Workbook()
    book.worksheets[0].title = book.properties.title = CATEGORY
    book.properties.creator = "yqxl"
    book.properties.created = book.properties.modified = _WRITTEN
    return package_bytes(book)
