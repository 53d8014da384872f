"""A workbook that holds one grid and nothing else: a form to hand in.

Formulas within the grid stay live; those to the cells of another workbook become values.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from yqxl.evaluation.rendering.addresses import Addresses
from yqxl.grid import Cell, Formula, Grid, Here, HereRange
from yqxl.model.layout import Layout
from yqxl.workbook.graft.sheet_markup import sheet_xml
from yqxl.workbook.graft.styles import EMPTY_STYLES, add_role_styles
from yqxl.workbook.package.markup import MAIN, OFFICE_RELATIONSHIPS, escaped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: the same bytes at any time of day
_CLOCK = (2020, 1, 1, 0, 0, 0)


def grid_book(grid: Grid) -> bytes:
    """Return the bytes of an .xlsx that holds a grid as its only sheet."""
    styles, roles, conditional = add_role_styles(EMPTY_STYLES)
    sheet = sheet_xml(_on_its_own(grid), Addresses(Layout()).formula_text, roles, conditional)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _links({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook(grid.sheet),
        "xl/_rels/workbook.xml.rels": _links(
            {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("styles", "styles.xml")}
        ),
        "xl/styles.xml": styles,
        "xl/worksheets/sheet1.xml": sheet,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, _CLOCK), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _on_its_own(grid: Grid) -> Grid:
    rows = tuple(tuple(_free(cell) for cell in row) for row in grid.rows)
    return replace(grid, rows=rows)


def _free(cell: Cell) -> Cell:
    """Return a cell without a formula that reaches out of the grid."""
    if cell.formula is None or _inside(cell.formula):
        return cell
    value = None if cell.value == "" else cell.value
    return Cell(value, None, cell.role)


def _inside(formula: Formula) -> bool:
    return all(isinstance(ref, Here | HereRange) for ref in formula.refs)


def _types() -> str:
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("workbook.xml", "sheet.main"),
            ("worksheets/sheet1.xml", "worksheet"),
            ("styles.xml", "styles"),
        )
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _links(links: dict[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE_RELATIONSHIPS}/{kind}" Target="{part}"/>'
        for key, (kind, part) in links.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _workbook(name: str) -> str:
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE_RELATIONSHIPS}"><sheets>'
        f'<sheet name="{escaped(name)}" sheetId="1" r:id="rId1"/></sheets>'
        '<calcPr calcId="191029"/></workbook>'
    )
