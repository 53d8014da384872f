"""A pool of worker processes that replaces its dead.

One hostile workbook can abort the process that reads it. Here that costs its own task
one clear failure: each worker has one task at a time, so whoever dies, hangs or eats
all memory takes nothing else along, and a new worker takes its place. (The standard
library's pool breaks as a whole: of 10 files, 7 were lost with one.)

Workers are forked where that is safe (Linux, and no thread runs in this process): 2 ms
instead of 50 for a fresh interpreter, and what this process has imported is warm.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from yqxl.errors import InputRefusedError, UsageError, YqxlError
from yqxl.pipeline.isolation.interruption import deferred_interruption
from yqxl.pipeline.isolation.log_file import internal_error
from yqxl.pipeline.isolation.worker_process import READY, Confinement, Ending, serve

Task = TypeVar("Task")
Result = TypeVar("Result")

#: After so many tasks a worker is renewed: what leaked in it never becomes a refusal.
_TASKS_OF_A_LIFE = 2000
#: Seconds that a worker without a task gets to leave by itself.
_FAREWELL = 2.0
_OTHERS_GO_ON = "其他文件不受影响；请在 Excel 或 WPS 表格中打开此文件，另存为 .xlsx 后再试。"


@dataclass
class _Worker:
    """One place in the pool, and the task that is in it."""

    process: BaseProcess
    link: Connection
    served: int = 0
    #: whether it has said that it is up
    ready: bool = False
    #: whether it began as a fresh interpreter, which imports the caller's program
    spawned: bool = False
    index: int | None = None
    name: str = ""
    deadline: float = 0.0


class Workers(Generic[Task, Result]):
    """A pool of processes, each of which answers one task at a time.

    Args:
        function: what is done with a task; a top-level function. Task and result
            travel as pickles. A YqxlError that it raises is the task's result.
        jobs: how many processes; one is still a process of its own.
        memory_limit: bytes that a process may use beyond what it starts with (Linux);
            None for no limit.
        seconds_limit: wall-clock time for one task.
        initializer: called once in each process before its first task.
        name: what a failure message calls a task; a file's path.
    """

    def __init__(
        self,
        function: Callable[[Task], Result],
        jobs: int,
        memory_limit: int | None,
        seconds_limit: float,
        initializer: Callable[[], None] | None = None,
        *,
        name: Callable[[Task], str] = str,
    ) -> None:
        """Start the processes."""
        self._function = function
        self._memory_limit = memory_limit
        self._seconds_limit = seconds_limit
        self._initializer = initializer
        self._name = name
        self._places: list[_Worker | None] = [None] * max(1, jobs)
        for place in range(len(self._places)):
            self._places[place] = self._start()

    def __enter__(self) -> Self:
        """Return the pool, to be closed at the end of the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pool."""
        self.close()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[int, Result | YqxlError]]:
        """Yield the index and the result of each task as it comes.

        Tasks are taken from the iterable when a worker is free, so neither tasks nor
        results pile up. After Ctrl-C no task is begun, those that run are finished and
        yielded, then KeyboardInterrupt is raised; a second Ctrl-C raises it at once.
        """
        numbered = enumerate(tasks)
        with deferred_interruption() as interruption:
            try:
                self._feed(numbered)
                while self._busy():
                    finished = self._collect()
                    if not interruption.seen:
                        self._feed(numbered)
                    yield from finished
            except KeyboardInterrupt:
                self._kill_busy()  # pressed twice
                raise
            finally:
                self._settle()
            if interruption.seen:
                raise KeyboardInterrupt

    def close(self) -> None:
        """Let tasks that run come to their end, then dismiss all workers."""
        try:
            self._settle()
        finally:
            for place, worker in enumerate(self._places):
                self._places[place] = None
                if worker is not None:
                    _dismiss(worker, _FAREWELL)

    def _start(self) -> _Worker:
        forks = _fork_is_safe()
        context = get_context("fork") if forks else get_context("spawn")
        ours, theirs = context.Pipe()
        others = [worker.link for worker in self._places if worker is not None]
        confinement = Confinement(self._memory_limit, os.getpid())
        strangers = [ours, *others] if forks else []
        process = context.Process(
            target=serve,
            args=(theirs, self._function, self._initializer, confinement, strangers),
            daemon=True,
        )
        try:
            process.start()
        except OSError as error:
            ours.close()
            raise internal_error(f"无法启动读取进程: {error}") from error
        finally:
            theirs.close()
        return _Worker(process, ours, spawned=not forks)

    def _busy(self) -> list[_Worker]:
        return [worker for worker in self._places if worker and worker.index is not None]

    def _feed(self, numbered: Iterator[tuple[int, Task]]) -> None:
        """Give every worker without a task the next one."""
        for place, worker in enumerate(self._places):
            if worker is not None and worker.index is not None:
                continue
            try:
                index, task = next(numbered)
            except StopIteration:
                return
            self._give(place, index, task)

    def _give(self, place: int, index: int, task: Task) -> None:
        message = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        worker = self._places[place] or self._start()
        self._places[place] = worker
        try:
            worker.link.send_bytes(message)
        except OSError:
            # it died without a task: nobody's fault, the next one may take the task
            _dismiss(worker, 0)
            worker = self._places[place] = self._start()
            with suppress(OSError):  # if this one is dead too, collecting will tell
                worker.link.send_bytes(message)
        worker.index, worker.name = index, self._name(task)
        worker.deadline = time.monotonic() + self._seconds_limit

    def _collect(self) -> list[tuple[int, Result | YqxlError]]:
        """Wait until at least one task has ended; return what has."""
        busy = self._busy()
        patience = min(worker.deadline for worker in busy) - time.monotonic()
        ready = wait([worker.link for worker in busy], max(0.0, patience))
        finished: list[tuple[int, Result | YqxlError]] = []
        for worker in busy:
            index = worker.index
            if index is None:
                continue
            if worker.link in ready and not _greets(worker):
                finished.append((index, self._result(worker)))
            elif time.monotonic() >= worker.deadline:
                self._leave(worker, 0)
                found = f"处理超过 {self._seconds_limit:g} 秒，已停止"
                finished.append((index, _stopped("YQ-502", found, worker, "seconds")))
            else:
                continue
            worker.index = None
        return finished

    def _result(self, worker: _Worker) -> Result | YqxlError:
        try:
            outcome, content = pickle.loads(worker.link.recv_bytes())  # noqa: S301 - from our child
        except (EOFError, OSError):
            self._leave(worker, _FAREWELL)
            if worker.spawned and not worker.ready:
                raise _unguarded() from None
            return _stopped("YQ-501", _cause_of_death(worker.process.exitcode), worker)
        except Exception as error:  # noqa: BLE001 - a result that cannot be unpickled
            return internal_error(f"{type(error).__name__}: {error}", worker.name)
        worker.served += 1
        if outcome is Ending.MEMORY or worker.served >= _TASKS_OF_A_LIFE:
            self._leave(worker, _FAREWELL)
        if outcome is Ending.MEMORY:
            return _stopped("YQ-503", "读取此文件的进程内存超限，已停止", worker, "memory")
        if outcome is Ending.CRASHED:
            return internal_error(content, worker.name)
        result: Any = content
        return result  # type: ignore[no-any-return]  # what the function returned, or its error

    def _leave(self, worker: _Worker, patience: float) -> None:
        """Empty the worker's place; a new worker starts when there is a task for it."""
        self._places[self._places.index(worker)] = None
        _dismiss(worker, patience)

    def _settle(self) -> None:
        """Wait for the tasks that still run, without their results."""
        try:
            while self._busy():
                self._collect()
        except BaseException:
            self._kill_busy()
            raise

    def _kill_busy(self) -> None:
        for worker in self._busy():
            self._leave(worker, 0)


