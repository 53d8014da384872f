"""Many workbooks: planned before any work starts, isolated, resumable, in order."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from yqxl.errors import OutputFailedError, YqxlError
from yqxl.pipeline.batch.inputs import Source
from yqxl.pipeline.batch.worklist import Worklist
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.isolation.workers import Workers, possible_jobs
from yqxl.pipeline.outcome import Outcome, failure
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.system_reasons import system_reason
from yqxl.workbook.saving.folder_lock import folder_lock, shard_lock
from yqxl.workbook.saving.long_paths import long_path
from yqxl.workbook.saving.temporaries import remove_stale_temporaries

if TYPE_CHECKING:
    from yqxl.pipeline.batch.manifest import Manifest

#: does tasks and yields their numbers and outcomes as they come
Runner = Callable[[Iterable[Task]], Iterator[tuple[int, "Outcome | YqxlError"]]]
#: results that wait for an earlier file; then they no longer do, so that memory stays flat
_MOST_WAITING = 1000


@dataclass(frozen=True)
class BatchOptions:
    """How a batch is done; ``output`` None means in place."""

    output: Path | None = None
    jobs: int | None = None
    resume: bool = False
    force: bool = False
    strict: bool = False
    #: (number, of how many), counted from 1: this machine's share of the files
    shard: tuple[int, int] | None = None
    #: whether outcomes carry every row of the data
    whole: bool = True
    #: how many backups of a file stay when it is renewed in place; None for all
    keep_backups: int | None = None
    #: the number of the table that a single file's outcome brings along as text
    shown: str = ""
    #: numbers of the tables that are wanted beside those that every workbook gets
    tables: tuple[str, ...] = ()
    #: whether live tables stay live
    keep_live: bool = False
    #: takes a line for the person
    tell: Callable[[str], None] = lambda _: None


class Plan:
    """The tasks of a batch, in order."""

    def __init__(self, work: Worklist, options: BatchOptions) -> None:
        """Go over the files as the options say."""
        self._work = work
        self._options = options
        self._limits = bounds().limits

    def __len__(self) -> int:
        """Return how many tasks there are."""
        return len(self._work)

    def __iter__(self) -> Iterator[tuple[Task, str]]:
        """Yield each task and its output's place below the folder of the batch."""
        options = self._options
        alone = len(self) == 1
        for source, target, relative in self._work:
            task = Task(
                long_path(source),
                long_path(target),
                options.strict,
                self._limits,
                options.whole,
                keep_backups=options.keep_backups,
                shown=options.shown if alone else "",
                tables=options.tables,
                keep_live=options.keep_live,
            )
            yield task, relative

    def home(self) -> Path:
        """Return the folder that is locked and holds the record."""
        return self._options.output or self._work.common_folder()


def plan(found: Iterable[Source], options: BatchOptions) -> Plan:
    """Return the tasks of a batch; raises before any work when outputs would collide."""
    return Plan(Worklist.of(found, options.output, options.shard), options)


def run(tasks: Plan, options: BatchOptions, runner: Runner | None = None) -> Iterator[Outcome]:
    """Yield one outcome for each task.

    They come in the order of the tasks, but for two: with ``resume`` what an earlier
    run has done comes first, and nobody waits for a file that takes longer than a
    thousand others. The folder is locked against a second yqxl, and what a killed run
    left is removed. ``runner`` does the tasks elsewhere than in processes of this machine.
    """
    home = tasks.home()
    _make(home)
    with ExitStack() as stack:
        lock = folder_lock(home) if options.shard is None else shard_lock(home, *options.shard)
        stack.enter_context(lock)
        manifest = _manifest(stack, home, tasks, options)
        batch = _Batch(tasks, options, manifest)
        stack.callback(batch.sweep)
        yield from batch.outcomes(runner or _processes(options, len(tasks)))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailedError(
            "YQ-321",
            f"输出文件夹无法建立（{system_reason(error)}）。",
            remedy="请检查路径和权限。",
            file=str(folder),
        ) from error


def _manifest(stack: ExitStack, home: Path, tasks: Plan, options: BatchOptions) -> Manifest | None:
    """Open the record of the folder; a single file needs none unless asked."""
    several = options.output is not None and (len(tasks) > 1 or options.shard is not None)
    if not (several or options.resume):
        return None
    from yqxl.pipeline.batch.manifest import Manifest  # noqa: PLC0415 - a single file does not pay for it

    also = (*options.tables, *(("live",) if options.keep_live else ()))
    return stack.enter_context(Manifest(home, options.shard, tell=options.tell, also=also))


