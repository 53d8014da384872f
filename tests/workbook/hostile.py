"""Damaged and hostile workbook files, each made by code, with the refusal it must meet.

``CASES`` maps a readable id to a :class:`Case`; :func:`write_cases` puts them all into a
folder. :func:`parts` is a small sound workbook to start from, :func:`package` zips parts
without the guards of :mod:`zipfile`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from yqxl.workbook.package.refusals import Refusal

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

CONTENT_TYPES = "[Content_Types].xml"
ROOT_RELS = "_rels/.rels"
WORKBOOK = "xl/workbook.xml"
WORKBOOK_RELS = "xl/_rels/workbook.xml.rels"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"

Parts = dict[str, bytes]


def sheet_xml(cells: str = "", after: str = "", before: str = "") -> bytes:
    """A sheet part with these rows, and more markup before and after its cells."""
    return (
        f'{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{before}'
        f"<sheetData>{cells}</sheetData>{after}</worksheet>"
    ).encode()


def relationships(links: Iterable[tuple[str, str, str]]) -> bytes:
    """A relationships part from (id, kind, target)."""
    items = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for key, kind, target in links
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}">{items}</Relationships>'.encode()


def workbook_xml(sheets: Iterable[str] = ("数据",), more: str = "", properties: str = "") -> bytes:
    """A workbook part whose sheets are rId1, rId2, …"""
    items = "".join(
        f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(sheets, 1)
    )
    return (
        f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{items}</sheets>{more}</workbook>"
    ).encode()


def strings_xml(items: str = "<si><t>甲</t></si><si><t>乙</t></si>", counts: str = "") -> bytes:
    """A shared strings part."""
    return f'{HEAD}<sst xmlns="{MAIN}"{counts}>{items}</sst>'.encode()


def parts(**changed: bytes) -> Parts:
    """The parts of a small sound workbook: A1 甲, B1 1.5, formats 0 and 1.

    Keyword arguments replace a part: ``sheet``, ``strings``, ``styles``, ``workbook``,
    ``types``, ``root_rels``, ``workbook_rels``.
    """
    names = {
        "types": CONTENT_TYPES,
        "root_rels": ROOT_RELS,
        "workbook": WORKBOOK,
        "workbook_rels": WORKBOOK_RELS,
        "sheet": SHEET,
        "strings": STRINGS,
        "styles": STYLES,
    }
    sound = {
        CONTENT_TYPES: (
            f'{HEAD}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/{WORKBOOK}" ContentType="{SPREADSHEET}.sheet.main+xml"/>'
            f'<Override PartName="/{SHEET}" ContentType="{SPREADSHEET}.worksheet+xml"/>'
            f'<Override PartName="/{STRINGS}" ContentType="{SPREADSHEET}.sharedStrings+xml"/>'
            f'<Override PartName="/{STYLES}" ContentType="{SPREADSHEET}.styles+xml"/></Types>'
        ).encode(),
        ROOT_RELS: relationships([("rId1", "officeDocument", WORKBOOK)]),
        WORKBOOK: workbook_xml(),
        WORKBOOK_RELS: relationships(
            [
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rIdStrings", "sharedStrings", "sharedStrings.xml"),
                ("rIdStyles", "styles", "styles.xml"),
            ]
        ),
        SHEET: sheet_xml(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>1.5</v></c></row>'
        ),
        STRINGS: strings_xml(),
        STYLES: (
            f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
            '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="2"><xf xfId="0"/><xf xfId="0" numFmtId="10"/></cellXfs></styleSheet>'
        ).encode(),
    }
    for key, data in changed.items():
        sound[names[key]] = data
    return sound


@dataclass(frozen=True)
class Member:
    """One member of a zip file; what is None is worked out, the rest is written as it is."""

    name: str
    data: bytes
    method: int = 8
    flags: int = 0x800
    crc: int | None = None
    size: int | None = None
    compressed: int | None = None
    offset: int | None = None
    local_name: str | None = None


def package(members: Mapping[str, bytes] | Iterable[Member], comment: bytes = b"") -> bytes:
    """A zip file of these members, however contradictory they are."""
    if isinstance(members, Mapping):
        members = [Member(name, data) for name, data in members.items()]
    body, directory, count = b"", b"", 0
    for member in members:
        packed = member.data
        if member.method == 8:
            deflater = zlib.compressobj(6, zlib.DEFLATED, -15)
            packed = deflater.compress(member.data) + deflater.flush()
        crc = zlib.crc32(member.data) if member.crc is None else member.crc
        size = len(member.data) if member.size is None else member.size
        compressed = len(packed) if member.compressed is None else member.compressed
        name = member.name.encode()
        local = name if member.local_name is None else member.local_name.encode()
        fields = (20, member.flags, member.method, 0, 0x21, crc, compressed, size)
        offset = len(body) if member.offset is None else member.offset
        directory += (
            struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, *fields, len(name), 0, 0, 0, 0, 0, offset)
            + name
        )
        if member.offset is None:
            body += struct.pack("<4s5H3L2H", b"PK\3\4", *fields, len(local), 0) + local + packed
        count += 1
    end = struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment)
    )
    return body + directory + end + comment


def _with(extra: Mapping[str, bytes], **changed: bytes) -> bytes:
    return package({**parts(**changed), **extra})


def _without(*names: str) -> bytes:
    return package({name: data for name, data in parts().items() if name not in names})


def _cells(cells: str) -> bytes:
    return package(parts(sheet=sheet_xml(cells)))


def _after(markup: str) -> bytes:
    return package(parts(sheet=sheet_xml(after=markup)))


def _members(**changes: object) -> bytes:
    """The sound workbook with one member more, made with these fields."""
    extra = {"name": "xl/extra.xml", "data": b"<a/>", **changes}
    return package(
        [*(Member(name, data) for name, data in parts().items()), Member(**extra)]  # type: ignore[arg-type]
    )


def _ole(*streams: str) -> bytes:
    return (
        OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)
    )


def _flip(data: bytes, mark: bytes, ahead: int) -> bytes:
    at = data.index(mark) + len(mark) + ahead
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def _office(kind: str, part: str) -> bytes:
    override = f'<Override PartName="/{part}" ContentType="application/{kind}"/>'
    types = f'<Types xmlns="{TYPES}">{override}</Types>'
    root = relationships([("rId1", "officeDocument", part)])
    return package({CONTENT_TYPES: types.encode(), ROOT_RELS: root, part: b"<a/>"})


def _dtd(markup: str = "<!DOCTYPE a>") -> Callable[[bytes], bytes]:
    def insert(data: bytes) -> bytes:
        return data.replace(HEAD.encode(), f"{HEAD}{markup}".encode(), 1)

    return insert


LAUGHS = "<!DOCTYPE a [<!ENTITY b 'ha'>" + "".join(
    f"<!ENTITY b{n} '&b{n - 1 or ''};&b{n - 1 or ''};'>" for n in range(1, 30)
)
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


def _declared(part: str, markup: str = "<!DOCTYPE a>") -> bytes:
    sound = parts()
    return package({**sound, part: _dtd(markup)(sound[part])})


def _recoded(part: str, encoding: str) -> bytes:
    text = parts()[part].decode().replace("UTF-8", encoding)
    return package({**parts(), part: text.encode(encoding)})


def _strict() -> bytes:
    changed = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )
        for name, data in parts().items()
    }
    return package(changed)


def _many_sheets(count: int) -> bytes:
    links = [(f"rId{n}", "worksheet", f"worksheets/s{n}.xml") for n in range(1, count + 1)]
    sheets = {f"xl/worksheets/s{n}.xml": sheet_xml() for n in range(1, count + 1)}
    return _with(
        sheets,
        workbook=workbook_xml(f"表{n}" for n in range(1, count + 1)),
        workbook_rels=relationships(links),
    )


def _names(count: int) -> bytes:
    names = "".join(f'<definedName name="n{n}">1</definedName>' for n in range(count))
    return package(parts(workbook=workbook_xml(more=f"<definedNames>{names}</definedNames>")))


def _table(markup: str | None) -> bytes:
    rels = {
        "xl/worksheets/_rels/sheet1.xml.rels": relationships([("rId1", "table", "../tables/t.xml")])
    }
    table = {} if markup is None else {"xl/tables/t.xml": f"{HEAD}{markup}".encode()}
    return _with({**rels, **table})


def _overlapping_merges() -> bytes:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 1001))
    merges = '<mergeCell ref="A1:B1000"/>' * 2001
    return package(parts(sheet=sheet_xml(rows, after=f"<mergeCells>{merges}</mergeCells>")))


@dataclass(frozen=True)
class Case:
    """A file that must be refused."""

    refusal: Refusal
    build: Callable[[], bytes]
    suffix: str = ".xlsx"


CASES: dict[str, Case] = {
    "0 字节": Case(Refusal.EMPTY, lambda: b""),
    "加密码": Case(Refusal.PASSWORD, lambda: _ole("EncryptionInfo", "EncryptedPackage")),
    "旧版xls": Case(Refusal.OLD_XLS, lambda: _ole("Workbook")),
    "旧版xls无OLE": Case(Refusal.OLD_XLS, lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(64)),
    "WPS的et": Case(Refusal.WPS_ET, lambda: _ole("Workbook"), ".et"),
    "改名的et": Case(Refusal.WPS_ET, lambda: _ole("Workbook", "ETExtData")),
    "旧版doc": Case(Refusal.OTHER_OFFICE, lambda: _ole("WordDocument")),
    "ods": Case(
        Refusal.OPEN_DOCUMENT,
        lambda: package(
            {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}
        ),
    ),
    "xlsb": Case(
        Refusal.BINARY_XLSB,
        lambda: _office("vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
    ),
    "docx": Case(
        Refusal.OTHER_OFFICE,
        lambda: _office(
            "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "word/document.xml",
        ),
    ),
    "网页": Case(Refusal.HTML, lambda: "<html><table><tr><td>得分".encode("gb18030")),
    "网页带声明": Case(Refusal.HTML, lambda: b'<?xml version="1.0"?><html xmlns="a"/>'),
    "UTF-16网页": Case(Refusal.HTML, lambda: "<html>得分".encode("utf-16")),
    "XML2003": Case(
        Refusal.XML_2003,
        lambda: b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    ),
    "GBK的CSV": Case(Refusal.PLAIN_TEXT, lambda: "编码,得分\nA1,3\n".encode("gb18030")),
    "UTF-8的CSV": Case(Refusal.PLAIN_TEXT, lambda: "编码,得分\nA1,3\n".encode("utf-8-sig")),
    "PDF": Case(Refusal.PDF, lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "RAR": Case(Refusal.ARCHIVE, lambda: b"Rar!\x1a\x07\x01\x00abc"),
    "7z": Case(Refusal.ARCHIVE, lambda: b"7z\xbc\xaf\x27\x1cabc"),
    "gzip": Case(Refusal.ARCHIVE, lambda: b"\x1f\x8b\x08abc"),
    "普通zip": Case(Refusal.ARCHIVE, lambda: package({"报表.txt": b"1"})),
    "空zip": Case(Refusal.ARCHIVE, lambda: package({})),
    "乱码": Case(Refusal.UNKNOWN, lambda: bytes(range(256)) * 8),
    "Strict": Case(Refusal.STRICT, _strict),
    "截断一半": Case(Refusal.DAMAGED, lambda: (data := package(parts()))[: len(data) // 2]),
    "少最后一字节": Case(Refusal.DAMAGED, lambda: package(parts())[:-1]),
    "数据翻位": Case(Refusal.DAMAGED_PART, lambda: _flip(package(parts()), SHEET.encode(), 9)),
    "校验值不符": Case(Refusal.DAMAGED_PART, lambda: _members(crc=1)),
    "附件校验值不符": Case(Refusal.DAMAGED_PART, lambda: _members(name="xl/a.bin", crc=1)),
    "虚报偏小": Case(Refusal.DAMAGED_PART, lambda: _members(data=b"<a/>" * 99, size=10)),
    "虚报偏大": Case(Refusal.DAMAGED_PART, lambda: _members(size=4000)),
    "图片虚报偏小": Case(
        Refusal.DAMAGED_PART, lambda: _members(name="xl/a.png", data=b"<a/>" * 99, size=10)
    ),
    "本地头名不同": Case(Refusal.DAMAGED, lambda: _members(local_name="xl/other.xml")),
    "部件两万零一": Case(
        Refusal.TOO_MANY_PARTS, lambda: _with({f"xl/p{n}.xml": b"" for n in range(20_001)})
    ),
    "压缩炸弹": Case(Refusal.RATIO, lambda: _with({}, sheet=sheet_xml(" " * (4 << 20)))),
    "同名部件": Case(Refusal.DUPLICATE_PART, lambda: _members(name=SHEET)),
    "只差大小写": Case(Refusal.DUPLICATE_PART, lambda: _members(name=SHEET.upper())),
    "只差斜杠": Case(Refusal.DUPLICATE_PART, lambda: _members(name=SHEET.replace("/", "\\"))),
    "路径穿越": Case(Refusal.UNSAFE_NAME, lambda: _members(name="xl/../../evil.xml")),
    "反斜杠穿越": Case(Refusal.UNSAFE_NAME, lambda: _members(name="..\\evil.xml")),
    "盘符": Case(Refusal.UNSAFE_NAME, lambda: _members(name="C:\\evil.xml")),
    "名中有NUL": Case(Refusal.UNSAFE_NAME, lambda: _members(name="xl/a\0.xml")),
    "互相重叠": Case(Refusal.OVERLAP, lambda: _members(offset=0, local_name=CONTENT_TYPES)),
    "越过下一部件": Case(Refusal.OVERLAP, lambda: _members(method=0, compressed=4000, size=4000)),
    "部件加密": Case(Refusal.ENCRYPTED_PART, lambda: _members(flags=0x801)),
    "LZMA": Case(Refusal.METHOD, lambda: _members(method=14)),
    "工作簿DTD": Case(Refusal.DTD, lambda: _declared(WORKBOOK)),
    "共享文本笑弹": Case(Refusal.DTD, lambda: _declared(STRINGS, f"{LAUGHS}]>")),
    "工作表XXE": Case(Refusal.DTD, lambda: _declared(SHEET, XXE)),
    "样式DTD": Case(Refusal.DTD, lambda: _declared(STYLES)),
    "内容类型DTD": Case(Refusal.DTD, lambda: _declared(CONTENT_TYPES)),
    "绘图DTD": Case(Refusal.DTD, lambda: _with({"xl/drawings/drawing1.xml": b"<!DOCTYPE a><a/>"})),
    "UTF-16的DTD": Case(
        Refusal.DTD, lambda: _with({"customXml/item1.xml": "<!DOCTYPE a><a/>".encode("utf-16")})
    ),
    "UTF-16工作表": Case(Refusal.ENCODING, lambda: _recoded(SHEET, "UTF-16")),
    "GBK共享文本": Case(Refusal.ENCODING, lambda: _recoded(STRINGS, "GB18030")),
    "坏UTF-8": Case(
        Refusal.ENCODING, lambda: package(parts(sheet=sheet_xml() + b"<!--\xff\xfe-->"))
    ),
    "工作表不成XML": Case(Refusal.MALFORMED, lambda: package(parts(sheet=sheet_xml()[:-5]))),
    "工作簿不成XML": Case(Refusal.MALFORMED, lambda: package(parts(workbook=b"<workbook"))),
    "样式为空": Case(Refusal.MALFORMED, lambda: package(parts(styles=b""))),
    "缺关系": Case(Refusal.MISSING_PART, lambda: _without(ROOT_RELS)),
    "缺工作簿": Case(Refusal.MISSING_PART, lambda: _without(WORKBOOK)),
    "缺工作表": Case(Refusal.MISSING_PART, lambda: _without(SHEET)),
    "缺共享文本": Case(Refusal.MISSING_PART, lambda: _without(STRINGS)),
    "缺表格": Case(Refusal.MISSING_PART, lambda: _table(None)),
    "没有工作表": Case(Refusal.STRUCTURE, lambda: package(parts(workbook=workbook_xml(())))),
    "表名重复": Case(Refusal.STRUCTURE, lambda: package(parts(workbook=workbook_xml(("a", "A"))))),
    "两表一部件": Case(
        Refusal.STRUCTURE,
        lambda: package(
            parts(
                workbook=workbook_xml(("甲", "乙")),
                workbook_rels=relationships(
                    [(f"rId{n}", "worksheet", "worksheets/sheet1.xml") for n in (1, 2)]
                ),
            )
        ),
    ),
    "名称序号越界": Case(
        Refusal.STRUCTURE,
        lambda: package(
            parts(
                workbook=workbook_xml(
                    more='<definedNames><definedName name="a" localSheetId="9">1'
                    "</definedName></definedNames>"
                )
            )
        ),
    ),
    "表格无区域": Case(Refusal.STRUCTURE, lambda: _table(f'<table xmlns="{MAIN}" name="a"/>')),
    "工作表根元素不对": Case(Refusal.STRUCTURE, lambda: package(parts(sheet=b"<a/>"))),
    "列越界": Case(Refusal.OUTSIDE_GRID, lambda: _cells('<row r="1"><c r="XFE1"/></row>')),
    "行越界": Case(Refusal.OUTSIDE_GRID, lambda: _cells('<row r="1"><c r="A1048577"/></row>')),
    "零行": Case(Refusal.OUTSIDE_GRID, lambda: _cells('<row r="1"><c r="A0"/></row>')),
    "列名四字母": Case(Refusal.OUTSIDE_GRID, lambda: _cells('<row r="1"><c r="ZZZZ1"/></row>')),
    "行号五千位": Case(Refusal.OUTSIDE_GRID, lambda: _cells(f'<row r="{"9" * 5000}"/>')),
    "地址五千位": Case(
        Refusal.OUTSIDE_GRID, lambda: _cells(f'<row r="1"><c r="A{"9" * 5000}"/></row>')
    ),
    "单元格无行": Case(Refusal.OUTSIDE_GRID, lambda: _cells("<c><v>1</v></c>")),
    "合并重叠两千次": Case(Refusal.MERGED_AREA, _overlapping_merges),
    "合并越界": Case(
        Refusal.OUTSIDE_GRID, lambda: _after('<mergeCells><mergeCell ref="A1:XFE2"/></mergeCells>')
    ),
    "工作表5001张": Case(Refusal.TOO_MANY_SHEETS, lambda: _many_sheets(5001)),
    "名称两万零一": Case(Refusal.TOO_MANY_NAMES, lambda: _names(20_001)),
    "共享文本虚报": Case(
        Refusal.DECLARED_COUNT,
        lambda: package(parts(strings=strings_xml(counts=' uniqueCount="99999999999"'))),
    ),
    "样式虚报": Case(
        Refusal.DECLARED_COUNT,
        lambda: package(
            parts(styles=parts()[STYLES].replace(b'cellXfs count="2"', b'cellXfs count="99999999"'))
        ),
    ),
    "共享文本序号": Case(
        Refusal.STRING_INDEX, lambda: _cells('<row r="1"><c r="A1" t="s"><v>2</v></c></row>')
    ),
    "共享文本负序号": Case(
        Refusal.STRING_INDEX, lambda: _cells('<row r="1"><c r="A1" t="s"><v>-1</v></c></row>')
    ),
    "共享文本序号五千位": Case(
        Refusal.STRING_INDEX,
        lambda: _cells(f'<row r="1"><c r="A1" t="s"><v>{"9" * 5000}</v></c></row>'),
    ),
    "样式序号": Case(
        Refusal.STYLE_INDEX, lambda: _cells('<row r="1"><c r="A1" s="2"><v>1</v></c></row>')
    ),
    "单元格不成XML": Case(
        Refusal.MALFORMED, lambda: _cells('<row r="1"><c r="A1"><v>1</w></c></row>')
    ),
    "单元格坏实体": Case(
        Refusal.MALFORMED, lambda: _cells('<row r="1"><c r="A1" t="str"><v>&x;</v></c></row>')
    ),
}


def write_cases(folder: Path) -> dict[str, Path]:
    """Write every case into the folder; return the files by id."""
    files = {}
    for name, case in CASES.items():
        files[name] = folder / f"{name}{case.suffix}"
        files[name].write_bytes(case.build())
    return files
