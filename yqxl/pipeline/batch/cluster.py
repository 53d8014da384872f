"""The same per-file work on the machines of a Dask cluster (extra ``cluster``).

Every worker sees the same folders (a share). The driver keeps a window of chunks in
flight, some fifty files each, takes results as they come, and lets Dask repeat what a
lost worker had begun: saving is all or nothing, so a repeated file is written twice with
the same bytes. On the worker each file has a process of its own, under the limits of
the machine that ordered the batch.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yqxl import __version__
from yqxl.errors import InputRefusedError, OutputFailedError, UsageError, YqxlError
from yqxl.pipeline.batch.chunks import Chunk, regenerate_chunk
from yqxl.pipeline.batch.planning import Runner
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.outcome import Outcome
from yqxl.pipeline.regenerate import Task

if TYPE_CHECKING:
    from distributed import Client
    from distributed.security import Security

_ADDRESS = re.compile(r"(dask|tcp|tls)://([^/:\s]+|\[[0-9a-fA-F:]+\]):(\d{1,5})")
_CONNECT_SECONDS = 10
#: files of a chunk: Dask's own work, some 8 ms a future, is shared by so many
_LARGEST_CHUNK = 50
#: chunks in flight for each thread of the cluster: enough to keep it busy, few to keep flat
_WINDOW = 2
#: how often a chunk that lost its worker is begun again
_RETRIES = 3

Results = Iterator[tuple[int, Outcome | YqxlError]]


@dataclass(frozen=True)
class Certificates:
    """The files of a TLS connection, as ``dask scheduler`` takes them."""

    authority: Path
    certificate: Path
    key: Path


def cluster_runner(address: str, certificates: Certificates | None = None) -> Runner:
    """Return a runner that does the tasks on the cluster at ``dask://host:port``.

    Args:
        address: ``dask://`` or, with certificates, ``tls://``.
        certificates: for TLS; both ends must show one of the authority.

    Raises:
        UsageError: the address is off, the extra is missing, nobody answers, no worker
            is there, a worker has another yqxl or Python, or a path is relative.
        OutputFailedError: the scheduler was lost; what was done is recorded.
    """
    match = _ADDRESS.fullmatch(address)
    if match is None or (match[1] == "tls") != (certificates is not None):
        raise UsageError(
            "YQ-430",
            f"--cluster {address} 不对。",
            remedy="请写成 dask://主机:端口；加密的写成 tls://主机:端口，并给出 --tls-ca、"
            "--tls-cert、--tls-key。",
        )
    protocol = "tls" if certificates else "tcp"

    def runner(tasks: Iterable[Task]) -> Results:
        # a lost connection is told here in one sentence, not there in a hundred lines
        for talker in ("distributed", "tornado.application", "asyncio"):
            logging.getLogger(talker).setLevel(logging.CRITICAL)
        client = _connect(f"{protocol}://{match[2]}:{match[3]}", certificates)
        try:
            _check_versions(client)
            yield from _Driver(client).results(map(_refuse_relative, tasks))
        finally:
            client.close(timeout=_CONNECT_SECONDS)

    return runner


def _refuse_relative(task: Task) -> Task:
    for path in (task.input, task.output):
        if not os.path.isabs(path):
            raise UsageError(
                "YQ-435",
                f"集群上的路径要写绝对路径：{path} 在别的机器上是另一个地方。",
                remedy="请把输入和 -o 都写成各机器相同的绝对路径，如 /共享/评价。",
            )
    return task


def _connect(address: str, certificates: Certificates | None) -> Client:
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as missing:
        raise UsageError(
            "YQ-431", "没有安装 Dask。", remedy="请先执行 pip install distributed。"
        ) from missing
    try:
        return Client(
            address,
            timeout=_CONNECT_SECONDS,
            set_as_default=False,
            security=_security(certificates),
        )
    except (OSError, ValueError) as failure:
        raise UsageError(
            "YQ-432",
            f"连不上 Dask 调度器 {address}（{str(failure).splitlines()[0]}）。",
            remedy="请检查地址和证书，并确认调度器在运行。",
        ) from failure


def _security(certificates: Certificates | None) -> Security | None:
    if certificates is None:
        return None
    from distributed.security import Security  # noqa: PLC0415 - an extra

    return Security(
        require_encryption=True,
        tls_ca_file=str(certificates.authority),
        tls_client_cert=str(certificates.certificate),
        tls_client_key=str(certificates.key),
    )


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


@dataclass
class _Flight:
    """A chunk that is under way."""

    indexes: Sequence[int]
    tasks: Sequence[Task]


@dataclass
class _Driver:
    """Gives chunks to the cluster and takes what comes back."""

    client: Client
    running: dict[Any, _Flight] = field(default_factory=dict)

    def results(self, tasks: Iterable[Task]) -> Results:
        """Yield the number and the result of each task as it comes."""
        from distributed import as_completed  # noqa: PLC0415 - an extra

        threads = max(1, sum(self.client.nthreads().values()))
        waiting = iter(enumerate(tasks))
        done = as_completed(loop=self.client.loop)
        given = 0
        try:
            while True:
                while len(self.running) < _WINDOW * threads:
                    # chunks grow, so that a small batch is shared by all workers too
                    size = min(_LARGEST_CHUNK, 1 + given // (2 * threads))
                    chunk = list(islice(waiting, size))
                    if not chunk:
                        break
                    given += len(chunk)
                    done.add(self._submit(*zip(*chunk, strict=True)))
                if not self.running:
                    return
                yield from self._returned(next(done), done)
        finally:
            self.client.cancel(list(self.running))

    def _submit(self, indexes: Sequence[int], tasks: Sequence[Task]) -> Any:  # noqa: ANN401 - Dask's own type
        limits = bounds()
        chunk = Chunk(tuple(tasks), limits.memory, limits.seconds)
        future = self.client.submit(regenerate_chunk, chunk, pure=False, retries=_RETRIES)
        self.running[future] = _Flight(indexes, tasks)
        return future

    def _returned(self, future: Any, done: Any) -> Results:  # noqa: ANN401 - Dask's own types
        flight = self.running.pop(future)
        if future.cancelled():
            raise _lost()
        failure = future.exception()
        if failure is None:
            yield from zip(flight.indexes, future.result(), strict=True)
        elif len(flight.tasks) > 1:
            # one of them ends every worker that tries: each on its own tells which
            for index, task in zip(flight.indexes, flight.tasks, strict=True):
                done.add(self._submit([index], [task]))
        else:
            yield flight.indexes[0], _stopped(failure, flight.tasks[0].input)


def _lost() -> OutputFailedError:
    return OutputFailedError(
        "YQ-323",
        "与 Dask 调度器的连接断了；已完成的都有记录。",
        remedy="请重新启动调度器，再加 --resume 运行，只做剩下的。",
    )


def _stopped(failure: BaseException, name: str) -> InputRefusedError:
    return InputRefusedError(
        "YQ-504",
        f"处理此文件的工作进程多次中断（{type(failure).__name__}）。",
        remedy="其他文件不受影响；请在 Excel 或 WPS 表格中打开此文件，另存为 .xlsx 后再试。",
        file=name,
    )
