"""A new workbook with functions, macros, ribbon and buttons: ``yqxl new 名称.xlsm``.

The VBA project is the one of the shipped template, so nothing of Excel or of the tools
that built it is needed.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO

from yqxl.errors import InputRefusedError
from yqxl.evaluation.formulas.column_formulas import UDF
from yqxl.frontends.excel.commands import CATEGORY
from yqxl.frontends.excel.hidden_sheets import (
    FUNCTION_SHEET,
    SETTINGS_SHEET,
    function_sheet,
    settings_sheet,
)
from yqxl.frontends.excel.macro_package import (
    TEMPLATE_TYPE,
    VBA_PART,
    HiddenSheet,
    MacroPackage,
)
from yqxl.frontends.excel.shipped_files import HOW_TO_INSTALL, shipped, versions_of
from yqxl.model.contract.optional_parts import NO_PARTS, OptionalParts
from yqxl.model.rows import Evaluation
from yqxl.pipeline.create import create as create_draft
from yqxl.workbook.package.package import Package
from yqxl.workbook.saving.saving import check_target, save
from yqxl.workbook.saving.verifying import verify_parts

TEMPLATE = "template.xlsm"
#: right of what 首页 prints, beside its first lines; counted from 0
_BUTTON_COLUMN, _BUTTON_ROW = 6, 3


def create(evaluation: Evaluation, target: Path, also: OptionalParts = NO_PARTS) -> None:
    """Write a new workbook with macros, ``also`` with these optional parts.

    Raises:
        InputRefusedError: this installation lacks the template.
        OutputFailedError: the target cannot be written.
    """
    check_target(target)
    path = shipped(TEMPLATE)
    carried = versions_of(path)
    if carried is None:
        raise InputRefusedError(
            "YQ-611",
            f"安装中的 {TEMPLATE} 已损坏。",
            remedy=HOW_TO_INSTALL,
            file=str(path),
        )
    with zipfile.ZipFile(path) as package:
        project = package.read(VBA_PART)
    content = workbook_with_macros(evaluation, project, carried.xlwings, also)

    def write(file: BinaryIO) -> None:
        file.write(content)

    save(target, write, lambda written: verify_parts(written, ["xl/workbook.xml", VBA_PART]))


def workbook_with_macros(
    evaluation: Evaluation, project: bytes, xlwings_version: str, also: OptionalParts = NO_PARTS
) -> bytes:
    """Return a workbook, blank or filled, with this VBA project; the same input, the same bytes."""
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        draft = Path(folder) / "draft.xlsx"
        create_draft(evaluation, draft, UDF, also)
        with Package.open(draft) as package:
            made = MacroPackage(package)
            made.make(TEMPLATE_TYPE)
            made.add_hidden(
                (
                    HiddenSheet(SETTINGS_SHEET, settings_sheet(xlwings_version), "hidden"),
                    HiddenSheet(FUNCTION_SHEET, function_sheet(), "veryHidden"),
                )
            )
            made.add_project(project)
            made.add_ribbon(CATEGORY)
            made.add_probe()
            made.add_buttons(_BUTTON_COLUMN, _BUTTON_ROW)
            return made.content()
