"""``yqxl regenerate``: the main job for one file or ten thousand."""

from __future__ import annotations

import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from yqxl.arithmetic import percent_text
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
    if alone and outcome.output is not None:
        _put_table(outcome)
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


def _put_table(outcome: Outcome) -> None:
    """Print 表3-1 as the report has it."""
    from yqxl.evaluation.rendering.text_table import padded  # noqa: PLC0415 - a batch prints no tables

    names = [f"{level['code'] or ''}{level['name']}" for level in outcome.levels]
    weights = [level["weight"] for level in outcome.levels]
    rows = [
        ["指标", *names, "合计"],
        ["权重", *map(_number, weights), _number(_sum(weights))],
        ["得分", *(_number(level["score"]) for level in outcome.levels), _number(outcome.total)],
        [
            "得分率",
            *(_rate(level["score_rate"]) for level in outcome.levels),
            _rate(outcome.score_rate),
        ],
    ]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        put(
            "  ".join(padded(text, width) for text, width in zip(row, widths, strict=True)).rstrip()
        )
    put(f"评价等级: {outcome.grade or '未完成'}")


def _sum(weights: Sequence[float | None]) -> float | None:
    from yqxl.arithmetic import total  # noqa: PLC0415 - beside its one use

    known = [weight for weight in weights if weight is not None]
    return total(known, 6) if len(known) == len(weights) else None


def _width(text: str) -> int:
    from yqxl.evaluation.rendering.text_table import display_width  # noqa: PLC0415 - as above

    return display_width(text)


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value:.15g}"


def _rate(value: float | None) -> str:
    return "—" if value is None else percent_text(value)


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
