"""Charts of the sheet 图表 as native charts of a Word document, each with its own workbook.

The chart part is the workbook's own; what it shows stands in an embedded workbook (ECMA-376
Part 1, 21.2.2.63), so that Word can edit it.
"""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from yqxl.documents.report.contents import Picture
from yqxl.documents.report.markup import PPR, Element, paragraph
from yqxl.tables.row_heights import text_lines
from yqxl.workbook.graft.chart_markup import CHART, DRAWING, LYING, chart_xml
from yqxl.workbook.graft.drawing_parts import CHART_TYPE
from yqxl.workbook.graft.grid_book import grid_book
from yqxl.workbook.package.markup import OFFICE_RELATIONSHIPS, escaped

_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORDPROCESSING = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EMU_PER_MM = 36_000
#: the type area is 156 mm wide and 225 mm high [mm]
_WIDE, _HIGH, _HIGHEST = 154, 80, 212
#: a line of a lying bar's name [mm], and how many half characters it takes
_LINE, _SIGNS = 4.7, 30


def chart_paragraph(part: Part, picture: Picture, model: Element) -> Element:
    """Return a paragraph with a chart, in the form of ``model``; its parts join ``part``."""
    package = part.package
    if package is None:
        raise ValueError("a part without a package")
    number = _free_number(package)
    drawn = Part(PackURI(f"/word/charts/yqxl{number}.xml"), CHART_TYPE, b"", package)
    workbook = Part(
        PackURI(f"/word/embeddings/yqxl{number}.xlsx"), _WORKBOOK_TYPE,
        grid_book(picture.grid), package,
    )  # fmt: skip
    link = drawn.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    drawn._blob = _markup(picture, link)  # noqa: SLF001 - its own link is known only now
    shown = part.relate_to(drawn, RELATIONSHIP_TYPE.CHART)
    properties = model.find(PPR)
    made = paragraph([_run(picture, shown, number)], properties)
    _let_it_stand(made)
    return made


def renewed_chart(part: Part, place: Element, picture: Picture) -> bool:
    """Draw new data in a chart that stands in a paragraph; return whether anything changed."""
    for node in place.iter(f"{{{CHART}}}chart"):
        drawn = part.related_parts[node.get(qn("r:id"))]
        for link, relation in drawn.rels.items():
            new = _markup(picture, link)
            if relation.reltype != RELATIONSHIP_TYPE.PACKAGE or new == drawn.blob:
                continue
            drawn._blob = new  # noqa: SLF001 - python-docx has no call for it
            relation.target_part._blob = grid_book(picture.grid)  # noqa: SLF001 - likewise
            return True
    return False


def _markup(picture: Picture, link: str) -> bytes:
    return chart_xml(picture.chart, picture.grid, picture.grid.sheet, link)


def _free_number(package: OpcPackage) -> int:
    names = {str(one.partname) for one in package.iter_parts()}
    number = 1
    while f"/word/charts/yqxl{number}.xml" in names:
        number += 1
    return number


def _height(picture: Picture) -> int:
    """Return how high a chart is [mm]: every name of lying bars has room for its lines."""
    if not picture.chart.horizontal:
        return _HIGH
    top, left, bottom, _ = picture.chart.series[0].categories
    names = [str(row[left].value or "") for row in picture.grid.rows[top : bottom + 1]]
    lines = len(names) * max(text_lines(name, _SIGNS) for name in names)
    return min(_HIGHEST, max(_HIGH, round(lines * _LINE / LYING)))


def _run(picture: Picture, link: str, number: int) -> Element:
    chart, high = picture.chart, _height(picture)
    return parse_xml(
        f'<w:r xmlns:w="{_WORD}" xmlns:wp="{_WORDPROCESSING}" xmlns:a="{DRAWING}"'
        f' xmlns:c="{CHART}" xmlns:r="{OFFICE_RELATIONSHIPS}"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{_WIDE * _EMU_PER_MM}" cy="{high * _EMU_PER_MM}"/>'
        f'<wp:docPr id="{9000 + number}" name="yqxl 图{number}" descr="{escaped(chart.key)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHART}">'
        f'<c:chart r:id="{link}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _let_it_stand(made: Element) -> None:
    """Give the paragraph lines as high as what stands in it, and no indent."""
    properties = made.get_or_add_pPr()
    for tag in ("w:snapToGrid", "w:spacing", "w:ind"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    spacing = properties.get_or_add_spacing()
    spacing.set(qn("w:line"), "240")
    spacing.set(qn("w:lineRule"), "auto")
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLine"), "0")
