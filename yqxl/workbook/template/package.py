"""Saves an openpyxl workbook as bytes that are the same every time.

openpyxl writes a styled blank as a number without a value, which some programs read as
0, and an empty value behind every formula; both are taken out. It writes the properties
of a font in an order of its own and names parts from the root, where the schema (ECMA-376
18.8.22) and other libraries want another order and relative names; both are mended. Parts
stand in a fixed order with a fixed date, in one spelling of XML whether openpyxl writes
with lxml or not.
"""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import canonicalize
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from yqxl.workbook.package.relationships import relative_target
from yqxl.workbook.template.styles import BUILTIN

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_SHEETS = "xl/worksheets/sheet"
_STYLES = "xl/styles.xml"
_FIRST = "[Content_Types].xml"
_DATE = (1980, 1, 1, 0, 0, 0)
_LEVEL = 6
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_CLOSED = re.compile(rb"<([\w:]+)((?: [^<>]*)?)></\1>")
#: characters beyond ASCII, which lxml writes by their numbers
_NUMBERED = re.compile(rb"&#(\d{3,7});")
_BLANK = re.compile(rb'(<c [^<>]*?) t="n"/>')
_FONT = re.compile(rb"(?<=<font>).*?(?=</font>)", re.DOTALL)
_FONT_PROPERTY = re.compile(rb"<(\w+)[^<>]*?(?:/>|></\1>)")
#: the sequence of CT_Font, which Excel writes and the Open XML SDK demands
_FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign",
    "sz", "color", "name", "family", "charset", "scheme",
)  # fmt: skip
_FROM_ROOT = re.compile(rb'(?<=Target=")/([^"]*)')
_RELATIONSHIPS = re.compile(r"(?:(.*)/)?_rels/(.*)\.rels")
_BUILTIN = re.compile(
    rb'(<cellStyle [^<>]*?builtinId="(?:%s)")'
    % b"|".join(str(number).encode() for number in BUILTIN.values())
)


def package_bytes(book: Workbook) -> bytes:
    """Return the workbook as a package."""
    # imported here: it must not be loaded before the environment is set
    from openpyxl.writer.excel import ExcelWriter  # noqa: PLC0415

    raw = BytesIO()
    # Workbook.save would stamp the time of day
    ExcelWriter(book, ZipFile(raw, "w", ZIP_STORED)).save()
    with ZipFile(raw) as written:
        parts = {name: _mended(name, written.read(name)) for name in written.namelist()}
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name in sorted(parts, key=lambda name: (name != _FIRST, name)):
            entry = ZipInfo(name, _DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return packed.getvalue()


def _mended(name: str, part: bytes) -> bytes:
    if name.startswith(_SHEETS):
        # large, so that patterns serve better than a parser
        closed = _CLOSED.sub(rb"<\1\2/>", part.replace(b" />", b"/>"))
        spelled = _NUMBERED.sub(lambda match: chr(int(match[1])).encode(), closed)
        return _BLANK.sub(rb"\1/>", spelled.replace(b"</f><v/>", b"</f>"))
    if name == _STYLES:
        # our Input and Calculation are not the ones that Excel came with
        part = _BUILTIN.sub(rb'\1 customBuiltin="1"', _FONT.sub(_ordered_font, part))
    holder = _RELATIONSHIPS.fullmatch(name)
    if holder is not None:
        source = posixpath.join(holder[1] or "", holder[2])
        part = _FROM_ROOT.sub(
            lambda target: relative_target(source, target[1].decode()).encode(), part
        )
    return _DECLARATION + canonicalize(part.decode()).encode()


def _ordered_font(font: re.Match[bytes]) -> bytes:
    """Return the properties of a font in the order of the schema."""
    properties = _FONT_PROPERTY.finditer(font[0])
    return b"".join(
        one[0] for one in sorted(properties, key=lambda one: _FONT_ORDER.index(one[1].decode()))
    )
