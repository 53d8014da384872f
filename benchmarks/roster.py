"""How fast a survey roster of a million rows is counted: ``python benchmarks/roster.py``.

Builds the same answers as a workbook (by XlsxWriter, inline texts), as a workbook with
shared texts (as Excel saves it), as CSV and as Parquet; then measures yqxl and
python-calamine in turn, each in a process of its own, and prints Markdown. The files are
kept in ``--folder`` and used again.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
HEADERS = (
    "问卷号", "编码", "县区", "单位", "年龄", "选项", "培训内容", "培训方式", "师资", "组织",
    "满意度分", "提交时间",
)  # fmt: skip
CODES = ("S01", "S02", "S03")
OPTIONS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
COUNTIES = ("城区", "矿区", "郊区", "平定县", "盂县")
INLINE = re.compile(rb' t="inlineStr"><is>(<t>[^<]*</t>)</is>')
MB = 1 << 20


def answers(rows: int) -> Iterator[list[object]]:
    rng = random.Random(7)
    for number in range(1, rows + 1):
        school = f"{rng.choice(COUNTIES)}第{rng.randrange(20)}中学"
        marks = [rng.randrange(1, 6) for _ in range(4)]
        yield [
            number, rng.choice(CODES), rng.choice(COUNTIES), school, rng.randrange(22, 60),
            rng.choice(OPTIONS), *marks, rng.randrange(1, 101), 44927 + number / 1440,
        ]  # fmt: skip


def build_inline(path: Path, rows: int) -> None:
    import xlsxwriter  # noqa: PLC0415 - this step only

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("问卷明细")
        sheet.write_row(0, 0, HEADERS)
        for number, row in enumerate(answers(rows), 1):
            sheet.write_row(number, 0, row)


def build_shared(path: Path, source: Path) -> None:
    """Write the workbook as Excel saves it: each text once, cells with its number."""
    known: dict[bytes, int] = {}

    def shared(match: re.Match[bytes]) -> bytes:
        return b' t="s"><v>%d</v>' % known.setdefault(match[1], len(known))

    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        with old.open(SHEET) as sheet, new.open(SHEET, "w", force_zip64=True) as out:
            rest = b""
            while data := sheet.read(MB):
                rest += data
                end = rest.rfind(b"</row>") + 6
                out.write(INLINE.sub(shared, rest[:end]))
                rest = rest[end:]
            out.write(rest)
        main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        items = b"".join(b"<si>%s</si>" % text for text in known)
        new.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (main, items))
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, with_strings(name, old.read(name)))


def with_strings(name: str, part: bytes) -> bytes:
    if name == "[Content_Types].xml":
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
        added = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/>' % kind
        return part.replace(b"</Types>", added + b"</Types>")
    if name == "xl/_rels/workbook.xml.rels":
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        added = b'<Relationship Id="rId99" Type="%s" Target="sharedStrings.xml"/>' % kind
        return part.replace(b"</Relationships>", added + b"</Relationships>")
    return part


def build_tables(folder: Path, rows: int) -> None:
    import pandas as pd  # noqa: PLC0415 - this step only

    frame = pd.DataFrame(answers(rows), columns=list(HEADERS))
    frame.to_csv(folder / f"{rows}.utf-8.csv", index=False)
    frame.to_csv(folder / f"{rows}.gb18030.csv", index=False, encoding="gb18030")
    frame.to_parquet(folder / f"{rows}.parquet", row_group_size=100_000)


def build(folder: Path, rows: int) -> None:
    inline, shared = folder / f"{rows}.inline.xlsx", folder / f"{rows}.shared.xlsx"
    if not inline.exists():
        build_inline(inline, rows)
    if not shared.exists():
        build_shared(shared, inline)
    if not (folder / f"{rows}.parquet").exists():
        build_tables(folder, rows)


def yqxl_counter() -> Callable[[Path], int]:
    from yqxl.workbook.roster.scan import scan_roster  # noqa: PLC0415 - not in the other process
    from yqxl.workbook.scan.workbook import open_workbook  # noqa: PLC0415 - likewise

    def count(path: Path) -> int:
        with open_workbook(path) as workbook:
            return scan_roster(workbook).answers

    return count


def calamine_counter() -> Callable[[Path], int]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - not in the other process

    def count(path: Path) -> int:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        rows = sheet.iter_rows()
        header = next(rows)
        first, second = header.index("编码"), header.index("选项")
        return Counter((row[first], row[second]) for row in rows).total()

    return count


def file_counter() -> Callable[[Path], int]:
    from yqxl.pipeline.survey.survey_files import count_file  # noqa: PLC0415 - not in the other process

    return lambda path: count_file(path).answers


COUNTERS = {"yqxl": yqxl_counter, "calamine": calamine_counter, "file": file_counter}


def measure(counter: str, path: Path) -> None:
    count = COUNTERS[counter]()
    wall, cpu = time.perf_counter(), time.process_time()
    found = count(path)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"answers": found, "wall": wall, "cpu": cpu, "peak": peak}))


def measured(counter: str, path: Path) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "--measure", counter, path],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def compare(path: Path, label: str, rounds: int, rows: int) -> None:
    """Print one row: yqxl against calamine, in turn."""
    pairs = [(measured("calamine", path), measured("yqxl", path)) for _ in range(rounds)]
    assert all(one["answers"] == rows for pair in pairs for one in pair)  # noqa: S101 - the same work or no figures
    wall = statistics.median(slow["wall"] / fast["wall"] for slow, fast in pairs)
    cpu = statistics.median(slow["cpu"] / fast["cpu"] for slow, fast in pairs)
    slow, fast = (statistics.median(pair[side]["wall"] for pair in pairs) for side in (0, 1))
    peaks = [max(pair[side]["peak"] for pair in pairs) for side in (0, 1)]
    print(
        f"| {label} | {slow:.2f} 秒 | {fast:.2f} 秒 | **{wall:.1f}×** | {cpu:.1f}× "
        f"| {peaks[0]:.0f} MB | {peaks[1]:.0f} MB |",
        flush=True,
    )


def report(folder: Path, rows: int, rounds: int) -> None:
    size = (folder / f"{rows}.inline.xlsx").stat().st_size / MB
    print(
        f"问卷明细 {rows:,} 行 × {len(HEADERS)} 列（{size:.0f} MB），交替各 {rounds} 次，中位数：\n"
    )
    print("| 工作簿 | calamine | yqxl | 用时比 | CPU 比 | calamine 峰值 | yqxl 峰值 |")
    print("|---|---|---|---|---|---|---|")
    compare(folder / f"{rows}.inline.xlsx", "XlsxWriter，内联文本", rounds, rows)
    compare(folder / f"{rows}.shared.xlsx", "Excel 式，共享文本", rounds, rows)
    print("\n| 明细文件 | 大小 | 用时（含导入 pandas） | 峰值内存 |")
    print("|---|---|---|---|")
    for name in ("utf-8.csv", "gb18030.csv", "parquet"):
        path = folder / f"{rows}.{name}"
        figures = [measured("file", path) for _ in range(rounds)]
        wall = statistics.median(one["wall"] for one in figures)
        peak = max(one["peak"] for one in figures)
        size = path.stat().st_size / MB
        print(f"| {name} | {size:.0f} MB | {wall:.2f} 秒 | {peak:.0f} MB |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "yqxl-roster")
    parser.add_argument("--measure", nargs=2, metavar=("COUNTER", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], Path(options.measure[1]))
    elif options.build:
        build(options.folder, options.rows)
    else:
        options.folder.mkdir(parents=True, exist_ok=True)
        # in a process of its own: a child's peak memory begins with that of its parent
        arguments = ["--build", "--rows", str(options.rows), "--folder", options.folder]
        subprocess.run([sys.executable, __file__, *arguments], check=True)
        report(options.folder, options.rows, options.rounds)


if __name__ == "__main__":
    main()