def _processes(options: BatchOptions, files: int) -> Runner:
    jobs = possible_jobs(options.jobs or os.cpu_count() or 1)

    def runner(wanted: Iterable[Task]) -> Iterator[tuple[int, Outcome | YqxlError]]:
        limits = bounds()
        with Workers(
            regenerate, min(jobs, files) or 1, limits.memory, limits.seconds, name=_input
        ) as workers:
            yield from workers.run(wanted)

    return runner


def _input(task: Task) -> str:
    return task.input


class _Batch:
    """One run over a plan."""

    def __init__(self, tasks: Plan, options: BatchOptions, manifest: Manifest | None) -> None:
        self._tasks = tasks
        self._options = options
        self._manifest = manifest
        self._done = bytearray(len(tasks))
        #: tasks that were given out, by their number among those that were
        self._running: dict[int, tuple[Task, str]] = {}

    def outcomes(self, runner: Runner) -> Iterator[Outcome]:
        """Yield what earlier runs have done, then what this one does."""
        manifest, options = self._manifest, self._options
        if manifest is not None and options.resume and not options.force:
            yield from self._resumed(manifest)
        yield from self._in_order(runner)

    def sweep(self) -> None:
        """Remove what killed workers left in the folders of this batch."""
        for folder in self._folders():
            with suppress(OutputFailedError):
                remove_stale_temporaries(folder)

    def _folders(self) -> Iterator[Path]:
        last = None
        for task, _ in self._tasks:
            folder = os.path.dirname(task.output)
            if folder != last:
                last = folder
                yield Path(folder)

    def _resumed(self, manifest: Manifest) -> Iterator[Outcome]:
        strict = self._options.strict
        for number, (task, relative) in enumerate(self._tasks):
            line = manifest.finished(task.input, task.output, relative, strict=strict)
            if line is None:
                continue
            if self._options.whole:  # its rows are in no record: read again, not written
                self._done[number] = _READ
            else:
                self._done[number] = _SKIP
                yield line.outcome(task.input, task.output)

    def _wanted(self) -> Iterator[Task]:
        last = None
        given = 0
        for number, (task, relative) in enumerate(self._tasks):
            if self._done[number] == _SKIP:
                continue
            folder = os.path.dirname(task.output)
            if folder != last:
                last = folder
                _prepare(Path(folder))
            wanted = replace(
                task,
                write=self._done[number] != _READ,
                digested=self._manifest is not None,
            )
            self._running[given] = wanted, relative
            given += 1
            yield wanted

    def _in_order(self, runner: Runner) -> Iterator[Outcome]:
        kept: dict[int, Outcome] = {}
        following = 0
        try:
            for number, result in runner(self._wanted()):
                outcome = self._settled(*self._running.pop(number), result)
                if number < following:
                    yield outcome  # the others have stopped waiting for it
                    continue
                kept[number] = outcome
                while following in kept:
                    yield kept.pop(following)
                    following += 1
                if len(kept) > _MOST_WAITING:
                    following = min(kept)
        except KeyboardInterrupt:
            yield from (kept[number] for number in sorted(kept))
            raise
        yield from (kept[number] for number in sorted(kept))

    def _settled(self, task: Task, relative: str, result: Outcome | YqxlError) -> Outcome:
        if isinstance(result, YqxlError):
            result.file = result.file or task.input
            result = failure(task.input, result, time.perf_counter())
        if result.output is None:
            return replace(result, again=_again(task.input, relative))
        if self._manifest is None:
            return result
        previous = self._manifest.previous_total(relative)
        result = replace(result, previous_total=previous)
        if task.write and result.contents is not None:
            from yqxl.pipeline.batch.line import Line  # noqa: PLC0415 - as the record itself

            self._manifest.record(relative, result.contents, Line.of(result))
        return replace(result, contents=None)


def _again(path: str, relative: str) -> str:
    """Return a path that says itself where the tree below the output folder begins.

    >>> _again("in/a/x.xlsx", "a/x.xlsx"), _again("in/x.xlsx", "x.xlsx")
    ('in/./a/x.xlsx', 'in/x.xlsx')
    """
    if not os.path.dirname(relative) or not path.endswith(relative):
        return path
    root = path[: -len(relative)] or os.curdir + os.sep
    return os.path.join(root, os.curdir, relative)


#: what an earlier run has done: not done again, or read for its rows
_SKIP, _READ = 1, 2


def _prepare(folder: Path) -> None:
    """Make a folder of the tree, without what a killed run left there.

    Where that fails, saving tells why, file by file.
    """
    with suppress(OutputFailedError):
        _make(folder)
        remove_stale_temporaries(folder)
