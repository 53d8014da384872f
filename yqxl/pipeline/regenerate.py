"""The main job for one file: read → evaluate → tables → graft → save."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from yqxl.arithmetic import Value
from yqxl.errors import InputRefusedError, YqxlError
from yqxl.evaluation.computing import (
    Computed,
    SheetToWrite,
    compute,
    digests,
    refuse_unevaluable,
    sheets_to_write,
)
from yqxl.evaluation.reading.book import BookSheet
from yqxl.evaluation.reading.generated_sheets import live_standing, older_copies
from yqxl.evaluation.reading.sheet_digest import SHEETS_PROPERTY, digests_from, digests_text
from yqxl.evaluation.rendering.addresses import addresses_of
from yqxl.grid import Formula, Grid, Here, HereRange
from yqxl.model.findings import Finding, Level
from yqxl.pipeline.foreign_formulas import (
    ForeignFormulas,
    calculated_on_load,
    foreign_formulas,
    to_save_once,
)
from yqxl.pipeline.mended import mended
from yqxl.pipeline.outcome import Outcome, failure, success
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.graft.graft import Changes, GraftSheet, graft
from yqxl.workbook.graft.refresh import refresh_values
from yqxl.workbook.package.content_digest import content_digest
from yqxl.workbook.package.custom_properties import has_properties, with_custom_property
from yqxl.workbook.package.limits import DEFAULT, Limits
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.saving.backups import remove_old_backups
from yqxl.workbook.saving.saving import is_private, save
from yqxl.workbook.saving.verifying import verify_parts
from yqxl.workbook.scan.workbook import open_workbook

#: references to cells of the same sheet
_OWN = (Here, HereRange)


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
    #: whether live tables stay live, with renewed values
    keep_live: bool = False
    #: whether digests of what was read and written are wanted, for the record of a batch
    digested: bool = False


def regenerate(task: Task) -> Outcome:
    """Regenerate one workbook; never raises for what a file can be or do."""
    started, also = time.perf_counter(), task.tables
    told: Sequence[Finding] = ()
    try:
        with (
            _collector_at_rest(),
            open_workbook(task.input, task.limits) as workbook,
            mended(compute(FileBook(workbook), also=also), task.limits, also) as computed,
        ):
            read = workbook.package.digest() if task.digested else None
            if task.strict:
                _refuse_errors(task, computed.findings)
            if task.write:
                refuse_unevaluable(computed)
                live = live_standing(computed.book) if task.keep_live else ()
                sheets = sheets_to_write(computed, live=live)
                foreign = foreign_formulas(computed, sheets)
                told = to_save_once(foreign)
                changes = _changes(computed, sheets, foreign)
                _write(task, computed.book.package, changes, workbook.package)
        parts = (computed.evaluation, computed.results, computed.reading.layout)
        names = (task.input, task.output)
        findings = (*computed.findings, *told)
        outcome = success(names, parts, findings, started, whole=task.whole, digest=computed.digest)
        if task.digested:
            outcome = replace(outcome, contents=_contents(task, read))
        return replace(outcome, table=_text_of(computed, task.shown)) if task.shown else outcome
    except YqxlError as error:
        return failure(task.input, error, started)


def _contents(task: Task, read: bytes | None) -> tuple[bytes | None, bytes | None]:
    written = content_digest(task.output)
    # in place, what the next run will read is what this one wrote
    same = written is not None and Path(task.output).samefile(task.input)
    return (written if same else read), written


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


def changes_of(
    computed: Computed[FileBook],
    tables: Collection[str] | None = None,
    live: Collection[str] = (),
) -> Changes:
    """Return what the new package differs in from the one that was read.

    ``tables`` are the numbers of the tables to write; None is all. Those in ``live`` are
    written as formulas that fill themselves.
    """
    sheets = sheets_to_write(computed, tables, live)
    return _changes(computed, sheets, foreign_formulas(computed, sheets))


def _changes(
    computed: Computed[FileBook], sheets: Sequence[SheetToWrite], foreign: ForeignFormulas
) -> Changes:
    package = computed.book.package
    formula_text = addresses_of(computed.reading.layout).text_at_home
    parts = refreshed_parts(computed) | _older_copies(computed, sheets, formula_text)
    if has_properties(package):
        known = digests_from(computed.book.custom_property(SHEETS_PROPERTY))
        own = digests_text({**known, **digests(sheets, formula_text)})
        parts |= with_custom_property(package, SHEETS_PROPERTY, own)
    changes = graft(
        package,
        [GraftSheet(sheet.grid, sheet.replaces, sheet.renames) for sheet in sheets],
        formula_text,
        parts,
    )
    return calculated_on_load(package, changes, foreign)


def _older_copies(
    computed: Computed[FileBook],
    sheets: Iterable[SheetToWrite],
    formula_text: Callable[[Formula], str],
) -> dict[str, bytes]:
    """Return tables of earlier runs that stay, with the values that their formulas give now.

    Known are those formulas that the new table has in the same cell.
    """
    parts = {}
    book = computed.book
    for one in sheets:
        for copy in older_copies(book, one.grid.table, one.replaces):
            values: dict[tuple[int, int], Value] = {}
            for grid in (one.grid, one.live):
                values |= _known_values(grid, copy, formula_text) if grid is not None else {}
            part = book.sheets[copy.name].part
            before = book.package.read(part)
            after = refresh_values(before, values)
            if after is not before:
                parts[part] = after
    return parts


def _plain(formula: str | None) -> str:
    """Return a formula without the quotes that programs put around a sheet or leave out."""
    return (formula or "").replace("'", "")


def _known_values(
    grid: Grid, copy: BookSheet, formula_text: Callable[[Formula], str]
) -> dict[tuple[int, int], Value]:
    """Return what the formulas of an older copy give that the new table has in the same cell.

    A formula that looks at its own sheet gives the same only where that looks the same.
    """
    alike, whole = {}, True
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            there = copy.cells.get((row, column))
            text = None if cell.formula is None else formula_text(cell.formula)
            if text is not None and there is not None and _plain(there.formula) == _plain(text):
                alike[row, column] = cell
            elif text is not None or (there is not None and there.formula is not None):
                whole = False
    return {
        place: cell.value
        for place, cell in alike.items()
        if whole or not (cell.formula and any(isinstance(ref, _OWN) for ref in cell.formula.refs))
    }


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


def _write(task: Task, package: Package, changes: Changes, read: Package) -> None:
    write(package, changes, Path(task.input), Path(task.output), read)
    if task.keep_backups is not None:
        remove_old_backups(Path(task.output), task.keep_backups)


def write(
    package: Package, changes: Changes, source: Path, target: Path, read: Package | None = None
) -> None:
    """Save the new package; an input that is overwritten is kept as a backup.

    An input that would be overwritten with what it is already stays untouched: no
    backup, no new date. The output of a private file is private. ``read`` is the package
    of the source itself, where ``package`` is a mended draft of it.
    """
    written: list[int] = []

    def content(file: BinaryIO) -> None:
        written.append(assemble(package, set(changes.dropped), changes.parts, file))

    in_place = target.exists() and target.samefile(source)

    def last_look() -> None:
        own = read or package
        own.refuse_changed()
        if in_place:
            own.close()  # Windows replaces no file that is mapped

    save(
        target,
        content,
        lambda path: verify_parts(path, changes.parts, written[-1]),
        last_look=last_look,
        keep=in_place,
        private=is_private(source),
    )
