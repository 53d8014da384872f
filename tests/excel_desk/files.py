"""Workbooks of a state as files: sheets copied, renamed or hidden, the rest byte by byte."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from package_editing import PackageEdit

from yqxl.model.contract import TABLES
from yqxl.model.layout import column_letters
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook

_WORKBOOK = "xl/workbook.xml"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEET = re.compile(r'<sheet\b[^>]*? name="([^"]*)"[^>]*>')

Edit = Callable[[PackageEdit], None]


def edited(source: Path, target: Path, edit: Edit) -> None:
    """Copy a workbook, edited."""
    with open_workbook(source) as workbook, target.open("wb") as file:
        package = PackageEdit(workbook)
        edit(package)
        assemble(workbook.package, set(), package.parts, file)


def hidden(chosen: Callable[[int, str], bool]) -> Edit:
    """Hide the chosen sheets, by number and name."""

    def edit(package: PackageEdit) -> None:
        text = package.text(_WORKBOOK)
        for number, match in enumerate(_SHEET.finditer(text)):
            if chosen(number, match[1]):
                tag = re.sub(r' state="[^"]*"', "", match[0])
                text = text.replace(match[0], tag.replace("<sheet ", '<sheet state="hidden" '))
        package.put(_WORKBOOK, text)

    return edit


def renamed(sheet: str, name: str) -> Edit:
    """Rename a sheet as Excel does: formulas and names follow, texts and links do not."""
    old, new = f"(?<![\"#])'{sheet}'!", "'" + name.replace("'", "''") + "'!"

    def edit(package: PackageEdit) -> None:
        for part in package.source.package.entries:
            if part == _WORKBOOK or part.startswith("xl/worksheets/sheet"):
                package.put(part, re.sub(old, lambda _: new, package.text(part)))
        text = package.text(_WORKBOOK).replace(f'name="{sheet}"', f'name="{name}"')
        package.put(_WORKBOOK, text)

    return edit


def copied_headers(sheet: str, name: str) -> Edit:
    """Add a last sheet with the headers of one of ours, as somebody keeps an earlier state."""
    table = next(table for table in TABLES if table.sheet == sheet)
    cells = "".join(
        f'<c r="{column_letters(number)}1" t="inlineStr"><is><t>{column.header}</t></is></c>'
        for number, column in enumerate(table.columns, start=1)
    )
    part, link = "xl/worksheets/copy.xml", "rIdCopy"

    def edit(package: PackageEdit) -> None:
        rows = f'<sheetData><row r="1">{cells}</row></sheetData>'
        package.put(part, f'<worksheet xmlns="{_MAIN}">{rows}</worksheet>', _TYPE)
        package.relate(_WORKBOOK, link, "worksheet", "worksheets/copy.xml")
        entry = f'<sheet xmlns:r="{_RELATIONSHIPS}" name="{name}" sheetId="999" r:id="{link}"/>'
        text = package.text(_WORKBOOK).replace("</sheets>", f"{entry}</sheets>")
        package.put(_WORKBOOK, text)

    return edit
