"""The parts of a sheet with charts: its drawing, the charts, and what links them."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from yqxl.chart import Chart
from yqxl.grid import Grid
from yqxl.workbook.graft.chart_markup import CHART, DRAWING, chart_xml
from yqxl.workbook.package.markup import OFFICE_RELATIONSHIPS, escaped
from yqxl.workbook.package.relationships import relationships_of

DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.drawing+xml"
CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
#: how the worksheet refers to its drawing
DRAWING_ID = "rId1"
_SHEET_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def drawing_parts(
    sheet_part: str, grid: Grid, sheet: str
) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the parts behind a sheet with charts, and the content types of those that need one.

    Their names follow from the sheet's own part, so that every run gives the same.
    """
    folder = posixpath.dirname(posixpath.dirname(sheet_part))
    stem = posixpath.basename(sheet_part).removesuffix(".xml")
    drawing = posixpath.join(folder, "drawings", f"yqxl_{stem}.xml")
    charts = [
        posixpath.join(folder, "charts", f"yqxl_{stem}_{number}.xml")
        for number in range(1, len(grid.charts) + 1)
    ]
    anchors = "".join(_anchor(one, number) for number, one in enumerate(grid.charts, 1))
    parts = {
        relationships_of(sheet_part): _links({DRAWING_ID: ("drawing", drawing)}, sheet_part),
        drawing: (
            f'{_HEAD}<xdr:wsDr xmlns:xdr="{_SHEET_DRAWING}" xmlns:a="{DRAWING}">'
            f"{anchors}</xdr:wsDr>"
        ).encode(),
        relationships_of(drawing): _links(
            {f"rId{number}": ("chart", part) for number, part in enumerate(charts, 1)}, drawing
        ),
    }
    for part, one in zip(charts, grid.charts, strict=True):
        parts[part] = chart_xml(one, grid, sheet)
    return parts, {drawing: DRAWING_TYPE, **dict.fromkeys(charts, CHART_TYPE)}


def _links(links: Mapping[str, tuple[str, str]], owner: str) -> bytes:
    folder = posixpath.dirname(owner)
    entries = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE_RELATIONSHIPS}/{kind}"'
        f' Target="{escaped(posixpath.relpath(part, folder))}"/>'
        for key, (kind, part) in links.items()
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{entries}</Relationships>'.encode()


def _anchor(chart: Chart, number: int) -> str:
    top, left, bottom, right = chart.frame
    return (
        f'<xdr:twoCellAnchor editAs="oneCell">{_corner("from", top, left)}'
        f'{_corner("to", bottom, right)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>'
        f'<xdr:cNvPr id="{number + 1}" name="yqxl 图{number}" descr="{escaped(chart.key)}"/>'
        "<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic>'
        f'<a:graphicData uri="{CHART}"><c:chart xmlns:c="{CHART}"'
        f' xmlns:r="{OFFICE_RELATIONSHIPS}" r:id="rId{number}"/></a:graphicData></a:graphic>'
        "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>"
    )


def _corner(tag: str, row: int, column: int) -> str:
    return (
        f"<xdr:{tag}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{tag}>"
    )
