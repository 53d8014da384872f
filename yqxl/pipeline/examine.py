"""Reading without writing: findings, data and explanations, each file in isolation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from yqxl.errors import YqxlError
from yqxl.evaluation.computing import compute
from yqxl.model.layout import Layout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.outcome import Outcome, failure, success
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Examined:
    """A workbook as read and computed, without the file that it came from."""

    evaluation: Evaluation
    results: Results
    layout: Layout
    outcome: Outcome


def examine(path: str) -> Examined:
    """Return what a workbook holds and gives; raises InputRefusedError."""
    started = time.perf_counter()
    with open_workbook(path, bounds().limits) as workbook:
        computed = compute(FileBook(workbook))
    parts = (computed.evaluation, computed.results, computed.reading.layout)
    return Examined(*parts, success((path, None), parts, computed.findings, started))


def check_file(path: str) -> Outcome:
    """Return every finding of one file."""
    started = time.perf_counter()
    try:
        return examine(path).outcome
    except YqxlError as error:
        return failure(path, error, started)


def isolated(
    function: Callable[[str], Result], paths: Sequence[str], jobs: int = 1
) -> Iterator[Result | YqxlError]:
    """Yield the result of each path in order; a file that kills its reader costs itself."""
    # a browser page has no processes: it examines in its own worker
    from yqxl.pipeline.isolation.workers import Workers, in_order  # noqa: PLC0415 - see above

    with Workers(function, min(jobs, len(paths)), bounds().memory, bounds().seconds) as workers:
        yield from in_order(workers.run(paths))


def check_files(paths: Sequence[Path], jobs: int = 1) -> Iterator[Outcome]:
    """Yield the findings of each file, in order."""
    names = [str(path) for path in paths]
    for name, result in zip(names, isolated(check_file, names, jobs), strict=True):
        if isinstance(result, YqxlError):
            result.file = result.file or name
            yield failure(name, result, time.perf_counter())
        else:
            yield result


def examine_file(path: Path) -> Examined:
    """Return what one workbook holds and gives, read in a process of its own."""
    result = next(iter(isolated(examine, [str(path)])))
    if isinstance(result, YqxlError):
        result.file = result.file or str(path)
        raise result
    return result
