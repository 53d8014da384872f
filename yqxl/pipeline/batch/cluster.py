"""The same per-file work on the machines of a Dask cluster (extra ``cluster``).

Every worker sees the same folders (a share). The driver keeps a window of tasks in
flight, takes results as they come, and lets Dask repeat what a lost worker had begun:
saving is all or nothing, so a repeated file is written twice with the same bytes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from yqxl import __version__
from yqxl.errors import InputRefusedError, UsageError, YqxlError
from yqxl.pipeline.batch.planning import Runner
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task, regenerate

if TYPE_CHECKING:
    from distributed import Client

_ADDRESS = re.compile(r"dask://([^/:\s]+|\[[0-9a-fA-F:]+\]):(\d{1,5})")
_CONNECT_SECONDS = 10
#: tasks in flight for each thread of the cluster: enough to keep it busy, few to keep flat
_WINDOW = 4
#: how often a task that lost its worker is begun again
_RETRIES = 3


def cluster_runner(address: str) -> Runner:
    """Return a runner that does the tasks on the cluster at ``dask://host:port``.

    Raises:
        UsageError: the address is off, the extra is missing, nobody answers, no worker
            is there, or a worker has another yqxl or Python.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None:
        raise UsageError(
            "YQ-430", f"--cluster {address} 不对。", remedy="请写成 dask://主机:端口。"
        )

    def runner(tasks: Iterable[Task]) -> Iterator[tuple[int, Outcome | YqxlError]]:
        client = _connect(f"tcp://{match[1]}:{match[2]}")
        try:
            _check_versions(client)
            yield from _results(client, tasks)
        finally:
            client.close()

    return runner


def _connect(address: str) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise UsageError(
            "YQ-431", "没有安装 Dask。", remedy="请先执行 pip install 'yqxl[cluster]'。"
        ) from missing
    try:
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except OSError as failure:
        raise UsageError(
            "YQ-432",
            f"连不上 Dask 调度器 {address}（{failure}）。",
            remedy="请检查地址，并确认调度器在运行。",
        ) from failure


def versions() -> tuple[str, str]:
    """Return what must be the same everywhere: yqxl's version, Python's minor version."""
    return __version__, f"{sys.version_info.major}.{sys.version_info.minor}"


def _check_versions(client: Client) -> None:
    found: dict[str, Any] = client.run(versions, on_error="return")
    if not found:
        raise UsageError("YQ-433", "Dask 集群没有工作进程。", remedy="请先启动 dask worker。")
    own = versions()
    for worker, theirs in sorted(found.items()):
        if theirs != own:
            shown = " / ".join(theirs) if isinstance(theirs, tuple) else str(theirs)
            raise UsageError(
                "YQ-434",
                f"工作进程 {worker} 的版本是 {shown}，本机是 {' / '.join(own)}。",
                remedy="请在所有机器上安装同一版本的 yqxl 和 Python。",
            )


def _results(client: Client, tasks: Iterable[Task]) -> Iterator[tuple[int, Outcome | YqxlError]]:
    from distributed import as_completed  # noqa: PLC0415 - an extra

    window = _WINDOW * max(1, sum(client.nthreads().values()))
    waiting = iter(enumerate(tasks))
    running: dict[Any, tuple[int, str]] = {}
    done = as_completed(loop=client.loop)

    def feed() -> None:
        while len(running) < window:
            following = next(waiting, None)
            if following is None:
                return
            index, task = following
            future = client.submit(regenerate, task, pure=False, retries=_RETRIES)
            running[future] = index, task.input
            done.add(future)

    feed()
    try:
        while running:
            future = next(done)
            index, name = running.pop(future)
            yield index, _result(future, name)
            feed()
    finally:
        client.cancel(list(running))


def _result(future: Any, name: str) -> Outcome | YqxlError:  # noqa: ANN401 - Dask's own type
    failure = future.exception()
    if failure is None:
        outcome: Outcome = future.result()
        return outcome
    return InputRefusedError(
        "YQ-504",
        f"处理此文件的工作进程多次中断（{type(failure).__name__}）。",
        remedy="其他文件不受影响；请在 Excel 或 WPS 表格中打开此文件，另存为 .xlsx 后再试。",
        file=name,
    )
