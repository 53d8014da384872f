"""How far a batch has come: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from yqxl.frontends.cli.printing import tell

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

#: seconds between two lines of progress where there is no terminal
_LINE_EVERY = 5.0


class Steps(Protocol):
    """Is told of every file that is done."""

    def step(self) -> None:
        """Count one file."""

    def end(self) -> None:
        """Show the last state."""


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
def progress(planned: int, *, quiet: bool) -> Iterator[Steps]:
    """Give what counts the files of a batch."""
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
