"""One workbook, regenerated warm: yqxl beside its physical limit and its peers.

``python benchmarks/regenerate.py [--rounds N] [--without-office]`` prints Markdown.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

import samples
from measuring import (
    Contestant,
    Figures,
    interleave,
    machine,
    milliseconds,
    ratio,
    spread,
    table,
    verdict,
)

import caches  # isort: skip # needs the path that samples sets
import limits  # isort: skip # likewise
import peers  # isort: skip # likewise
from libreoffice.office import Calc, why_missing

from yqxl.pipeline import regenerate as pipeline
from yqxl.pipeline.regenerate import Task
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.package import structure
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.scan import sheet_source
from yqxl.workbook.scan import workbook as scan
from yqxl.workbook.scan.cell_tokens import Extent
from yqxl.workbook.scan.workbook import open_workbook

WHOLE = "yqxl 全程（闸门、读取、计算、制表、写入、核对、落盘）"
BARE = "yqxl 不含闸门和核对"
GRAFT = "yqxl 仅嫁接写入（渲染 5 张表、改共用部件、压缩、成包）"
READ_LIMIT = "极限·读（读文件、解压、逐字节过一遍；Python 调 zlib）"
WRITE_LIMIT = "极限·写（压缩同样的部件、原样拷贝、写文件；Python 调 zlib）"
ISAL = "极限·写（同样的事，Python 调 isal）"
COLD = "yqxl 全程，缓存先清空（每册都像换了一个模板）"
OPENPYXL = "openpyxl（载入一次、加同样的表、保存；不计算、不核对）"
EXCELIZE = "excelize-py（载入、加同样的表、保存；没有样式和公式的值）"
XLSXWRITER = "XlsxWriter（由内存中的值重写整本，丢失原有格式）"
OFFICE = "LibreOffice（载入、重算、另存；热进程）"
WARMUPS = 2
#: workbooks in a row, as in a batch: one that comes right behind a slow peer finds cold caches
BURST = 4


@dataclass(frozen=True)
class Prepared:
    """A workbook with all that its contestants need, made before anything is timed."""

    work: peers.Work
    graft_arguments: tuple[Any, ...]
    bytes: limits.Bytes


def prepare(source: Path) -> Prepared:
    """Run yqxl once over a workbook and keep what it hands to its own writer."""
    with open_workbook(source) as workbook:
        computed = pipeline.compute(FileBook(workbook))
        with mock.patch.object(pipeline, "graft", wraps=pipeline.graft) as graft:
            changes = pipeline.changes_of(computed)
        _, sheets, formula_text, refreshed = graft.call_args.args
        existing = {sheet.grid.table: sheet.existing for sheet in sheets if sheet.existing}
    work = peers.Work(source, [sheet.grid for sheet in sheets], formula_text, existing)
    return Prepared(
        work,
        (sheets, formula_text, refreshed),
        limits.bytes_of(source, changes.parts),
    )


def graft_only(prepared: Prepared, target: Path) -> None:
    """Render the sheets, patch the shared parts, write the package: no gate, no fsync."""
    with Package.open(prepared.work.source) as package:
        changes = pipeline.graft(package, *prepared.graft_arguments)
        with target.open("wb") as file:
            assemble(package, changes.dropped, changes.parts, file)


def _nothing(*_: object) -> None:
    return None


def _nowhere(*_: object) -> Extent:
    return Extent(0, 0, 0, 0, 0)


def _as_it_is(_part: str, data: bytes, _file: object) -> bytes:
    return data


#: what only protects: sizes, the CRC of parts that nobody reads, the search for DOCTYPEs, the
#: proof of UTF-8, the geometry, and the reading back of what was written
_GATE: tuple[tuple[Any, str, Callable[..., object]], ...] = (
    (scan, "check_sizes", _nothing),
    (scan, "check_parts", _nothing),
    (sheet_source, "refuse_declarations", _nothing),
    (structure, "refuse_declarations", _nothing),
    (sheet_source, "utf8_of", _as_it_is),
    (structure, "utf8_of", _as_it_is),
    (sheet_source, "extent_of", _nowhere),
    (pipeline, "verify_parts", _nothing),
)


@contextlib.contextmanager
def without_gate() -> Iterator[None]:
    """Switch off what only protects; the file is still flushed to the disk."""
    kept = [(module, name, getattr(module, name)) for module, name, _ in _GATE]
    for module, name, replacement in _GATE:
        setattr(module, name, replacement)
    try:
        yield
    finally:
        for module, name, original in kept:
            setattr(module, name, original)


def _where_installed(ready: Sequence[Prepared], target: Path) -> Iterator[Contestant]:
    """Yield the contestants that not everybody has."""
    if peers.excelize_there():
        yield Contestant(EXCELIZE, lambda n: peers.by_excelize(ready[n].work, target), BURST)
    isal = limits.isal()
    if isal is not None:
        yield Contestant(ISAL, lambda n: limits.write(ready[n].bytes, target, isal), BURST)


def measure(rounds: int, folder: Path, *, office: bool = True) -> dict[str, Figures]:
    """Run all contestants in turn."""
    folder.mkdir(exist_ok=True)
    paths = samples.variants(folder / "in", 3 * BURST * (rounds + WARMUPS))
    whole, bare, strange = paths[::3], paths[1::3], paths[2::3]
    ready = [prepare(path) for path in bare]
    values = peers.values_of(ready[0].work)
    target = folder / "out.xlsx"

    def regenerated(source: Path) -> None:
        outcome = pipeline.regenerate(Task(str(source), str(target)))
        if outcome.status != "ok":
            sys.exit(f"{source}: {outcome}")

    def bared(number: int) -> None:
        with without_gate():
            regenerated(bare[number])

    def unknown(number: int) -> None:
        caches.forget()
        regenerated(strange[number])

    contestants = [
        Contestant(READ_LIMIT, lambda n: limits.read(ready[n].bytes), BURST),
        Contestant(WRITE_LIMIT, lambda n: limits.write(ready[n].bytes, target), BURST),
        Contestant(WHOLE, lambda n: regenerated(whole[n]), BURST),
        Contestant(BARE, bared, BURST),
        Contestant(COLD, unknown, BURST),
        Contestant(GRAFT, lambda n: graft_only(ready[n], target), BURST),
        Contestant(OPENPYXL, lambda n: peers.by_openpyxl(ready[n].work, target)),
        Contestant(XLSXWRITER, lambda n: peers.by_xlsxwriter(ready[n].work, values, target)),
    ]
    contestants += _where_installed(ready, target)
    with contextlib.ExitStack() as stack:
        if office and not why_missing():
            calc = stack.enter_context(contextlib.closing(Calc(folder / "profile")))
            calc.read(whole[0])

            def recalculated(number: int) -> None:
                with calc.open(whole[number]) as document:
                    document.save(folder / "office.xlsx", copy=True)

            contestants.append(Contestant(OFFICE, recalculated, counts_cpu=False, slow=True))
        found = interleave(contestants, rounds, WARMUPS)
    in_c = limits.in_c(ready[0].bytes, folder)
    if in_c:
        for name, wall, cpu in zip(IN_C, in_c[::2], in_c[1::2], strict=True):
            found[name] = Figures([wall], [cpu])
    return found


IN_C = ("极限·读（同样的事，C 调 zlib）", "极限·写（同样的事，C 调 zlib）")


def markdown(found: dict[str, Figures]) -> str:
    """Return the table, slowest last, and the ratios that the project is held to."""
    whole, graft = found[WHOLE], found[GRAFT]
    limit = _sum(found[READ_LIMIT], found[WRITE_LIMIT])
    rows = [
        [
            name,
            milliseconds(figures.median_wall),
            milliseconds(figures.median_cpu),
            f"{ratio(figures, whole):.3g}",
        ]
        for name, figures in sorted(found.items(), key=lambda item: item[1].median_wall)
    ]
    peer = found[OPENPYXL]
    claims = [
        _claim("openpyxl ÷ yqxl 全程", peer, whole, at_least=11),
        _claim("openpyxl ÷ yqxl 全程，缓存先清空", peer, found[COLD], at_least=6.5),
        _claim("yqxl 全程 ÷ 极限（读 + 写；Python 调 zlib）", whole, limit, at_most=10.5),
    ]
    if EXCELIZE in found:
        claims.append(_claim("excelize-py ÷ yqxl 全程", found[EXCELIZE], whole, at_least=1.7))
    for name, tool in ((WRITE_LIMIT, "Python 调 zlib"), (IN_C[1], "C 调 zlib"), (ISAL, "isal")):
        if name in found:
            claims.append(_claim(f"嫁接写入 ÷ 极限·写（{tool}）", graft, found[name], at_most=10))
    head = ("比值", "要求", "CPU 中位数", "各轮 CPU", "时钟中位数", "结论")
    return f"{table(('做法', '时钟 ms', 'CPU ms', '÷ yqxl 全程'), rows)}\n\n{table(head, claims)}"


def _sum(one: Figures, other: Figures) -> Figures:
    """Return what two steps take together, round by round."""
    return Figures(
        [a + b for a, b in zip(one.wall, other.wall, strict=True)],
        [a + b for a, b in zip(one.cpu, other.cpu, strict=True)],
    )


def _claim(label: str, one: Figures, other: Figures, **bar: float) -> list[str]:
    """Return a line that holds a ratio against what the project asks for."""
    low, high = spread(one.cpu, other.cpu)
    wanted = f"≥ {bar['at_least']:g}" if "at_least" in bar else f"≤ {bar['at_most']:g}"
    by_clock = one.median_wall / other.median_wall
    shown = f"{low:.1f}–{high:.1f}"
    return [
        label, wanted, f"{ratio(one, other):.1f}", shown, f"{by_clock:.1f}",
        verdict(low, high, **bar),
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--without-office", action="store_true")
    options = parser.parse_args()
    warnings.filterwarnings("ignore", ".*extension is not supported")  # openpyxl's losses
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.rounds, Path(folder), office=not options.without_office)
    print(f"{machine()}，{options.rounds} 轮\n\n{markdown(found)}")


if __name__ == "__main__":
    main()
