"""Several files as one task of a cluster, each still in a process of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import current_process

from yqxl.errors import YqxlError
from yqxl.pipeline.isolation.workers import Workers, in_order
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task, regenerate


@dataclass(frozen=True)
class Chunk:
    """Files that go to one worker together, and what each of them may cost."""

    tasks: tuple[Task, ...]
    memory: int
    seconds: float


class _Kept(threading.local):
    """The process that a thread of the cluster's worker keeps from chunk to chunk."""

    pool: Workers[Task, Outcome] | None = None
    bounds: tuple[int, float] = (0, 0.0)


_kept = _Kept()


def regenerate_chunk(chunk: Chunk) -> list[Outcome | YqxlError]:
    """Regenerate the files of a chunk; a file that kills its process costs itself."""
    with _may_have_children():
        return list(in_order(_pool(chunk).run(chunk.tasks)))


def _pool(chunk: Chunk) -> Workers[Task, Outcome]:
    """Return the thread's process: a fresh interpreter for each chunk would cost a second."""
    if _kept.pool is None or _kept.bounds != (chunk.memory, chunk.seconds):
        _kept.bounds = chunk.memory, chunk.seconds
        _kept.pool = Workers(regenerate, 1, *_kept.bounds, name=_input)
    return _kept.pool


def _input(task: Task) -> str:
    return task.input


@contextmanager
def _may_have_children() -> Iterator[None]:
    """Let a daemonic process start another: a worker under Dask's nanny is one.

    The rule guards against orphans; ours die with their parent by themselves.
    """
    config = current_process()._config  # type: ignore[attr-defined]  # noqa: SLF001 - no public way
    daemonic = config.get("daemon")
    config["daemon"] = False
    try:
        yield
    finally:
        config["daemon"] = daemonic
