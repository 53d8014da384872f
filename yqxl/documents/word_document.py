"""A Word document of titles, notes and tables, from grids: nothing but zip and XML.

What stands above and below the framed cells of a grid (title, year, unit, notes) becomes
paragraphs; the rest one table. Fonts, frames, sizes and margins are those of
:mod:`yqxl.look`; the order of elements is that of ECMA-376 Part 1, 17.4.
"""

from __future__ import annotations

import io
import zipfile

from yqxl import look
from yqxl.documents.table_markup import (
    TWIPS_PER_MM,
    TWIPS_PER_POINT,
    Room,
    framed_rows,
    paragraph,
    table,
    texts_of,
)
from yqxl.grid import Grid, Role

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
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
    first, last = framed_rows(grid)
    body = "".join(
        (
            *(paragraph(*one) for row in rows[:first] for one in texts_of(row)),
            table(grid, Room(*_room(landscape=grid.page.landscape))),
            *(paragraph(*one) for row in rows[last:] for one in texts_of(row)),
            paragraph("", Role.NOTE) if last == len(rows) else "",
            _page(landscape=grid.page.landscape),
        )
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    )


def _room(*, landscape: bool) -> tuple[float, float]:
    """Return how wide [twips] and high [points] the type area of a page is."""
    margins, (short, long) = look.margins(landscape=landscape), look.PAPER
    width, height = (long, short) if landscape else (short, long)
    across = (width - margins.left - margins.right) * TWIPS_PER_MM
    return across, (height - margins.top - margins.bottom) * TWIPS_PER_MM / TWIPS_PER_POINT


def _page(*, landscape: bool) -> str:
    margins = look.margins(landscape=landscape)
    width, height = (side * TWIPS_PER_MM for side in look.PAPER)
    if landscape:
        width, height = height, width
    turned = ' w:orient="landscape"' if landscape else ""
    sides = {
        "top": margins.top, "right": margins.right, "bottom": margins.bottom,
        "left": margins.left, "header": margins.header, "footer": margins.footer,
    }  # fmt: skip
    edges = "".join(f' w:{side}="{size * TWIPS_PER_MM:.0f}"' for side, size in sides.items())
    return (
        f'<w:sectPr><w:pgSz w:w="{width:.0f}" w:h="{height:.0f}"{turned}/>'
        f'<w:pgMar{edges} w:gutter="0"/></w:sectPr>'
    )
