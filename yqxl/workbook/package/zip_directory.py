"""The directory of a zip file, read once and believed only where the file agrees.

:mod:`zipfile` is not used: it takes archives in which two readers see different data
(overlapping members, a local header that names another member, bytes before the first
member, a count that is not the directory's), it reads a directory of millions of records
before anything can count them, and it keeps no raw records to copy. It saves no time
either: with the same comparison of local headers it takes a third longer
(``benchmarks/zip_directory.py``). Zip64, data descriptors and both encodings of names are
read; anything that contradicts itself is refused.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from mmap import mmap

from yqxl.workbook.package.limits import Limits
from yqxl.workbook.package.refusals import Refusal

STORED, DEFLATED = 0, 8

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_FULL16, _FULL32 = 0xFFFF, 0xFFFFFFFF
_LONGEST_COMMENT = 0xFFFF
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_UTF8 = 0x800


#: offset, name, method, flags, CRC, packed size, size, the record itself
_Record = tuple[int, str, int, int, int, int, int, bytes]


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of the package.

    ``[offset, end)`` is its region in the file: local header, data, data descriptor.
    ``start`` is where the data begin, ``record`` its central directory record as it
    stands.
    """

    name: str
    offset: int
    start: int
    end: int
    method: int
    flags: int
    crc: int
    compressed: int
    size: int
    record: bytes


def read_directory(data: bytes | mmap, file: str, limits: Limits) -> tuple[list[Entry], bytes]:
    """Return the members in the order of their data, and the archive's comment.

    Raises:
        InputRefusedError: the archive is damaged, contradicts itself or exceeds a limit.
    """
    first, last, count, comment = _find_directory(data, file)
    if count > limits.parts:
        raise Refusal.TOO_MANY_PARTS.error(f"{count:,} 个，上限 {limits.parts:,} 个", file=file)
    try:
        records = sorted(_central_records(data, first, last, count))
    except (struct.error, UnicodeDecodeError, ValueError) as error:
        raise Refusal.DAMAGED.error("压缩包目录读不通", file=file) from error
    if records and records[-1][0] >= first:
        raise Refusal.DAMAGED.error(f"{records[-1][1]}：在文件之外", file=file)
    ends = [record[0] for record in records[1:]] + [first]
    return [_locate(data, *pair, file) for pair in zip(records, ends, strict=True)], comment


def _find_directory(data: bytes | mmap, file: str) -> tuple[int, int, int, bytes]:
    """Return where the directory starts and ends, how many members, and the comment."""
    lowest = max(0, len(data) - _END.size - _LONGEST_COMMENT)
    at = data.rfind(b"PK\5\6", lowest)
    while at >= 0:
        found = _directory_before(data, at)
        if found:
            return found
        at = data.rfind(b"PK\5\6", lowest, at)
    raise Refusal.DAMAGED.error("找不到压缩包目录，文件可能没有传完", file=file)


def _directory_before(data: bytes | mmap, at: int) -> tuple[int, int, int, bytes] | None:
    """Return the directory that the end record at ``at`` describes, if there is one."""
    if at + _END.size > len(data):
        return None
    _, disk, first_disk, here, count, size, first, length = _END.unpack_from(data, at)
    last = at
    locator = at - _LOCATOR64.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\6\7":
        last = _LOCATOR64.unpack_from(data, locator)[2]
        if last + _END64.size > locator or data[last : last + 4] != b"PK\6\6":
            return None
        disk, first_disk, here, count, size, first = _END64.unpack_from(data, last)[4:]
    comment = data[at + _END.size : at + _END.size + length]
    whole = not disk and not first_disk and here == count and first + size == last
    return (first, last, count, comment) if whole and len(comment) == length else None


def _central_records(data: bytes | mmap, first: int, last: int, count: int) -> Iterator[_Record]:
    at = first
    for _ in range(count):
        (signature, _, _, flags, method, _, _, crc, packed, size, *lengths, _, _, _, offset) = (
            _CENTRAL.unpack_from(data, at)
        )
        names, extras, comments = lengths
        begin = at + _CENTRAL.size
        end = begin + names + extras + comments
        if signature != b"PK\1\2" or end > last:
            raise ValueError(at)
        if _FULL32 in (packed, size, offset):
            extra = data[begin + names : begin + names + extras]
            size, packed, offset = _widen(extra, size, packed, offset)
        name = data[begin : begin + names].decode("utf-8" if flags & _UTF8 else "cp437")
        record = data[at:end]
        yield offset, name, method, flags, crc, packed, size, record
        at = end
    if at != last:
        raise ValueError(at)


def _widen(extra: bytes, *fields: int) -> tuple[int, ...]:
    """Return the fields, those that are full in 32 bits from the zip64 extra field."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            full = sum(field == _FULL32 for field in fields)
            wide = iter(struct.unpack_from(f"<{full}Q", extra[: at + 4 + length], at + 4))
            return tuple(next(wide) if field == _FULL32 else field for field in fields)
        at += 4 + length
    raise ValueError(extra)


def _locate(data: bytes | mmap, found: _Record, end: int, file: str) -> Entry:
    """Return the entry with its region, after comparing it with its local header."""
    offset, name, method, flags, crc, packed, size, record = found
    if flags & _ENCRYPTED:
        raise Refusal.ENCRYPTED_PART.error(name, file=file)
    if method not in (STORED, DEFLATED):
        raise Refusal.METHOD.error(f"{name}：方法 {method}", file=file)
    if not 0 <= offset <= end - _LOCAL.size:
        raise Refusal.OVERLAP.error(name, file=file)
    signature, _, local_flags, local_method, _, _, _, _, _, names, extras = _LOCAL.unpack_from(
        data, offset
    )
    begin = offset + _LOCAL.size
    start = begin + names + extras
    local_name = data[begin : begin + names]
    central_name = record[_CENTRAL.size : _CENTRAL.size + len(local_name)]
    if (
        signature != b"PK\3\4"
        or local_method != method
        or (local_flags ^ flags) & _ENCRYPTED
        or local_name != central_name
        or names != struct.unpack_from("<H", record, 28)[0]
    ):
        raise Refusal.DAMAGED.error(f"{name}：目录与内容不符", file=file)
    if start + packed > end:
        raise Refusal.OVERLAP.error(name, file=file)
    if method == STORED and size != packed:
        raise Refusal.DAMAGED.error(f"{name}：大小自相矛盾", file=file)
    return Entry(name, offset, start, end, method, flags, crc, packed, size, record)
