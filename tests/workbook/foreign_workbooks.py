"""Workbooks as other programs write them: sources for the tests of the graft.

Each builder writes a file that holds a sheet 指标体系 with numbers in E3:I40, so that
the sample tables have something to refer to.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
INDICATORS = "指标体系"


def png() -> bytes:
    """A picture of 2 × 2 red pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0\xff\0\0\xff\0\0" * 2)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


def by_openpyxl(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "首页"
    sheet["A1"] = "项目"
    sheet["A1"].comment = Comment("说明", "评价组")
    indicators = book.create_sheet(INDICATORS)
    for row in range(3, 41):
        for column in range(5, 10):
            indicators.cell(row, column, row / column)
    for column, name in enumerate(("权重", "规则", "取值", "参数", "得分"), 5):
        indicators.cell(2, column, name)
    indicators.add_table(Table(displayName="yq_indicators", ref="E2:I40"))
    indicators.print_title_rows = "1:2"
    book.defined_names["总得分"] = DefinedName("总得分", attr_text=f"{INDICATORS}!$I$40")
    book.save(path)
    return path


def by_xlsxwriter(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    front = book.add_worksheet("首页")
    front.write("A1", "项目")
    front.insert_image("D2", "red.png", {"image_data": io.BytesIO(png())})
    front.insert_textbox("D10", "填报说明：先填首页")
    front.insert_button("D20", {"caption": "生成", "macro": "Generate"})
    front.write_comment("A1", "项目名称以批复为准")
    indicators = book.add_worksheet(INDICATORS)
    money = book.add_format({"num_format": "#,##0.00", "bold": True, "border": 1})
    for row in range(2, 40):
        indicators.write_row(row, 4, [(row + 1) / column for column in range(5, 10)], money)
        indicators.write_formula(row, 10, f"=E{row + 1}*2", None, (row + 1) / 5 * 2)
    indicators.write_formula("L3", '="未"&"填"', None, "未填")
    indicators.write_formula("M3", "=1/0", None, "#DIV/0!")
    indicators.write_formula("N3", "=E3>1", None, value=False)
    indicators.add_table("P2:R6", {"name": "yq_elements"})
    indicators.conditional_format("E3:E40", {"type": "data_bar", "data_bar_2010": True})
    indicators.conditional_format("F3:F40", {"type": "cell", "criteria": "<", "value": 1})
    indicators.add_sparkline("T3", {"range": f"{INDICATORS}!E3:I3"})
    indicators.repeat_rows(0, 1)
    indicators.print_area("A1:K40")
    indicators.set_footer("&C&P")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": f"={INDICATORS}!$E$3:$E$10"})
    front.insert_chart("F2", chart)
    line = book.add_chart({"type": "line"})
    line.add_series({"values": f"={INDICATORS}!$F$3:$F$9"})
    book.add_chartsheet("图").set_chart(line)
    book.define_name("总得分", f"={INDICATORS}!$I$40")
    book.define_name(f"{INDICATORS}!本表", f"={INDICATORS}!$E$3")
    book.add_worksheet("参数").hide()
    book.close()
    return path


def _numbers(prefix: str) -> str:
    rows = "".join(
        f'<{prefix}row r="{row}">'
        + "".join(
            f'<{prefix}c r="{letter}{row}"><{prefix}v>{row / number!r}</{prefix}v></{prefix}c>'
            for number, letter in enumerate("EFGHI", 5)
        )
        + f"</{prefix}row>"
        for row in range(3, 41)
    )
    return f"<{prefix}sheetData>{rows}</{prefix}sheetData>"


def prefixed_parts() -> dict[str, str]:
    """Every main element with a prefix, odd folders, absolute targets, gaps, remarks.

    There is no stylesheet and no list of titles, the namespace of the relationship ids
    is declared on each sheet, and one part says more than any schema knows.
    """
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{TYPES}">'
        f'<Default Extension="rels" ContentType="{RELATIONSHIPS}"/>'
        f'<Default Extension="XML" ContentType="{SPREADSHEET}.worksheet+xml"/>'
        '<Override PartName="/xl/workbook.xml"'
        f' ContentType="{SPREADSHEET}.sheet.main+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{PACKAGE}"><Relationship Id="R1"'
        f' Type="{OFFICE}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{head}<!-- 手工 --><x:workbook xmlns:x="{MAIN}"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:y="urn:yonder" mc:Ignorable="y" y:kept="a&gt;b">'
        '<x:bookViews><x:workbookView y:more="1"/></x:bookViews>'
        f'<x:sheets ><x:sheet xmlns:rel="{OFFICE}" name="首页" sheetId="7" rel:id="R9"/>'
        f'<x:sheet xmlns:rel="{OFFICE}" name="{INDICATORS}" sheetId="3" rel:id="rId12"/>'
        '</x:sheets><x:calcPr calcId="1"/>'
        '<x:extLst><x:ext uri="{1}"><y:any/></x:ext></x:extLst></x:workbook>',
        "xl/_rels/workbook.xml.rels": f'{head}<p:Relationships xmlns:p="{PACKAGE}">'
        f'<p:Relationship Id="R9" Type="{OFFICE}/worksheet" Target="/data/one.xml"/>'
        f'<p:Relationship Id="rId12" Type="{OFFICE}/worksheet" Target="../data/two%20b.xml"/>'
        "</p:Relationships>",
        "data/one.xml": f'{head}<x:worksheet xmlns:x="{MAIN}"><x:sheetData/></x:worksheet>',
        "data/two%20b.xml": f'{head}<x:worksheet xmlns:x="{MAIN}">{_numbers("x:")}</x:worksheet>',
    }


class _Stream(io.RawIOBase):
    """A file that cannot seek: zipfile then writes data descriptors."""

    def __init__(self) -> None:
        super().__init__()
        self.content = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.content += bytes(data)
        return len(data)


def streamed(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    stream = _Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = "备注".encode()
        for name, content in parts.items():
            package.writestr(name, content)
    path.write_bytes(stream.content)
    return path


def by_hand(path: Path) -> Path:
    return streamed(path, prefixed_parts())


def with_zip64(path: Path) -> Path:
    """The same parts, each local header with zip64 sizes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package:
        for name, content in prefixed_parts().items():
            with package.open(name, "w", force_zip64=True) as part:
                part.write(content.encode())
    return path


def after(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Change the parts of a package, as another program that saved it might have."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


BUILDERS: dict[str, Callable[[Path], Path]] = {
    "openpyxl": by_openpyxl,
    "xlsxwriter": by_xlsxwriter,
    "by-hand-prefixed-streamed": by_hand,
    "zip64": with_zip64,
}
