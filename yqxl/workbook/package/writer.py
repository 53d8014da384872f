"""Writes a package: kept members copied as they stand, changed parts deflated anew.

A kept member is copied with its local header, its packed bytes and its data
descriptor, so a part that nobody changed is not even inflated. Changed parts keep
their place, new ones follow; dates are fixed, so that the same content gives the same
file.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO

from yqxl.workbook.package.package import Package
from yqxl.workbook.package.zip_directory import DEFLATED, STORED, Entry

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_ZIP64 = 1
_VERSION, _VERSION_ZIP64 = 20, 45
_UTF8 = 0x800
#: 1980-01-01 00:00, the first moment that the format knows.
_TIME, _DATE = 0, 33
#: Twice as fast as the default level for a tenth more bytes of new parts.
_LEVEL = 3


@dataclass(frozen=True, slots=True)
class _Packed:
    """The content of a part as the package stores it."""

    crc: int
    size: int
    method: int
    data: bytes


class SharedPart(bytes):
    """A part that many packages have in common: it is deflated once."""

    @cached_property
    def packed(self) -> _Packed:
        """The part as a package stores it."""
        return _pack(self)


def _pack(content: bytes) -> _Packed:
    deflater = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = deflater.compress(content) + deflater.flush()
    method = DEFLATED
    if len(data) >= len(content):
        data, method = bytes(content), STORED
    return _Packed(zlib.crc32(content), len(content), method, data)


class _Writer:
    """The file being written: where it stands, and its directory so far."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.position = file.tell()
        self.crc = 0
        self.records: list[bytes] = []

    def put(self, data: bytes | memoryview) -> None:
        self.file.write(data)
        self.position += len(data)
        self.crc = zlib.crc32(data, self.crc)

    def add(self, name: str, content: bytes) -> None:
        """Write a part with its local header."""
        packed = content.packed if isinstance(content, SharedPart) else _pack(content)
        encoded = name.encode()
        flags = 0 if encoded.isascii() else _UTF8
        fields = (
            flags, packed.method, _TIME, _DATE, packed.crc, len(packed.data), packed.size,
            len(encoded),
        )  # fmt: skip
        record = _CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *fields, 0, 0, 0, 0, 0, 0)
        self.records.append(_relocated(record + encoded, self.position))
        self.put(_LOCAL.pack(b"PK\3\4", _VERSION, *fields, 0) + encoded + packed.data)

    def copy(self, entry: Entry, raw: memoryview) -> None:
        """Write a member as it stands in its source."""
        moved = self.position != entry.offset
        self.records.append(_relocated(entry.record, self.position) if moved else entry.record)
        self.put(raw)

    def finish(self, comment: bytes) -> None:
        """Write the directory and the end of the file."""
        start, count = self.position, len(self.records)
        self.put(b"".join(self.records))
        size = self.position - start
        if count >= _FULL16 or start >= _FULL32 or size >= _FULL32:
            end64 = _END64.pack(
                b"PK\6\6", _END64.size - 12, _VERSION_ZIP64, _VERSION_ZIP64, 0, 0,
                count, count, size, start,
            )  # fmt: skip
            self.put(end64 + _LOCATOR64.pack(b"PK\6\7", 0, start + size, 1))
        count, size, start = min(count, _FULL16), min(size, _FULL32), min(start, _FULL32)
        self.put(_END.pack(b"PK\5\6", 0, 0, count, count, size, start, len(comment)) + comment)


def assemble(
    package: Package, dropped: Collection[str], parts: Mapping[str, bytes], write: BinaryIO
) -> int:
    """Write a package that differs from ``package`` in the given parts only.

    Args:
        package: the source; its members outside ``dropped`` and ``parts`` are copied raw.
        dropped: names of members that are left out.
        parts: content of changed and new parts by name.
        write: the open file; offsets count from its start, whatever stands there already.

    Returns:
        The CRC-32 of all that was written, kept members and directory included.
    """
    writer = _Writer(write)
    left = dict(parts)
    for name, entry in package.entries.items():
        changed = left.pop(name, None)
        if changed is not None:
            writer.add(name, changed)
        elif name not in dropped:
            writer.copy(entry, package.raw(name))
    for name, content in left.items():
        writer.add(name, content)
    writer.finish(package.comment)
    return writer.crc


def _relocated(record: bytes, offset: int) -> bytes:
    """Return a directory record whose member stands at another offset.

    Sizes and offset beyond 32 bits stand in the zip64 extra field, which is made anew;
    all other extra fields, the name and the comment stay.
    """
    fields = list(_CENTRAL.unpack_from(record))
    old_offset = fields[-1]
    if old_offset != _FULL32 and offset < _FULL32:
        return b"".join((record[:42], offset.to_bytes(4, "little"), record[46:]))
    name, extra, comment = fields[10:13]
    begin = _CENTRAL.size + name
    others, wide = _without_zip64(record[begin : begin + extra])
    sizes = wide[: 8 * (fields[8:10].count(_FULL32))]
    if offset >= _FULL32:
        wide, short = sizes + offset.to_bytes(8, "little"), _FULL32
        fields[2] = max(fields[2], _VERSION_ZIP64)
    else:
        wide, short = sizes, offset
    if wide:
        others = struct.pack("<2H", _ZIP64, len(wide)) + wide + others
    fields[-1] = short
    fields[11] = len(others)
    tail = begin + extra
    return b"".join(
        (
            _CENTRAL.pack(*fields),
            record[_CENTRAL.size : begin],
            others,
            record[tail : tail + comment],
        )
    )


def _without_zip64(extra: bytes) -> tuple[bytes, bytes]:
    """Return the extra fields without the zip64 one, and the content of that one."""
    others, wide, at = b"", b"", 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        end = at + 4 + length
        if kind == _ZIP64:
            wide = extra[at + 4 : end]
        else:
            others += extra[at:end]
        at = end
    return others + extra[at:], wide
