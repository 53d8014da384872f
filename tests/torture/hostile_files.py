"""Twenty files that somebody could send, none of which may cost another file anything."""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

_SHEET = "xl/worksheets/sheet1.xml"
_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def parts_of(workbook: bytes) -> dict[str, bytes]:
    """Return the parts of a package, in order."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    """Return a package of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            # no time of day in it: the same seed gives the same bytes
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _with_sheet(workbook: bytes, rows: bytes, after: bytes = b"") -> bytes:
    parts = parts_of(workbook)
    sheet = next((name for name in parts if "worksheets/sheet" in name), _SHEET)
    parts[sheet] = b"<worksheet %s><sheetData>%s</sheetData>%s</worksheet>" % (_MAIN, rows, after)
    return packed(parts)


def _with_strings(workbook: bytes, strings: bytes) -> bytes:
    return packed({**parts_of(workbook), "xl/sharedStrings.xml": strings})


def _far_corners(workbook: bytes) -> bytes:
    row = b'<row r="%d"><c r="%s"><v>1</v></c></row>'
    return _with_sheet(workbook, row % (1, b"A1") + row % (1 << 20, b"XFD1048576"))


def _lying_sizes(workbook: bytes) -> bytes:
    damaged = bytearray(workbook)
    directory = workbook.rindex(b"PK\x01\x02")
    damaged[directory + 24 : directory + 28] = (1 << 31).to_bytes(4, "little")
    return bytes(damaged)


def _duplicate_part(workbook: bytes) -> bytes:
    parts = parts_of(workbook)
    buffer = io.BytesIO(packed(parts))
    with zipfile.ZipFile(buffer, "a") as package:
        name = next(name for name in parts if "worksheets" in name)
        info = zipfile.ZipInfo(name.upper())
        package.writestr(info, parts[name])
    return buffer.getvalue()


def _many_parts(workbook: bytes) -> bytes:
    return packed({**parts_of(workbook), **{f"custom/{n}.xml": b"<a/>" for n in range(20_000)}})


def _utf16(workbook: bytes) -> bytes:
    parts = parts_of(workbook)
    name = next(name for name in parts if "worksheets/sheet" in name)
    text = parts[name].decode().replace("UTF-8", "UTF-16")
    return packed({**parts, name: text.encode("utf-16")})


def _random_bytes(_workbook: bytes) -> bytes:
    return random.Random(7).randbytes(30_000)


_LAUGHS = b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]><sst %s><si><t>&a9;</t></si></sst>' % (
    b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)),
    _MAIN,
)

HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "random": _random_bytes,
    "truncated": lambda workbook: workbook[: len(workbook) * 2 // 3],
    "bit-flip": lambda workbook: workbook[:900] + bytes([workbook[900] ^ 64]) + workbook[901:],
    "html": lambda _: "<html><table><tr><td>得分</td></tr></table></html>".encode("gb18030"),
    "old-xls": lambda _: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000),
    "password": lambda _: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900) + "EncryptedPackage".encode("utf-16-le")
    ),
    "far-corners": _far_corners,
    "bomb": lambda workbook: _with_sheet(workbook, b" " * (300 << 20)),
    "million-rows": lambda workbook: _with_sheet(
        workbook, b'<row r="1"><c r="A1"/></row>' * 2_100_000
    ),
    "unique-count": lambda workbook: _with_strings(
        workbook, b'<sst %s uniqueCount="99999999999"/>' % _MAIN
    ),
    "billion-laughs": lambda workbook: _with_strings(workbook, _LAUGHS),
    "deep": lambda workbook: _with_sheet(workbook, b"<a>" * 500_000 + b"</a>" * 500_000),
    "merged-sheet": lambda workbook: _with_sheet(
        workbook, b"", b'<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    ),
    "row-18-digits": lambda workbook: _with_sheet(
        workbook, b'<row r="1"><c r="A999999999999999999"><v>1</v></c></row>'
    ),
    "lying-sizes": _lying_sizes,
    "duplicate-part": _duplicate_part,
    "many-parts": _many_parts,
    "utf-16": _utf16,
    "no-workbook": lambda _: packed({"a.txt": b"not a workbook"}),
}


def write_hostile_files(workbook: Path, folder: Path) -> list[Path]:
    """Write all of them into the folder, as damaged versions of a workbook."""
    content = workbook.read_bytes()
    paths = []
    for name, make in HOSTILE.items():
        path = folder / f"hostile-{name}.xlsx"
        path.write_bytes(make(content))
        os.utime(path, (0, 0))
        paths.append(path)
    return paths
