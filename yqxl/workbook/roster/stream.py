"""The part of a large sheet in pieces that end with a row, held to the gate's limits.

The part is inflated in small steps and never stands in memory as a whole. Size and
checksum are those that the directory declares; declarations are refused as in every
other part.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from yqxl.workbook.package.limits import MIB
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.xml_part import refuse_declarations, utf8_of
from yqxl.workbook.package.zip_directory import STORED
from yqxl.workbook.scan.strings import NotCanonicalError

_PACKED_STEP = 64 << 10
_STEP = MIB
_ROW_END = b"</row>"
#: No row of a roster is as long as this; a part without rows must not pile up.
_LONGEST_ROW = 16 * MIB
_PASSED = b" " * 56
#: behind each piece, so that a word of eight bytes can be read at its end
PAD = bytes(16)


class Piece(NamedTuple):
    """Bytes ``[0, length)`` of ``text`` are the piece; what follows pads words of bytes."""

    text: bytes
    length: int


def pieces(package: Package, part: str) -> Iterator[Piece]:
    """Yield the part in order: pieces that end with ``</row>``, then what is left.

    Raises:
        InputRefusedError: the part is damaged, too large, or has a DOCTYPE.
        NotCanonicalError: remarks, CDATA or instructions may hide what looks like a cell.
    """
    rest = b""
    first = True
    for data in _ahead(_inflated(package, part)):
        text = b"".join((rest, data, PAD))
        length = text.rfind(_ROW_END) + len(_ROW_END)
        if length >= len(_ROW_END):
            rest = text[length : -len(PAD)]
            _check(package, part, text, first=first)
            yield Piece(text, length)
            first = False
        else:
            rest = text[: -len(PAD)]
            if len(rest) > _LONGEST_ROW:
                raise NotCanonicalError(part)
    _check(package, part, rest, first=first)
    yield Piece(rest + PAD, len(rest))


def _check(package: Package, part: str, text: bytes, *, first: bool) -> None:
    """Refuse a declaration, and leave the fast way where some ``<`` may begin no tag."""
    if first:
        utf8_of(part, text[: text.find(b">") + 1], package.path)
        hidden = refuse_declarations(part, text, package.path)
    elif b"!" in text or b"?" in text:
        # the search for instructions passes over an XML declaration at the start
        hidden = refuse_declarations(part, _PASSED + text, package.path)
    else:
        return
    if hidden:
        raise NotCanonicalError(part)


def _ahead(steps: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the steps, the next one being made in a thread while the caller is busy.

    zlib and numpy both let go of the interpreter, so the two run side by side.
    """
    with ThreadPoolExecutor(1) as pool:
        following = pool.submit(next, steps, b"")
        while data := following.result():
            following = pool.submit(next, steps, b"")
            yield data


def _inflated(package: Package, part: str) -> Iterator[bytes]:
    entry = package.entries[part]
    limit = package.limits.roster_part
    if entry.size > limit:
        found = f"{part}：{entry.size:,} 字节，上限 {limit:,} 字节"
        raise Refusal.PART_TOO_LARGE.error(found, file=package.path)
    crc = size = 0
    for data in _unpacked(package, part):
        crc = zlib.crc32(data, crc)
        size += len(data)
        if size > entry.size:
            break
        if data:
            yield data
    if size != entry.size or crc != entry.crc:
        raise _damaged(package, part)


def _unpacked(package: Package, part: str) -> Iterator[bytes]:
    packed = package.packed(part)
    stored = package.entries[part].method == STORED
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _PACKED_STEP):
        data: bytes | memoryview = packed[start : start + _PACKED_STEP]
        if stored:
            yield bytes(data)
            continue
        while data:
            try:
                inflated = inflater.decompress(data, _STEP)
            except zlib.error as error:
                raise _damaged(package, part) from error
            data = inflater.unconsumed_tail
            yield inflated
    if not stored:
        yield inflater.flush()


def _damaged(package: Package, part: str) -> Exception:
    return Refusal.DAMAGED_PART.error(f"{part}：内容与校验值不符", file=package.path)