def in_order(results: Iterable[tuple[int, Result]]) -> Iterator[Result]:
    """Yield results in the order of their tasks; early ones wait for their turn.

    >>> list(in_order([(1, "b"), (0, "a"), (2, "c")]))
    ['a', 'b', 'c']
    """
    early: dict[int, Result] = {}
    expected = 0
    for index, result in results:
        early[index] = result
        while expected in early:
            yield early.pop(expected)
            expected += 1


def _dismiss(worker: _Worker, patience: float) -> None:
    """End a worker: by the end of its link when there is patience, else by force."""
    if not patience:
        worker.process.kill()
    worker.link.close()
    worker.process.join(patience or None)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()


def _greets(worker: _Worker) -> bool:
    """Take note that a worker is up; return whether that is all it has said so far."""
    if worker.ready:
        return False
    try:
        worker.ready = worker.link.recv_bytes() == READY
        return not worker.link.poll()
    except (EOFError, OSError):
        return False  # it is dead, as asking for its result will show


def possible_jobs(wanted: int, platform: str = sys.platform) -> int:
    """Return how many workers can be waited for: Windows waits for 63 handles at most.

    >>> possible_jobs(128, "win32"), possible_jobs(128, "linux")
    (60, 128)
    """
    return min(wanted, 60) if platform == "win32" else wanted


def _unguarded() -> UsageError:
    """Return what a worker died of that never began: the caller's program, run anew in it."""
    return UsageError(
        "YQ-422",
        "读取进程没有启动起来：多半是调用 yqxl 的程序没有放在 if __name__ == '__main__': 之下，"
        "每个读取进程都会把它再运行一遍。",
        remedy="请把调用放进函数，在 if __name__ == '__main__': 之下调用它；详情见日志。",
    )


def _stopped(code: str, found: str, worker: _Worker, limit: str = "") -> InputRefusedError:
    remedy = _OTHERS_GO_ON
    if limit:
        remedy += f"确属正常文件的，请在环境变量 YQXL_LIMITS 所指的 TOML 文件中调高 {limit}。"
    return InputRefusedError(code, f"{found}；", remedy=remedy, file=worker.name)


def _cause_of_death(exit_code: int | None) -> str:
    """Return what the exit status of a worker says about its end."""
    if exit_code is not None and exit_code < 0:
        with suppress(ValueError):
            name = signal.Signals(-exit_code).name
            hint = "，多半是内存不足" if name == "SIGKILL" else ""
            return f"读取此文件的进程中断（{name}{hint}）"
    return f"读取此文件的进程中断（退出码 {exit_code}）"


def _fork_is_safe() -> bool:
    """Return whether this process can be forked: no other thread may hold a lock."""
    if sys.platform != "linux":
        return False
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 - only their number
    except OSError:
        return False
