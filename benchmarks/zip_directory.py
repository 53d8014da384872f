"""The directory of a package: ours against zipfile, alone and with what the gate proves.

``python benchmarks/zip_directory.py [WORKBOOK]`` prints Markdown. zipfile reads the
directory and believes it; the gate compares each member with its local header and refuses
overlaps, which costs both of them the same again.
"""

from __future__ import annotations

import io
import struct
import sys
import zipfile
from pathlib import Path

from measuring import Contestant, interleave, machine, milliseconds, table

from yqxl.workbook.package import zip_directory
from yqxl.workbook.package.limits import DEFAULT
from yqxl.workbook.package.zip_directory import Entry, read_directory

CASE = Path(__file__).parents[1] / "workbooks" / "yangquan_2022.xlsx"
ROUNDS, BURST = 60, 20


def by_zipfile(data: bytes) -> list[Entry]:
    """Return the members as the gate wants them, the directory read by zipfile."""
    package = zipfile.ZipFile(io.BytesIO(data))
    records, at = [], package.start_dir
    for one in package.filelist:
        end = at + 46 + sum(struct.unpack_from("<3H", data, at + 28))
        records.append(
            (
                one.header_offset, one.orig_filename, one.compress_type, one.flag_bits, one.CRC,
                one.compress_size, one.file_size, data[at:end],
            )
        )  # fmt: skip
        at = end
    records.sort()
    ends = [record[0] for record in records[1:]] + [package.start_dir]
    return [
        zip_directory._locate(data, *pair, "x")  # noqa: SLF001 - the same checks for both
        for pair in zip(records, ends, strict=True)
    ]


def main() -> None:
    """Time both ways in turn."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else CASE
    data = path.read_bytes()
    members, _ = read_directory(data, path.name, DEFAULT)
    assert by_zipfile(data) == members  # noqa: S101 - both must do the same work

    def directory_alone() -> list[object]:
        first, last, count, _ = zip_directory._find_directory(data, path.name)  # noqa: SLF001 - a part of it
        return sorted(zip_directory._central_records(data, first, last, count))  # noqa: SLF001 - likewise

    runs = {
        "zipfile：只读目录": lambda _: zipfile.ZipFile(io.BytesIO(data)),
        "自己的：只读目录": lambda _: directory_alone(),
        "zipfile + 本地文件头与重叠核对": lambda _: by_zipfile(data),
        "自己的 + 本地文件头与重叠核对": lambda _: read_directory(data, path.name, DEFAULT),
    }
    found = interleave([Contestant(name, run, BURST) for name, run in runs.items()], ROUNDS)
    rows = [[name, milliseconds(figures.median_cpu)] for name, figures in found.items()]
    print(f"{path.name}，{len(members)} 个部件；{machine()}\n")
    print(table(["做什么", "CPU 毫秒"], rows))


if __name__ == "__main__":
    main()
