"""The main job for one file: read → evaluate → tables → graft → save."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from yqxl.checks.stale_values import CODE as STALE
from yqxl.errors import InputRefusedError, YqxlError
from yqxl.evaluation import check_findings, evaluate, generated_tables
from yqxl.evaluation.reading.generated_sheets import replaceable
from yqxl.evaluation.reading.tables import refuse_foreign
from yqxl.evaluation.rendering.addresses import addresses_of, resolvable
from yqxl.evaluation.rendering.check_grid import check_grid
from yqxl.evaluation.rendering.places import located
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.grid import Grid
from yqxl.model.findings import Finding, Level
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.pipeline.outcome import Outcome, failure, success
from yqxl.pipeline.own_values import Values, own_values, stale_facts, wrong_cells
from yqxl.workbook.graft.graft import Changes, GraftSheet, graft
from yqxl.workbook.graft.refresh import refresh_values
from yqxl.workbook.package.limits import DEFAULT, Limits
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.writer import assemble
from yqxl.workbook.roster.facts import roster_facts
from yqxl.workbook.saving.saving import backup, save, verify_parts
from yqxl.workbook.scan.reading import Reading, read_workbook
from yqxl.workbook.scan.workbook import ScannedWorkbook, open_workbook


@dataclass(frozen=True)
class Task:
    """One file to regenerate; ``output`` equal to ``input`` means in place."""

    input: str
    output: str
    strict: bool = False
    limits: Limits = DEFAULT


@dataclass(frozen=True)
class Computed:
    """A workbook as read, with everything that yqxl makes of it."""

    reading: Reading
    evaluation: Evaluation
    results: Results
    #: what the formula cells show, for the sheets in which a saved value is wrong
    values: Values
    findings: tuple[Finding, ...]
    #: the tables, and by table the sheet of an earlier run that each replaces
    tables: tuple[Grid, ...]
    replaced: Mapping[str, str]


def compute(workbook: ScannedWorkbook) -> Computed:
    """Return what a workbook holds and what it gives."""
    reading = read_workbook(workbook)
    evaluation = with_parameters(reading.evaluation)
    results = evaluate(evaluation)
    values = own_values(reading.own_cells, evaluation, results)
    tables = generated_tables(evaluation, results)
    replaced, kept = replaceable(workbook, tables)
    wrong = wrong_cells(reading, values)
    facts = (
        *reading.facts,
        *stale_facts(reading, values, wrong),
        *kept,
        *roster_facts(workbook),
    )
    findings = located(check_findings(evaluation, results, facts), reading.layout)
    to_renew = {own.sheet: values[own.sheet] for own in wrong}
    return Computed(reading, evaluation, results, to_renew, findings, tables, replaced)


def regenerate(task: Task) -> Outcome:
    """Regenerate one workbook; never raises for what a file can be or do."""
    started = time.perf_counter()
    try:
        with _collector_at_rest(), open_workbook(task.input, task.limits) as workbook:
            computed = compute(workbook)
            refuse_foreign(computed.reading.layout)
            if task.strict:
                _refuse_errors(task, computed.findings)
            changes = changes_of(computed)
            write(workbook.package, changes, Path(task.input), Path(task.output))
        pair = (computed.evaluation, computed.results)
        return success(task.input, task.output, pair, computed.findings, started)
    except YqxlError as error:
        return failure(task.input, error, started)


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


def changes_of(computed: Computed, *, tables: bool = True) -> Changes:
    """Return what the new package differs in from the one that was read.

    ``tables`` False leaves the generated tables out and makes 校验 only.
    """
    reading, layout = computed.reading, computed.reading.layout
    # what this very run repairs is told to the person who runs it, not to the next reader
    lasting = tuple(one for one in computed.findings if one.code != STALE)
    check = check_grid(computed.evaluation, computed.results, lasting)
    own, _ = replaceable(reading.workbook, (check,))
    replaced = {**computed.replaced, **own}
    grids = (check, *computed.tables) if tables else (check,)
    return graft(
        reading.workbook.package,
        [GraftSheet(resolvable(grid, layout), replaced.get(grid.table)) for grid in grids],
        addresses_of(layout).formula_text,
        refreshed_parts(reading.workbook, computed.values),
    )


def refreshed_parts(workbook: ScannedWorkbook, values: Values) -> dict[str, bytes]:
    """Return the contract sheets whose saved values are not what the formulas give."""
    parts = {}
    for name, cells in values.items():
        part = workbook.sheets[name].part
        before = workbook.package.read(part)
        after = refresh_values(before, cells)
        if after is not before:
            parts[part] = after
    return parts


def write(package: Package, changes: Changes, source: Path, target: Path) -> None:
    """Save the new package; an input that is overwritten is kept as a backup first."""

    def content(file: BinaryIO) -> None:
        assemble(package, set(changes.dropped), changes.parts, file)

    if target.exists() and target.samefile(source):
        backup(source)
    save(target, content, lambda path: verify_parts(path, changes.parts))
