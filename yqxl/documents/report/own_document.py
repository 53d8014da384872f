"""Our own report before it is filled: page, type, headings and captions of GB/T 9704-2012.

A4, margins 37, 35, 28 and 26 mm, lines of 28.95 points, body 仿宋 三号, headings 黑体 and 楷体,
title 小标宋 二号, page number "— 1 —" at the outer side. Captions are SEQ fields and
cross-references REF fields (ECMA-376 Part 1, 17.16.5), so that Word renumbers them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from yqxl import look
from yqxl.documents.report.contents import CHART, Contents
from yqxl.documents.report.markup import element
from yqxl.documents.report.outline import Kind, Line, outline
from yqxl.documents.table_markup import Room, runs_over
from yqxl.grid import Grid

#: faces of official documents; a machine without them shows 仿宋, 楷体 and 宋体
BODY, SUBHEADING, HEADING, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
LINE, TITLE_LINE = Pt(28.95), Pt(36)
#: twentieths of a point between lines of the page's grid
_PITCH = "579"
_INDENT = Pt(2 * look.SAN_HAO)
_GREY = RGBColor(0x80, 0x80, 0x80)
_TABLE_NUMBER = re.compile(r"表(\d+)-(\d+)")
RoomOf = Callable[[Grid], Room]
_STYLES = {Kind.HEADING: "Heading 1", Kind.SUBHEADING: "Heading 2"}


def own_document(contents: Contents, room: RoomOf) -> Document:
    """Return the outline as a document with placeholders; captions stand before tables."""
    document = docx.Document()
    _page(document.sections[0])
    _types(document)
    numbered = {line.text for line in outline(contents) if line.kind is Kind.TABLE}
    writer = _Writer(document, contents, numbered)
    for line in outline(contents):
        writer.write(line, room)
    _properties(document, contents)
    return document


def tables_alone(contents: Contents, sheets: Iterable[str], room: RoomOf) -> Document:
    """Return a document with the captions and placeholders of tables, nothing else."""
    document = docx.Document()
    _page(document.sections[0])
    _types(document)
    writer = _Writer(document, contents, set())
    for sheet in sheets:
        writer.write(Line(Kind.TABLE, sheet), room)
    _properties(document, contents)
    return document


def _page(section: Section) -> None:
    margins, (short, long) = look.margins(landscape=False), look.PAPER
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(short), Mm(long)
    section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
    section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
    section.footer_distance = Mm(margins.footer + 5)
    properties = section._sectPr  # noqa: SLF001 - python-docx has no call for the grid of lines
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(element("w:docGrid", type="lines", linePitch=_PITCH))


def _types(document: Document) -> None:
    styles = document.styles
    _typed(styles["Normal"], BODY, look.SAN_HAO)
    normal = styles["Normal"].paragraph_format
    normal.line_spacing_rule, normal.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    normal.space_before = normal.space_after = Pt(0)
    normal.widow_control = False
    for name, face in (("Heading 1", HEADING), ("Heading 2", SUBHEADING)):
        _typed(styles[name], face, look.SAN_HAO)
        form = styles[name].paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.first_line_indent, form.keep_with_next = _INDENT, True
    _typed(styles["Caption"], HEADING, look.XIAO_SI)
    caption = styles["Caption"].paragraph_format
    caption.alignment, caption.keep_with_next = WD_ALIGN_PARAGRAPH.CENTER, True
    caption.space_before = caption.space_after = Pt(0)


def _typed(thing: ParagraphStyle | Run, face: str, size: float, latin: str = LATIN) -> None:
    """Set a face for Chinese and one for Latin letters; a theme's face would win over both."""
    font = thing.font
    font.size, font.bold, font.italic, font.name = Pt(size), False, False, latin
    font.color.rgb = RGBColor(0, 0, 0)
    properties = thing.element.get_or_add_rPr()
    faces = properties.get_or_add_rFonts()
    for one in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        faces.attrib.pop(qn(f"w:{one}"), None)
    for one, name in (("ascii", latin), ("hAnsi", latin), ("eastAsia", face), ("cs", latin)):
        faces.set(qn(f"w:{one}"), name)


