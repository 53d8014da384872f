"""Sheets of .xlsx and .xlsm: our own gate and scan, with merges and number formats."""

from __future__ import annotations

import re

from yqxl.errors import ErrorValue
from yqxl.evaluation.importing.source_grid import SourceGrid, grid_of
from yqxl.evaluation.reading.named_cells import iso_date
from yqxl.model.contract import INDICATORS
from yqxl.workbook.foreign.cell_areas import Content, Place, placed, within_limits
from yqxl.workbook.foreign.number_formats import NumberFormat, builtin_format, number_format
from yqxl.workbook.package.limits import GRID_COLUMNS
from yqxl.workbook.package.markup import MAIN
from yqxl.workbook.package.structure import read_structure, xml_bytes
from yqxl.workbook.package.xml_part import Attributes, Walk
from yqxl.workbook.scan.cell_values import ScannedCell
from yqxl.workbook.scan.workbook import ScannedSheet, ScannedWorkbook

#: "=100%" typed into a cell: Excel makes a formula of it, the target is in its text
_TYPED = re.compile(r"[-+]?[\d.,]+%?")
NO_VALUE = "公式没有保存的值，请用 Excel 或 WPS 打开、保存后再导入"
_COLUMN = f"{MAIN} col"
_TRUE = {"1", "true"}


def is_ours(workbook: ScannedWorkbook) -> bool:
    """Return whether a workbook has the tables of the contract, or their anchored names."""
    tables = {table.name for sheet in workbook.sheets.values() for table in sheet.tables}
    return INDICATORS.name in tables or "yq_i_code" in workbook.names


def xlsx_grids(workbook: ScannedWorkbook) -> list[SourceGrid]:
    """Return the visible sheets of a workbook as grids."""
    formats = _cell_formats(workbook)
    grids = []
    for sheet in workbook.sheets.values():
        if sheet.state != "visible" or sheet.roster:
            continue
        hidden = _hidden_columns(workbook, sheet)
        contents: dict[Place, Content] = {}
        for (row, column), cell in sheet.cells.items():
            remark = "隐藏行" if row in sheet.hidden_rows else ""
            remark = "隐藏列" if column in hidden else remark
            contents[row - 1, column - 1] = _content(workbook, cell, formats, remark)
        filled = [place for place, content in contents.items() if content.value is not None]
        if not filled:
            continue
        last = max(row for row, _ in filled), max(column for _, column in filled)
        areas = [
            (top - 1, left - 1, min(bottom - 1, last[0]), min(right - 1, last[1]))
            for top, left, bottom, right in sheet.merges
            if top - 1 <= last[0] and left - 1 <= last[1]
        ]
        cells = placed(contents, areas)
        within_limits(cells, workbook.package.limits, workbook.file, sheet.name)
        grids.append(grid_of(sheet.name, cells))
    return grids


def _content(
    workbook: ScannedWorkbook, cell: ScannedCell, formats: list[NumberFormat], remark: str
) -> Content:
    form = formats[cell.style] if cell.style < len(formats) else NumberFormat()
    if cell.formula and _TYPED.fullmatch(cell.formula):
        return Content(f"={cell.formula}", remark=remark)
    if isinstance(cell.value, ErrorValue):
        return Content(None, remark=f"错误值 {cell.value}")
    if cell.value is None:
        return Content(None, remark=NO_VALUE if cell.formula is not None else "")
    if isinstance(cell.value, str):
        return Content(cell.value, remark=remark)
    return _number(workbook, cell, float(cell.value), form, remark)


def _number(
    workbook: ScannedWorkbook, cell: ScannedCell, number: float, form: NumberFormat, remark: str
) -> Content:
    """Return a truth value, a date or a number as its cell shows it."""
    if cell.kind == "b":
        return Content("是" if number else "否", remark=remark)
    if form.date:
        return Content(iso_date(number, date1904=workbook.date1904), remark=remark)
    return Content(number, form.percent, form.shown(number), remark)


def _hidden_columns(workbook: ScannedWorkbook, sheet: ScannedSheet) -> set[int]:
    """Return the numbers of the hidden columns."""
    found: set[int] = set()

    def start(name: str, attributes: Attributes) -> None:
        if name == _COLUMN and attributes.get("hidden") in _TRUE:
            first, last = int(attributes["min"]), int(attributes["max"])
            found.update(range(first, min(last, GRID_COLUMNS) + 1))

    data = xml_bytes(workbook.package, sheet.part)
    Walk(start).over(sheet.part, data, workbook.file)
    return found


def _cell_formats(workbook: ScannedWorkbook) -> list[NumberFormat]:
    """Return the number format of each cell format of the workbook."""
    part = read_structure(workbook.package).styles
    if part is None:
        return []
    codes: dict[str, str] = {}
    found: list[NumberFormat] = []
    inside = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal inside
        leaf = name.rpartition(" ")[2]
        if leaf == "numFmt":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        inside = inside or leaf == "cellXfs"
        if inside and leaf == "xf":
            number = attributes.get("numFmtId", "0")
            own = codes.get(number)
            digits = int(number) if number.isdecimal() else 0
            found.append(number_format(own) if own is not None else builtin_format(digits))

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and not name.endswith(" cellXfs")

    Walk(start, end).over(part, xml_bytes(workbook.package, part), workbook.file)
    return found
