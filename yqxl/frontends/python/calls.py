"""The functions of ``import yqxl``."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yqxl.errors import UsageError
from yqxl.evaluation import check_findings
from yqxl.evaluation import evaluate as computed
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.frontends.python.book import Book
from yqxl.interchange.exporting import export
from yqxl.interchange.importing import evaluation_from
from yqxl.model.layout import Layout
from yqxl.pipeline.batch.inputs import sources
from yqxl.pipeline.batch.planning import BatchOptions, plan, run
from yqxl.pipeline.examine import examine
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.outcome import Outcome, success
from yqxl.pipeline.regenerate import Task
from yqxl.pipeline.regenerate import regenerate as regenerated
from yqxl.workbook.saving.output_failures import refuse_standing

if TYPE_CHECKING:
    import pandas as pd

PathLike = str | os.PathLike[str]


@dataclass(frozen=True)
class Result:
    """What became of one file that was regenerated."""

    input: Path
    output: Path | None
    #: ok, findings (done, with errors), refused, failed (could not be written)
    status: str
    #: why nothing was written; None when it was
    reason: str | None
    total: float | None
    grade: str | None
    score_rate: float | None
    #: whether an earlier run had done it (``resume``)
    resumed: bool
    seconds: float
    #: the result record ``yqxl-result/2``
    record: Mapping[str, Any]

    @property
    def done(self) -> bool:
        """Whether the output was written."""
        return self.output is not None


def read(path: PathLike) -> Book:
    """Return what a workbook holds and gives; nothing is written.

    Args:
        path: an ``.xlsx`` or ``.xlsm`` of ours.

    Raises:
        InputRefusedError: the file cannot be read, or is no workbook of ours.
    """
    found = examine(os.fspath(path))
    return Book(found.outcome, export(found.evaluation))


def evaluate(data: Mapping[str, Any] | Book) -> Book:
    """Return what data give, without a workbook.

    Args:
        data: the data as JSON has them (``yqxl schema``), or a book.

    Raises:
        InputRefusedError: the data are not as the schema says; every fault is named.
    """
    started = time.perf_counter()
    given = data.data if isinstance(data, Book) else data
    evaluation = with_parameters(evaluation_from(given))
    results = computed(evaluation)
    findings = check_findings(evaluation, results)
    outcome = success(("", None), (evaluation, results, Layout()), findings, started)
    return Book(outcome, export(evaluation))


def check(path: PathLike) -> pd.DataFrame:
    """Return every finding of a workbook, as :attr:`Book.findings`.

    Raises:
        InputRefusedError: the file cannot be read, or is no workbook of ours.
    """
    return read(path).findings


def regenerate(
    path: PathLike, output: PathLike | None = None, *, in_place: bool = False, strict: bool = False
) -> Result:
    """Regenerate one workbook: compute it, write the standard tables.

    Args:
        path: the workbook.
        output: the file to write.
        in_place: write into the workbook itself, with a backup beside it.
        strict: refuse a workbook that has errors.

    Raises:
        UsageError: both or neither of ``output`` and ``in_place`` were given.
    """
    if (output is None) != in_place:
        raise UsageError(
            "YQ-404", "输出位置不明确。", remedy="请给出 output，或 in_place=True，二者选一。"
        )
    target = os.fspath(path if output is None else output)
    return _result(regenerated(Task(os.fspath(path), target, strict, bounds().limits)))


def regenerate_many(
    paths: PathLike | Iterable[PathLike],
    output: PathLike | None = None,
    *,
    in_place: bool = False,
    strict: bool = False,
    resume: bool = False,
    jobs: int | None = None,
) -> Iterator[Result]:
    """Regenerate many workbooks, each in a process of its own; yield what became of each.

    A file that is refused, hangs or kills its reader costs itself. In a script call this
    under ``if __name__ == "__main__":``.

    Args:
        paths: files, folders and patterns as the command line takes them.
        output: the folder to write into; the tree below an input folder is kept.
        in_place: write into the workbooks themselves, with backups beside them.
        strict: refuse a workbook that has errors.
        resume: leave out what an earlier run has done and nobody has changed.
        jobs: how many processes; None for one for each core.

    Raises:
        UsageError: the outputs would collide, or the options are off; before any work.
        OutputFailedError: the folder cannot be made, or another yqxl is at work in it.
    """
    if (output is None) != in_place:
        raise UsageError(
            "YQ-404", "输出位置不明确。", remedy="请给出 output，或 in_place=True，二者选一。"
        )
    given = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
    folder = None if output is None else Path(output)
    options = BatchOptions(folder, jobs, resume, strict=strict)
    names = [os.fspath(path) for path in given]
    tasks = plan(sources(names, lambda *_: None, output=folder), options)
    return (_result(outcome) for outcome in run(tasks, options))


def write(
    data: Mapping[str, Any] | Book,
    path: PathLike,
    *,
    functions: str = "native",
    overwrite: bool = False,
) -> Path:
    """Write a new workbook filled with data; return its path.

    Args:
        data: the data as JSON has them (``yqxl schema``), or a book.
        path: the ``.xlsx`` to write.
        functions: ``native`` formulas, or ``udf`` for the functions of yqxl.
        overwrite: replace a file that is there.

    Raises:
        InputRefusedError: the data are not as the schema says.
        OutputFailedError: the file is there already, or cannot be written.
        UsageError: the ending is not ``.xlsx``, or there are no such functions.
    """
    from yqxl.pipeline.create import create  # noqa: PLC0415 - openpyxl only here

    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise UsageError("YQ-407", f"输出 {target} 的扩展名不是 .xlsx。", remedy="请改为 .xlsx。")
    if functions not in ("native", "udf"):
        raise UsageError("YQ-406", f"functions={functions!r} 不对。", remedy="请写 native 或 udf。")
    refuse_standing(target, overwrite=overwrite, option="overwrite=True")
    given = data.data if isinstance(data, Book) else data
    create(evaluation_from(given), target, functions, live=functions == "native")
    return target


def _result(outcome: Outcome) -> Result:
    return Result(
        Path(outcome.input),
        None if outcome.output is None else Path(outcome.output),
        outcome.status,
        outcome.reason,
        outcome.total,
        outcome.grade,
        outcome.score_rate,
        outcome.resumed,
        outcome.seconds,
        outcome.record(),
    )
