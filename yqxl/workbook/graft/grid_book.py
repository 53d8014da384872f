"""A workbook of grids and nothing else: a form to hand in, a portfolio of evaluations.

Formulas within the grid stay live; those to the cells of another workbook become values.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from yqxl.evaluation.rendering.addresses import Addresses
from yqxl.grid import Cell, Formula, Grid, Here, HereRange
from yqxl.model.layout import Layout, column_letters, quoted_sheet
from yqxl.workbook.graft.drawing_parts import drawing_parts
from yqxl.workbook.graft.sheet_markup import sheet_xml
from yqxl.workbook.graft.styles import EMPTY_STYLES, add_role_styles
from yqxl.workbook.graft.workbook_part import PRINT_AREA, PRINT_TITLES
from yqxl.workbook.package.markup import MAIN, OFFICE_RELATIONSHIPS, escaped

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
#: the same bytes at any time of day
_CLOCK = (2020, 1, 1, 0, 0, 0)
_PROTECTION = re.compile("<sheetProtection[^>]*/>")


@dataclass(frozen=True)
class BookSheet:
    """A grid, conditional formats of its own as markup, and cells that lead to files.

    A sheet with charts has no links.
    """

    grid: Grid
    formats: str = ""
    #: by cell (B4) a link, escaped as a URI
    links: Mapping[str, str] = field(default_factory=dict)


def grid_book(grid: Grid) -> bytes:
    """Return the bytes of an .xlsx that holds a grid as its only sheet."""
    return _book([BookSheet(grid)], protected=True)


def grids_book(sheets: Sequence[BookSheet]) -> bytes:
    """Return the bytes of an .xlsx with a sheet for every grid; people may sort and filter."""
    return _book(sheets, protected=False)


def _book(sheets: Sequence[BookSheet], *, protected: bool) -> bytes:
    styles, roles, conditional = add_role_styles(EMPTY_STYLES)
    names = [one.grid.sheet for one in sheets]
    kinds = {f"rId{number}": f"worksheets/sheet{number}.xml" for number in range(1, len(names) + 1)}
    links = {key: ("worksheet", part) for key, part in kinds.items()}
    links[f"rId{len(names) + 1}"] = ("styles", "styles.xml")
    drawn: dict[str, str] = {}
    parts: dict[str, str | bytes] = {
        "_rels/.rels": _links({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _workbook([one.grid for one in sheets]),
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/styles.xml": styles,
    }
    for number, one in enumerate(sheets, 1):
        xml = sheet_xml(_on_its_own(one.grid), Addresses(Layout()).formula_text, roles, conditional)
        parts[f"xl/worksheets/sheet{number}.xml"] = _completed(xml, one, protected=protected)
        if one.grid.charts:
            charts, kinds_of = drawing_parts(
                f"xl/worksheets/sheet{number}.xml", one.grid, names[number - 1]
            )
            parts |= charts
            drawn |= kinds_of
        elif one.links:
            parts[f"xl/worksheets/_rels/sheet{number}.xml.rels"] = _file_links(one.links)
    parts = {"[Content_Types].xml": _types(len(names), drawn), **parts}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, _CLOCK), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _completed(xml: bytes, sheet: BookSheet, *, protected: bool) -> str:
    """Return a worksheet with its formats and links, in the order of CT_Worksheet."""
    text = xml.decode()
    if not protected:
        text = _PROTECTION.sub("", text)
    cells = "".join(
        f'<hyperlink ref="{cell}" r:id="rId{number}"/>'
        for number, cell in enumerate(sheet.links, 1)
    )
    links = f'<hyperlinks xmlns:r="{OFFICE_RELATIONSHIPS}">{cells}</hyperlinks>' if cells else ""
    return text.replace("<printOptions", f"{sheet.formats}{links}<printOptions", 1)


def _file_links(links: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE_RELATIONSHIPS}/hyperlink"'
        f' Target="{escaped(target)}" TargetMode="External"/>'
        for number, target in enumerate(links.values(), 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


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


def _types(sheets: int, drawn: Mapping[str, str]) -> str:
    listed = (f"worksheets/sheet{number}.xml" for number in range(1, sheets + 1))
    kinds = {"workbook.xml": "sheet.main", **dict.fromkeys(listed, "worksheet")}
    overrides = "".join(
        f'<Override PartName="/xl/{part}" ContentType="{_SHEET_TYPE}.{kind}+xml"/>'
        for part, kind in {**kinds, "styles.xml": "styles"}.items()
    ) + "".join(
        f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in drawn.items()
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


def _workbook(grids: Sequence[Grid]) -> str:
    sheets = "".join(
        f'<sheet name="{escaped(grid.sheet)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, grid in enumerate(grids, 1)
    )
    printed = "".join(
        f'<definedName name="{name}" localSheetId="{place}">{escaped(area)}</definedName>'
        for name, place, area in sorted(
            found for place, grid in enumerate(grids) for found in _printed(grid, place)
        )
    )
    names = f"<definedNames>{printed}</definedNames>" if printed else ""
    return (
        f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE_RELATIONSHIPS}"><sheets>{sheets}'
        f'</sheets>{names}<calcPr calcId="191029"/></workbook>'
    )


def _printed(grid: Grid, place: int) -> Iterator[tuple[str, int, str]]:
    """Yield the names that say which columns are printed, and which rows on every page."""
    sheet, page = quoted_sheet(grid.sheet), grid.page
    if page.printed_columns:
        last = column_letters(page.printed_columns)
        yield PRINT_AREA, place, f"{sheet}!$A$1:${last}${len(grid.rows)}"
    if page.title_rows:
        yield PRINT_TITLES, place, f"{sheet}!$1:${page.title_rows}"
