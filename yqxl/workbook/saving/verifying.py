"""Reading again what was written, before it takes the place of anything."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from xml.parsers import expat

from yqxl.workbook.saving.output_failures import WriteFailure

_XML_PARTS = (".xml", ".rels", ".vml")
_BUFFER = 1 << 18


def verify_parts(path: Path, names: Iterable[str], crc: int | None = None) -> None:
    """Read a written package again, to the end.

    Args:
        path: the written file.
        names: the parts that are new: every byte passes the CRC of the part, and every XML
            part is parsed to its last tag, for a part that was cut short while it was
            written can have a right CRC.
        crc: CRC-32 of the whole file as it was to be written, so that the members that
            were copied raw are covered too.

    Raises:
        OutputFailedError: a part is missing, damaged or not well-formed.
    """
    name = ""
    if crc is not None and _crc_of(path) != crc:
        raise WriteFailure.NOT_VERIFIED.error(path, "写到磁盘上的字节与要写的不同")
    try:
        with zipfile.ZipFile(path) as package:
            for name in names:
                content = package.read(name)
                if name.endswith(_XML_PARTS):
                    expat.ParserCreate().Parse(content, True)  # noqa: FBT003 - expat takes no keyword
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, expat.ExpatError) as error:
        raise WriteFailure.NOT_VERIFIED.error(path, f"{name} {error}".strip()) from error


def _crc_of(path: Path) -> int:
    crc = 0
    with path.open("rb") as file:
        while piece := file.read(_BUFFER):
            crc = zlib.crc32(piece, crc)
    return crc
