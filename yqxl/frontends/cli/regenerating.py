"""``yqxl regenerate``: the main job for one file or ten thousand."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from yqxl.errors import UsageError
from yqxl.frontends.cli.printing import counted, finding_line, put, put_json, tell
from yqxl.pipeline.batch.inputs import expand
from yqxl.pipeline.batch.planning import BatchOptions, Runner, plan, run
from yqxl.pipeline.outcome import Outcome

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_SHARD = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")
_STATUS = {"ok": "完成", "findings": "完成，有错误", "refused": "未处理", "failed": "未写出"}
#: seconds between two lines of progress where there is no terminal
_LINE_EVERY = 5.0
#: the table that is printed where one file is regenerated: scores by first-level indicator
_SHOWN_TABLE = "3-1"
#: findings of a file that are printed; all of them stand in its 校验 sheet
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Request:
    """The options as given."""

    files: Sequence[str]
    output: Path | None
    jobs: int | None = None
    resume: bool = False
    force: bool = False
    in_place: bool = False
    strict: bool = False
    shard: str | None = None
    cluster: str | None = None
    as_json: bool = False


def regenerate(request: Request) -> int:
    """Regenerate the files and report; return the exit code."""
    options = _options(request)
    tasks = plan(list(expand(request.files)), options)
    if len(tasks) == 1 and not request.as_json:
        tasks = [replace(tasks[0], shown=_SHOWN_TABLE)]
    started = time.perf_counter()
    statuses: Counter[str] = Counter()
    code = 0
    with _progress(len(tasks), quiet=request.as_json or len(tasks) == 1) as progress:
        try:
            for outcome in run(tasks, options, _runner(request)):
                statuses[outcome.status] += 1
                code = max(code, outcome.exit_code)
                progress.step()
                _report(outcome, request, alone=len(tasks) == 1)
        finally:
            if len(tasks) > 1:
                progress.end()
                _summary(statuses, len(tasks), time.perf_counter() - started)
    return code


def _options(request: Request) -> BatchOptions:
    if request.in_place == (request.output is not None):
        raise UsageError(
            "YQ-404",
            "输出位置不明确。",
            remedy="请用 -o 给出输出文件夹，或用 --in-place 写回原文件，二者选一。",
        )
    return BatchOptions(
        request.output,
        request.jobs,
        request.resume,
        request.force,
        request.strict,
        _shard(request.shard),
    )


def _shard(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    match = _SHARD.fullmatch(text)
    if match is None or int(match[1]) > int(match[2]):
        raise UsageError("YQ-405", f"--shard {text} 不对。", remedy="请写成 i/n，如 2/8。")
    return int(match[1]), int(match[2])


def _runner(request: Request) -> Runner | None:
    if request.cluster is None:
        return None
    from yqxl.pipeline.batch.cluster import cluster_runner  # noqa: PLC0415 - an extra

    return cluster_runner(request.cluster)


def _report(outcome: Outcome, request: Request, *, alone: bool) -> None:
    if request.as_json:
        put_json(outcome.record())
        return
    if outcome.table:
        put(outcome.table)
    status = _STATUS[outcome.status]
    grade = f" 总分 {outcome.total:g} 等级 {outcome.grade}" if outcome.total is not None else ""
    tell(f"{outcome.input}: {status}{grade}（{counted(outcome.findings)}）")
    graver = [finding for finding in outcome.findings if finding["level"] != "note"]
    for finding in graver[:_SHOWN]:
        tell(f"  {finding_line(finding)}")
    if len(graver) > _SHOWN:
        tell(f"  ……另有 {len(graver) - _SHOWN} 项，见输出文件的“校验”表。")
    if alone and outcome.output is not None:
        tell(f"已写入 {outcome.output}")


def _summary(statuses: Counter[str], planned: int, seconds: float) -> None:
    done = sum(statuses.values())
    parts = [f"{text} {statuses[key]}" for key, text in _STATUS.items() if statuses[key]]
    rest = f"，未做 {planned - done}" if done < planned else ""
    speed = done / seconds if seconds else 0.0
    tell(
        f"共 {planned} 个文件：{'，'.join(parts) or '无'}{rest}；"
        f"用时 {seconds:.1f} 秒，每秒 {speed:.0f} 个。"
    )


class _Steps(Protocol):
    def step(self) -> None: ...

    def end(self) -> None: ...


class _Silent:
    """One file, or JSON: nothing to say on the way."""

    def step(self) -> None:
        """Say nothing."""

    def end(self) -> None:
        """Say nothing."""


class _Lines:
    """No terminal: a line every few seconds."""

    def __init__(self, planned: int) -> None:
        self._planned, self._done = planned, 0
        self._started = self._told = time.monotonic()

    def step(self) -> None:
        """Count one file."""
        self._done += 1
        now = time.monotonic()
        if now - self._told >= _LINE_EVERY:
            self._told = now
            left = (now - self._started) * (self._planned - self._done) / self._done
            tell(f"已处理 {self._done}/{self._planned}，约剩 {left:.0f} 秒")

    def end(self) -> None:
        """Say nothing more."""


class _Bar:
    """A terminal: a bar with rate and remaining time.

    Refreshed by hand: a refreshing thread would forbid forking the workers.
    """

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task
        self._done = 0
        self._started = self._drawn = time.monotonic()

    def step(self) -> None:
        """Count one file."""
        self._done += 1
        now = time.monotonic()
        # the library knows no speed before its second sample, so it is reckoned here
        speed = f"{self._done / max(now - self._started, 1e-3):.0f}"
        self._progress.update(self._task, completed=self._done, speed=speed)
        if now - self._drawn > 0.1:  # noqa: PLR2004 - ten pictures a second are enough
            self._drawn = now
            self._progress.refresh()

    def end(self) -> None:
        """Show the last state."""
        self._progress.refresh()


@contextmanager
def _progress(planned: int, *, quiet: bool) -> Iterator[_Steps]:
    if quiet:
        yield _Silent()
        return
    if not sys.stderr.isatty():
        yield _Lines(planned)
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal shows a bar
    from rich.progress import (  # noqa: PLC0415 - likewise
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("再生成"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]} 个/秒"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), auto_refresh=False) as bar:
        yield _Bar(bar, bar.add_task("再生成", total=planned, speed="—"))
