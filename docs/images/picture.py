# noqa: INP001 - programs beside the pictures that they make, no package
"""A picture in memory: read from PPM or a screen dump, cropped, written as PNG."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

_WHITE = 0xFF
_SCREEN_HEADER = 25


@dataclass(frozen=True)
class Picture:
    """Rows of RGB bytes."""

    width: int
    rows: tuple[bytes, ...]

    def cropped(self, margin: int = 24) -> Picture:
        """Return the picture without the white around what is drawn."""
        blank = bytes([_WHITE]) * (3 * self.width)
        drawn = [number for number, row in enumerate(self.rows) if row != blank]
        kept = self.rows[drawn[0] : drawn[-1] + 1]
        left = min(len(row) - len(row.lstrip(b"\xff")) for row in kept) // 3
        right = max(len(row.rstrip(b"\xff")) for row in kept) // 3
        left, right = max(left - margin, 0), min(right + margin, self.width)
        edge = (bytes([_WHITE]) * (3 * (right - left)),) * margin
        inside = tuple(row[3 * left : 3 * right] for row in kept)
        return Picture(right - left, (*edge, *inside, *edge))

    def first_block(self, gap: int = 30) -> Picture:
        """Return the picture down to the first wide blank stripe: a table without its footer."""
        blank = bytes([_WHITE]) * (3 * self.width)
        drawn = [number for number, row in enumerate(self.rows) if row != blank]
        pairs = pairwise(drawn)
        end = next((one for one, other in pairs if other - one > gap), drawn[-1])
        return Picture(self.width, self.rows[: end + 1])

    def write_png(self, path: Path) -> None:
        """Write the picture as PNG."""
        header = struct.pack(">IIBBBBB", self.width, len(self.rows), 8, 2, 0, 0, 0)
        data = zlib.compress(b"".join(b"\0" + row for row in self.rows), 9)
        chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
        path.write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + b"".join(
                struct.pack(">I", len(body))
                + kind
                + body
                + struct.pack(">I", zlib.crc32(kind + body))
                for kind, body in chunks
            )
        )


def read_ppm(path: Path) -> Picture:
    """Return a picture that pdftoppm wrote."""
    _, size, _, data = path.read_bytes().split(b"\n", 3)
    width = int(size.split()[0])
    step = 3 * width
    return Picture(width, tuple(data[at : at + step] for at in range(0, len(data), step)))


def read_screen(path: Path) -> Picture:
    """Return what Xvfb shows in its frame buffer file, a 32-bit X window dump."""
    dump = path.read_bytes()
    fields = struct.unpack(f">{_SCREEN_HEADER}I", dump[: 4 * _SCREEN_HEADER])
    header, width, height, step, colours = (fields[at] for at in (0, 4, 5, 12, 19))
    start = header + 12 * colours
    rows = []
    for number in range(height):
        line = dump[start + number * step : start + number * step + 4 * width]
        row = bytearray(3 * width)
        # blue, green, red and a byte of nothing
        row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
        rows.append(bytes(row))
    return Picture(width, tuple(rows))
