"""The model case as other programs save it: made by those that run here, one by hand."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

import openpyxl
import xlsxwriter
from decorated_workbook import SPREADSHEET, WORKBOOK, evaluation_of
from decoration_parts import HEAD, MAIN
from package_editing import PackageEdit

from yqxl.pipeline.create import create
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan.workbook import open_workbook


def plain(target: Path) -> Path:
    """The model case as yqxl itself writes it."""
    create(evaluation_of(0), target)
    return target


def by_openpyxl(target: Path) -> Path:
    """Loaded and saved: every formula loses its value."""
    book = openpyxl.load_workbook(plain(target))
    book.save(target)
    return target


def by_xlsxwriter(target: Path) -> Path:
    """Written anew, with tables, names, formulas and their values."""
    source = plain(target.with_name("source.xlsx"))
    formulas = openpyxl.load_workbook(source)
    values = openpyxl.load_workbook(source, data_only=True)
    with xlsxwriter.Workbook(target) as book:
        for sheet in formulas.worksheets:
            made = book.add_worksheet(sheet.title)
            for table in sheet.tables.values():
                columns = [{"header": column.name} for column in table.tableColumns]
                options = {"name": table.name, "columns": columns, "autofilter": False}
                made.add_table(table.ref, options)
            for row in sheet.iter_rows():
                for cell in row:
                    place = cell.row - 1, cell.column - 1
                    if cell.data_type == "f":
                        value = values[sheet.title].cell(cell.row, cell.column).value
                        made.write_formula(*place, cell.value, None, "" if value is None else value)
                    elif cell.value is not None:
                        made.write(*place, cell.value)
        for name, defined in formulas.defined_names.items():
            book.define_name(name, f"={defined.attr_text}")
    return target


def as_wps_saves(target: Path) -> Path:
    """Shared strings, spans and heights of rows, a prefix for extensions, WPS's property."""
    source = plain(target.with_name("source.xlsx"))
    with open_workbook(source) as workbook:
        edit = PackageEdit(workbook)
        strings: dict[str, int] = {}

        def shared(match: re.Match[str]) -> str:
            text = unescape(match[2])
            return f'{match[1]} t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'

        for sheet in workbook.sheets.values():
            text = edit.text(sheet.part)
            text = re.sub(
                r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>',
                shared,
                text,
            )
            text = re.sub(
                r'<row r="(\d+)"', r'<row r="\1" spans="1:30" x14ac:dyDescent="0.25"', text
            )
            declared = (
                '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
                ' xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"'
                ' mc:Ignorable="x14ac" '
            )
            edit.put(sheet.part, text.replace("<worksheet ", declared, 1))
        items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
        edit.put(
            "xl/sharedStrings.xml",
            f'{HEAD}<sst xmlns="{MAIN}" count="{len(strings)}" uniqueCount="{len(strings)}">'
            f"{items}</sst>",
            f"{SPREADSHEET}.sharedStrings+xml",
        )
        edit.relate(WORKBOOK, "rIdStrings", "sharedStrings", "sharedStrings.xml")
        edit.put("docProps/custom.xml", _KSO, _CUSTOM_TYPE)
        edit.relate("", "rIdKso", "custom-properties", "docProps/custom.xml")
        with target.open("wb") as file:
            assemble(workbook.package, set(), edit.parts, file)
    return target


_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_KSO = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
    'docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2"'
    ' name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.16388</vt:lpwstr></property></Properties>'
)

BUILDERS = {"openpyxl": by_openpyxl, "XlsxWriter": by_xlsxwriter, "WPS": as_wps_saves}
