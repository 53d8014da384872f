"""``yqxl collect``: what county offices return goes into the blanks of one workbook."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from yqxl.errors import UsageError, YqxlError
from yqxl.evaluation.collecting import Collected, Returned, collect
from yqxl.evaluation.computing import compute
from yqxl.pipeline.examine import examine, isolated
from yqxl.pipeline.outcome import Outcome, success
from yqxl.pipeline.regenerate import changes_of, refreshed_parts, write
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.fill import fill_cells
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.saving.saving import check_target
from yqxl.workbook.scan.workbook import ScannedWorkbook, open_workbook


@dataclass(frozen=True)
class Done:
    """What was collected, the files that could not be read, and the workbook written."""

    collected: Collected
    refused: tuple[YqxlError, ...]
    outcome: Outcome


def collect_files(base: Path, parts: Sequence[Path], target: Path) -> Done:
    """Merge the parts into the blanks of the base and regenerate it into ``target``.

    Raises:
        UsageError: there are no parts, or the base is one of them, or the target.
        InputRefusedError: the base cannot be read.
        OutputFailedError: nothing was written.
    """
    started = time.perf_counter()
    others = [part for part in parts if not _same(part, base)]
    if not others:
        raise UsageError(
            "YQ-470", "没有要汇总的工作簿。", remedy="请在主工作簿之后列出各单位返回的工作簿。"
        )
    if any(_same(source, target) for source in (base, *others)):
        raise UsageError("YQ-471", "输出是要读的工作簿之一。", remedy="请用 -o 给出另一个文件名。")
    check_target(target)
    returned, refused = _read([base, *others])
    collected = collect(returned[0], returned[1:])
    with tempfile.TemporaryDirectory(prefix="yqxl-") as folder:
        filled, draft = (Path(folder) / f"{name}{base.suffix}" for name in ("filled", "draft"))
        with open_workbook(base) as workbook:
            _fill(workbook, returned[0], collected, filled)
        with open_workbook(filled) as workbook, draft.open("wb") as file:
            assemble(workbook.package, set(), refreshed_parts(compute(FileBook(workbook))), file)
        with open_workbook(draft) as workbook:
            computed = compute(FileBook(workbook))
            write(workbook.package, changes_of(computed), base, target)
    facts = (computed.evaluation, computed.results, computed.reading.layout)
    outcome = success((str(base), str(target)), facts, computed.findings, started)
    return Done(collected, refused, outcome)


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _read(paths: Sequence[Path]) -> tuple[list[Returned], tuple[YqxlError, ...]]:
    """Read each file in a process of its own; the first one must be readable."""
    found: list[Returned] = []
    refused: list[YqxlError] = []
    names = [str(path) for path in paths]
    for number, (name, result) in enumerate(zip(names, isolated(examine, names), strict=True)):
        if isinstance(result, YqxlError):
            result.file = result.file or name
            if number == 0:
                raise result
            refused.append(result)
        else:
            found.append(Returned(name, result.evaluation, result.layout))
    return found, tuple(refused)


def _fill(workbook: ScannedWorkbook, base: Returned, collected: Collected, target: Path) -> None:
    """Write the base with its blanks filled."""
    numbers: dict[str, dict[tuple[int, int], float]] = {}
    for one in collected.filled:
        layout = base.layout.tables[one.table]
        place = layout.rows[one.row], layout.columns[one.field]
        numbers.setdefault(layout.sheet, {})[place] = one.source.value
    parts = {}
    for sheet, cells in numbers.items():
        part = workbook.sheets[sheet].part
        parts[part] = fill_cells(workbook.package.read(part), cells)
    with target.open("wb") as file:
        assemble(workbook.package, set(), parts, file)
