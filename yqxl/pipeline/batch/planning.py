"""Many workbooks: planned before any work starts, isolated, resumable, in order."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yqxl.errors import OutputFailedError, UsageError, YqxlError
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.isolation.workers import Workers
from yqxl.pipeline.outcome import Outcome, failure
from yqxl.pipeline.regenerate import Task, regenerate
from yqxl.workbook.saving.file_names import plan_outputs
from yqxl.workbook.saving.saving import folder_lock, remove_stale_temporaries

if TYPE_CHECKING:
    from yqxl.pipeline.batch.manifest import Manifest

#: does tasks and yields their numbers and outcomes as they come
Runner = Callable[[Iterable[Task]], Iterator[tuple[int, "Outcome | YqxlError"]]]


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


def plan(paths: Sequence[Path], options: BatchOptions) -> list[Task]:
    """Return the tasks of a batch; raises before any work when outputs would collide."""
    if not paths:
        raise UsageError("YQ-403", "没有要处理的文件。", remedy="请给出工作簿、文件夹或通配符。")
    if options.output is None:
        targets = {path: path for path in paths}
    else:
        targets = dict(plan_outputs(paths, options.output))
    tasks = [
        Task(str(source), str(target), options.strict, bounds().limits)
        for source, target in targets.items()
    ]
    if options.shard is not None:
        number, of = options.shard
        tasks = tasks[number - 1 :: of]
    return tasks


def run(
    tasks: Sequence[Task], options: BatchOptions, runner: Runner | None = None
) -> Iterator[Outcome]:
    """Yield one outcome for each task, in the order of the tasks.

    Folders are locked against a second yqxl, and what a killed run left is removed.
    ``runner`` does the tasks elsewhere than in processes of this machine.
    """
    with ExitStack() as stack:
        for folder in sorted({Path(task.output).parent for task in tasks}):
            _make(folder)
            stack.enter_context(folder_lock(folder))
            remove_stale_temporaries(folder)
        manifest = _manifest(stack, tasks, options)
        yield from _in_order(tasks, options, manifest, runner or _processes(tasks, options))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFailedError(
            "YQ-321",
            f"输出文件夹无法建立（{error.strerror}）。",
            remedy="请检查路径和权限。",
            file=str(folder),
        ) from error


def _manifest(stack: ExitStack, tasks: Sequence[Task], options: BatchOptions) -> Manifest | None:
    """Open the record of the output folder; a single file needs none unless asked."""
    if options.output is None or (len(tasks) < 2 and not options.resume):  # noqa: PLR2004 - two make a batch
        return None
    from yqxl.pipeline.batch.manifest import Manifest  # noqa: PLC0415 - a single file does not pay for it

    return stack.enter_context(Manifest(options.output))


def _processes(tasks: Sequence[Task], options: BatchOptions) -> Runner:
    jobs = options.jobs or os.cpu_count() or 1

    def runner(wanted: Iterable[Task]) -> Iterator[tuple[int, Outcome | YqxlError]]:
        with Workers(
            regenerate,
            min(jobs, len(tasks)) or 1,
            bounds().memory,
            bounds().seconds,
            name=lambda task: task.input,
        ) as workers:
            yield from workers.run(wanted)

    return runner


def _in_order(
    tasks: Sequence[Task], options: BatchOptions, manifest: Manifest | None, runner: Runner
) -> Iterator[Outcome]:
    """Yield outcomes in the order of the tasks, whatever order they come in."""
    kept: dict[int, Outcome] = {}
    numbers: list[int] = []

    def wanted() -> Iterator[Task]:
        for number, task in enumerate(tasks):
            done = None
            if manifest is not None and options.resume and not options.force:
                done = manifest.finished(Path(task.input), Path(task.output))
            if done is not None:
                kept[number] = outcome_of(done)
            else:
                numbers.append(number)
                yield task

    following = 0
    try:
        for index, result in runner(wanted()):
            number = numbers[index]
            kept[number] = _settled(tasks[number], result, manifest)
            while following in kept:
                yield kept.pop(following)
                following += 1
    except KeyboardInterrupt:
        yield from (kept[number] for number in sorted(kept))
        raise
    yield from (kept[number] for number in sorted(kept))


def _settled(task: Task, result: Outcome | YqxlError, manifest: Manifest | None) -> Outcome:
    if isinstance(result, YqxlError):
        return failure(task.input, replace_file(result, task.input), time.perf_counter())
    if manifest is not None and result.output is not None:
        manifest.record(Path(task.input), Path(task.output), result.record())
    return result


def replace_file(error: YqxlError, path: str) -> YqxlError:
    """Return the error with the file that it is about."""
    error.file = error.file or path
    return error


def outcome_of(record: dict[str, Any]) -> Outcome:
    """Return the outcome that a record tells of."""
    own = {one.name for one in fields(Outcome)}
    named = {name: value for name, value in record.items() if name in own}
    told = own | {"schema", "file_bytes", "output_bytes", "reason"}
    details = {name: value for name, value in record.items() if name not in told}
    code = 1 if record["status"] == "findings" else 0
    return replace(Outcome("", None, "", code, details=details), **named)
