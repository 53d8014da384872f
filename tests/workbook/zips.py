"""Zip files in the forms that writers of workbooks use: descriptors, zip64, streams."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping


class NotSeekable(io.RawIOBase):
    """A stream that can only be written on: zipfile then writes data descriptors."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self.data += data
        return len(data)


def zipped(parts: Mapping[str, bytes], method: int, *, stream: bool, zip64: bool) -> bytes:
    target = NotSeekable() if stream else io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, data in parts.items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=zip64) as member:
                member.write(data)
    return bytes(target.data) if isinstance(target, NotSeekable) else target.getvalue()


def with_zip64_end(data: bytes) -> bytes:
    """Rewrite the end of an archive as a zip64 one whose old fields are all full."""
    at = data.rindex(b"PK\5\6")
    count, size, first = struct.unpack_from("<H2L", data, at + 10)
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, first)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, at, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:at] + end64 + locator + end
