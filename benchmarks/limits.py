"""What no program can beat on the same bytes: read, inflate, look at each byte; deflate, write.

Two measures. In Python: zlib and bytes methods, in the same process and rounds as the
contestants. In C, where a compiler and zlib are there: the same without an interpreter.
Both use zlib at level 1; where isal is installed, writing is measured with it too.
"""

from __future__ import annotations

import importlib
import shutil
import statistics
import subprocess
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from yqxl.workbook.package.package import Package

_SOURCE = Path(__file__).with_name("write_limit.c")


def isal() -> ModuleType | None:
    """Return the fastest deflate that Python knows, where it is installed."""
    try:
        return importlib.import_module("isal.isal_zlib")
    except ImportError:
        return None


@dataclass(frozen=True)
class Bytes:
    """A workbook's packed parts by place, and what is new about it."""

    source: Path
    #: offset, length, size of each deflated part
    parts: tuple[tuple[int, int, int], ...]
    new: tuple[bytes, ...]
    #: bytes that are copied as they stand
    kept: int


def bytes_of(source: Path, changed: Mapping[str, bytes]) -> Bytes:
    """Return the places of the packed parts, and the parts that are written anew."""
    with Package.open(source) as package:
        entries = package.entries
        parts = tuple((e.start, e.compressed, e.size) for e in entries.values() if e.method == 8)
        gone = sum(entries[name].end - entries[name].offset for name in changed if name in entries)
    return Bytes(source, parts, tuple(changed.values()), source.stat().st_size - gone)


def read(work: Bytes) -> int:
    """Read the file, inflate each part, pass once over all bytes."""
    data = memoryview(work.source.read_bytes())
    found = 0
    for start, length, size in work.parts:
        found += zlib.decompress(data[start : start + length], -15, size).count(b"<")
    return found


def write(work: Bytes, target: Path, packer: Any = zlib) -> None:  # noqa: ANN401 - zlib or its like
    """Deflate the new parts, copy the rest as it stands, write one file.

    ``packer`` is zlib or a module with the same face.
    """
    data = memoryview(work.source.read_bytes())
    with target.open("wb", buffering=0) as file:
        pieces = [data[: work.kept]]
        for content in work.new:
            deflater = packer.compressobj(1, zlib.DEFLATED, -15)
            pieces += [deflater.compress(content), deflater.flush()]
        file.write(b"".join(pieces))


def in_c(work: Bytes, folder: Path, rounds: int = 200) -> tuple[float, ...] | None:
    """Return medians in C: reading and writing, each on the clock and of CPU.

    None where there is no compiler or no zlib.
    """
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return None
    program = folder / "write_limit"
    made = subprocess.run(
        [compiler, "-O2", "-o", program, _SOURCE, "-lz"], capture_output=True, check=False
    )
    if made.returncode:
        return None
    places = folder / "places.txt"
    lines = "".join(f"{start} {length} {size}\n" for start, length, size in work.parts)
    places.write_text(f"{work.source}\n{lines}", encoding="utf-8")
    parts = []
    for number, content in enumerate(work.new):
        parts.append(folder / f"part-{number}")
        parts[-1].write_bytes(content)
    run = subprocess.run(
        [program, str(rounds), places, folder / "limit.out", str(work.kept), *parts],
        capture_output=True,
        text=True,
        check=True,
    )
    lines_read = [map(float, line.split()) for line in run.stdout.splitlines()]
    return tuple(statistics.median(column) for column in zip(*lines_read, strict=True))