class _Writer:
    """Writes the lines of the outline one after the other."""

    def __init__(self, document: Document, contents: Contents, numbered: set[str]) -> None:
        self.document = document
        self.contents = contents
        #: the tables that a text can refer to
        self.numbered = numbered
        self._bookmark = 10_000
        self._charts = 0
        _footers(document)

    def write(self, line: Line, room: RoomOf) -> None:
        if line.kind is Kind.TITLE:
            self._title(line.text)
        elif line.kind in _STYLES:
            self.document.add_paragraph(line.text, style=_STYLES[line.kind])
        elif line.kind is Kind.TABLE:
            self._table(line.text, room)
        elif line.kind is Kind.CHART:
            self._chart(line.text)
        else:
            one = self.document.add_paragraph()
            one.paragraph_format.first_line_indent = _INDENT
            self._body(one, line.text)
            if line.kind is Kind.OWN and not self.contents.has(line.text.strip("〔〕")):
                for run in one.runs:
                    run.font.color.rgb = _GREY

    def _title(self, text: str) -> None:
        one = self.document.add_paragraph()
        one.alignment = WD_ALIGN_PARAGRAPH.CENTER
        one.paragraph_format.line_spacing = TITLE_LINE
        _typed(one.add_run(text), TITLE, look.TITLE_SIZE)
        self.document.add_paragraph()

    def _body(self, one: Paragraph, text: str) -> None:
        """Add a text, its mentions of tables as cross-references."""
        place = 0
        for found in _TABLE_NUMBER.finditer(text):
            if found[0] in self.numbered:
                one.add_run(text[place : found.start()])
                _add_field(one, f"REF {_reference(found)} \\h", found[0])
                place = found.end()
        one.add_run(text[place:])

    def _table(self, sheet: str, room: RoomOf) -> None:
        grid = self.contents.find(sheet)
        if not isinstance(grid, Grid):
            return
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.page_break_before = runs_over(grid, room(grid)) or None
        title = str(grid.rows[0][0].value)
        found = _TABLE_NUMBER.match(title)
        if found is None:
            caption.add_run(title)
        else:
            self._caption(caption, found, title[found.end() :].strip())
        self.document.add_paragraph(f"〔{sheet}〕")

    def _chart(self, key: str) -> None:
        """Add a chart's placeholder and its caption below; the caption says no figure."""
        shown = self.document.add_paragraph(f"〔{CHART}：{key}〕")
        shown.paragraph_format.keep_with_next = True
        shown.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._charts += 1
        caption = self.document.add_paragraph(style="Caption")
        caption.paragraph_format.keep_with_next = False
        caption.add_run("图")
        _add_field(caption, "SEQ 图 \\* ARABIC", str(self._charts))
        caption.add_run(f"  {self.contents.caption(key)}")

    def _caption(self, one: Paragraph, found: re.Match[str], title: str) -> None:
        self._bookmark += 1
        number = str(self._bookmark)
        start = element("w:bookmarkStart", id=number, name=_reference(found))
        one._p.append(start)  # noqa: SLF001 - python-docx has no call for bookmarks
        one.add_run(f"表{found[1]}-")
        _add_field(one, f"SEQ 表{found[1]}- \\* ARABIC \\r {found[2]}", found[2])
        one._p.append(element("w:bookmarkEnd", id=number))  # noqa: SLF001 - likewise
        one.add_run(f"  {title}")


def _reference(found: re.Match[str]) -> str:
    return f"yqref_{found[1]}_{found[2]}"


def _add_field(one: Paragraph, code: str, shown: str) -> None:
    for made in _field(code, shown):
        one.add_run()._r.append(made)  # noqa: SLF001 - python-docx has no call for fields


def _field(code: str, shown: str) -> Iterator[object]:
    yield element("w:fldChar", fldCharType="begin")
    instruction = element("w:instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    yield instruction
    yield element("w:fldChar", fldCharType="separate")
    text = element("w:t")
    text.text = shown
    yield text
    yield element("w:fldChar", fldCharType="end")


def _footers(document: Document) -> None:
    """Put the page number at the outer side: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        one = footer.paragraphs[0]
        one.alignment = side
        before, after = look.PAGE_NUMBER
        one.add_run(before)
        _add_field(one, "PAGE", "1")
        one.add_run(after)
        for run in one.runs:
            font = look.PAGE_NUMBER_FONT
            _typed(run, font.name, font.size, font.name)


def _properties(document: Document, contents: Contents) -> None:
    """Say whose report it is; no clock, so that the same data give the same file."""
    facts = document.core_properties
    facts.title = f"{contents.evaluation.project.name}绩效评价报告"
    facts.author = contents.evaluation.project.evaluator
    facts.comments = ""
    facts.last_modified_by = ""
    facts.created = facts.modified = datetime(2020, 1, 1, tzinfo=UTC)
