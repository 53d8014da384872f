"""The main job for one file: read → evaluate → tables → graft → save."""

from __future__ import annotations

import gc
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from yqxl.errors import InputRefusedError, YqxlError
from yqxl.evaluation.computing import Computed, compute, sheets_to_write
from yqxl.evaluation.rendering.addresses import addresses_of
from yqxl.model.findings import Finding, Level
from yqxl.pipeline.foreign_formulas import calculated_on_load, to_save_once
from yqxl.pipeline.outcome import Outcome, failure, success
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.graft import Changes, GraftSheet, graft
from yqxl.workbook.graft.refresh import refresh_values
from yqxl.workbook.package.limits import DEFAULT, Limits
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.saving.backups import remove_old_backups
from yqxl.workbook.saving.saving import is_private, save
from yqxl.workbook.saving.verifying import verify_parts
from yqxl.workbook.scan.workbook import open_workbook


@dataclass(frozen=True)
class Task:
    """One file to regenerate; ``output`` equal to ``input`` means in place."""

    input: str
    output: str
    strict: bool = False
    limits: Limits = DEFAULT
    #: whether every row of the data is wanted in the outcome
    whole: bool = True
    #: the number of the table that the outcome brings along as text
    shown: str = ""
    #: False reads and computes only: the output is already what it should be
    write: bool = True
    #: how many backups of the file stay when it is renewed in place; None for all
    keep_backups: int | None = None
    #: numbers of the tables that are wanted beside those that every workbook gets
    tables: tuple[str, ...] = ()


def regenerate(task: Task) -> Outcome:
    """Regenerate one workbook; never raises for what a file can be or do."""
    started = time.perf_counter()
    try:
        with _collector_at_rest(), open_workbook(task.input, task.limits) as workbook:
            computed = compute(FileBook(workbook), also=task.tables)
            if task.strict:
                _refuse_errors(task, computed.findings)
            told = to_save_once(computed, sheets_to_write(computed)) if task.write else ()
            if task.write:
                _write(task, workbook.package, changes_of(computed))
        parts = (computed.evaluation, computed.results, computed.reading.layout)
        names = (task.input, task.output)
        findings = (*computed.findings, *told)
        outcome = success(names, parts, findings, started, whole=task.whole)
        return replace(outcome, table=_text_of(computed, task.shown)) if task.shown else outcome
    except YqxlError as error:
        return failure(task.input, error, started)


def _text_of(computed: Computed[FileBook], number: str) -> str:
    from yqxl.evaluation.rendering.text_table import (  # noqa: PLC0415 - a batch prints no tables
        render_text,
    )

    return "\n\n".join(render_text(grid) for grid in computed.tables if grid.table == number)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Look for cycles after the file, not during it: it leaves none, looking costs a tenth."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def _refuse_errors(task: Task, findings: tuple[Finding, ...]) -> None:
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if errors:
        first = errors[0]
        raise InputRefusedError(
            "YQ-211",
            f"有 {len(errors)} 项错误，按 --strict 未生成。第一项：{first.message}",
            remedy="请用 yqxl check 查看全部问题，改正后重试。",
            file=task.input,
            sheet=first.sheet,
            cell=first.cell,
        )


def changes_of(computed: Computed[FileBook], tables: Collection[str] | None = None) -> Changes:
    """Return what the new package differs in from the one that was read.

    ``tables`` are the numbers of the tables to write; None is all.
    """
    sheets = sheets_to_write(computed, tables)
    changes = graft(
        computed.book.package,
        [GraftSheet(sheet.grid, sheet.replaces) for sheet in sheets],
        addresses_of(computed.reading.layout).formula_text,
        refreshed_parts(computed),
    )
    return calculated_on_load(computed, changes, sheets)


def refreshed_parts(computed: Computed[FileBook]) -> dict[str, bytes]:
    """Return the contract sheets whose saved values are not what the formulas give."""
    parts = {}
    book = computed.book
    for name, cells in computed.to_renew.items():
        part = book.sheets[name].part
        before = book.package.read(part)
        after = refresh_values(before, cells)
        if after is not before:
            parts[part] = after
    return parts


def _write(task: Task, package: Package, changes: Changes) -> None:
    write(package, changes, Path(task.input), Path(task.output))
    if task.keep_backups is not None:
        remove_old_backups(Path(task.output), task.keep_backups)


def write(package: Package, changes: Changes, source: Path, target: Path) -> None:
    """Save the new package; an input that is overwritten is kept as a backup.

    An input that would be overwritten with what it is already stays untouched: no
    backup, no new date. The output of a private file is private.
    """
    written: list[int] = []

    def content(file: BinaryIO) -> None:
        written.append(assemble(package, set(changes.dropped), changes.parts, file))

    in_place = target.exists() and target.samefile(source)

    def last_look() -> None:
        package.refuse_changed()
        if in_place:
            package.close()  # Windows replaces no file that is mapped

    save(
        target,
        content,
        lambda path: verify_parts(path, changes.parts, written[-1]),
        last_look=last_look,
        keep=in_place,
        private=is_private(source),
    )
