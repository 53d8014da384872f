"""A Word document of titles, notes and tables, from grids: nothing but zip and XML.

What stands above and below the framed cells of a grid (title, year, unit, notes) becomes
paragraphs; the rest one table. Fonts, frames, sizes and margins are those of
:mod:`yqxl.look`; the order of elements is that of ECMA-376 Part 1, 17.4.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import takewhile

from yqxl import look
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.grid import Cell, Grid, Role, Span

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TWIPS_PER_MM, _TWIPS_PER_POINT = 56.6929, 20
_OUTSIDE = frozenset({Role.TITLE, Role.CAPTION, Role.UNIT, Role.NOTE, Role.BLANK})
_ACROSS = {"left": "left", "center": "center", "right": "right", "title": "center"}
#: a form is printed smaller than a sheet: nine columns on a page
_MOST_SIZE = look.WU_HAO
_MARGIN = 40
#: the same bytes at any time of day
_CLOCK = (2020, 1, 1, 0, 0, 0)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_LINKS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def word_document(grid: Grid) -> bytes:
    """Return the bytes of a .docx that shows a grid."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _LINKS,
        "word/document.xml": _document(grid),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, _CLOCK), text, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _document(grid: Grid) -> str:
    rows = grid.rows
    above = len(list(takewhile(_is_outside, rows)))
    below = len(rows) - len(list(takewhile(_is_outside, reversed(rows))))
    first, last = min(above, below), max(above, below)
    body = "".join(
        (
            *(_paragraph_of(row) for row in rows[:first]),
            _table(grid, first, last),
            *(_paragraph_of(row) for row in rows[last:]),
            _paragraph("", Role.NOTE) if last == len(rows) else "",
            _page(landscape=grid.page.landscape),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )


def _is_outside(row: Sequence[Cell]) -> bool:
    return all(cell.role in _OUTSIDE for cell in row)


def _paragraph_of(row: Sequence[Cell]) -> str:
    return "".join(
        _paragraph(display_text(cell.value, cell.role), cell.role)
        for cell in row
        if cell.value is not None and cell.role is not Role.BLANK
    )


def _paragraph(text: str, role: Role, size: float | None = None) -> str:
    form = look.ROLES[role]
    across = "center" if role is Role.CAPTION else _ACROSS[form.across]
    font = form.font
    half_points = round((size or font.size) * 2)
    bold = "<w:b/>" if font.bold else ""
    properties = (
        f'<w:rPr><w:rFonts w:ascii="{font.name}" w:hAnsi="{font.name}" w:eastAsia="{font.name}"/>'
        f'{bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'
    )
    runs = f"<w:r>{properties}<w:br/></w:r>".join(
        f'<w:r>{properties}<w:t xml:space="preserve">{_escaped(line)}</w:t></w:r>'
        for line in text.split("\n")
    )
    return f'<w:p><w:pPr><w:jc w:val="{across}"/></w:pPr>{runs}</w:p>'


def _escaped(text: str) -> str:
    """Return a text as it stands between tags; what XML cannot hold is dropped."""
    kept = "".join(sign for sign in text if sign >= " " or sign == "\t")
    return kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


# ---------------------------------------------------------------------- table


def _table(grid: Grid, first: int, last: int) -> str:
    if first >= last:
        return ""
    room = _room(landscape=grid.page.landscape)
    scale = room / sum(grid.widths)
    widths = [round(width * scale) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{side} w:w="{_MARGIN}" w:type="dxa"/>' for side in ("left", "right"))
    rows = "".join(_row(grid, number, widths) for number in range(first, last))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(grid: Grid, number: int, widths: Sequence[int]) -> str:
    cells = "".join(_cells(grid, number, widths))
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cells(grid: Grid, number: int, widths: Sequence[int]) -> Iterator[str]:
    spans = [span for span in grid.spans if span.row <= number < span.row + span.rows]
    by_column = {span.column: span for span in spans}
    column = 0
    while column < len(widths):
        span = by_column.get(column, Span(number, column))
        cell = grid.rows[span.row][span.column]
        width = sum(widths[column : column + span.columns])
        properties = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        if span.columns > 1:
            properties += f'<w:gridSpan w:val="{span.columns}"/>'
        if span.rows > 1:
            start = ' w:val="restart"' if span.row == number else ""
            properties += f"<w:vMerge{start}/>"
        properties += '<w:vAlign w:val="center"/>'
        text = display_text(cell.value, cell.role) if span.row == number else ""
        if isinstance(cell.value, str) and span.row == number:
            text = cell.value.replace("\r", "")
        size = min(_MOST_SIZE, look.ROLES[cell.role].font.size)
        yield (f"<w:tc><w:tcPr>{properties}</w:tcPr>{_paragraph(text, cell.role, size)}</w:tc>")
        column += span.columns


def _room(*, landscape: bool) -> float:
    """Return how wide a table may be [twips]."""
    margins, paper = look.margins(landscape=landscape), look.PAPER
    width = paper[1] if landscape else paper[0]
    return (width - margins.left - margins.right) * _TWIPS_PER_MM


def _page(*, landscape: bool) -> str:
    margins = look.margins(landscape=landscape)
    width, height = (side * _TWIPS_PER_MM for side in look.PAPER)
    if landscape:
        width, height = height, width
    turned = ' w:orient="landscape"' if landscape else ""
    sides = {
        "top": margins.top, "right": margins.right, "bottom": margins.bottom,
        "left": margins.left, "header": margins.header, "footer": margins.footer,
    }  # fmt: skip
    edges = "".join(f' w:{side}="{size * _TWIPS_PER_MM:.0f}"' for side, size in sides.items())
    return (
        f'<w:sectPr><w:pgSz w:w="{width:.0f}" w:h="{height:.0f}"{turned}/>'
        f'<w:pgMar{edges} w:gutter="0"/></w:sectPr>'
    )
