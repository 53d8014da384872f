"""A TLS scheduler with two workers: one is killed, then the scheduler; the run is resumed."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from .proofs import Figure, Work

_DRIVER_BAR = 0.5


def broken_cluster(work: Work, count: int) -> Iterator[Figure]:
    """Yield what a cluster costs that loses a worker and then its scheduler."""
    what = f"Dask（TLS，两个工作进程）{count} 个"
    if find_spec("distributed") is None or shutil.which("openssl") is None:
        yield Figure(what, "没有 Dask 或 openssl", "全部完成", None)
        return
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from pipeline.batch.test_cluster import Cluster, certificates  # noqa: PLC0415 - Dask only here

    from yqxl.errors import OutputFailedError  # noqa: PLC0415 - likewise
    from yqxl.pipeline.batch.cluster import cluster_runner  # noqa: PLC0415 - likewise
    from yqxl.pipeline.batch.inputs import sources  # noqa: PLC0415 - likewise
    from yqxl.pipeline.batch.planning import BatchOptions, plan, run  # noqa: PLC0415 - likewise

    from .province import books, outputs  # noqa: PLC0415 - it imports this module

    folder = books(work.folder / "cluster", count)
    home = work.folder / "dask"
    home.mkdir()
    given = certificates(home)
    out = work.folder / "cluster-out"
    options = BatchOptions(out, resume=True, whole=False)

    def planned() -> object:
        return plan(sources([str(folder)], lambda *_: None, output=out), options)

    cluster = Cluster(home, given)
    done: list[str] = []
    #: CPU time of this process at the first and at the last result: imports are no file's
    spent: list[float] = []
    try:
        victim = cluster.add_worker()
        cluster.add_worker()
        runner = cluster_runner(f"tls://{cluster.address}", given)
        try:
            for outcome in run(planned(), options, runner):  # type: ignore[arg-type]  # a Plan
                done.append(outcome.input)
                spent.append(time.process_time())
                if len(done) == count // 4:
                    work.say("一个工作进程被杀")
                    os.killpg(victim.pid, signal.SIGKILL)
                if len(done) == count // 2:
                    work.say("调度器被杀")
                    os.killpg(cluster.processes[0].pid, signal.SIGKILL)
        except OutputFailedError as error:
            work.say(str(error))
    finally:
        cluster.close()
    driver = (spent[-1] - spent[0]) / max(1, len(done) - 1) * 1000
    resumed = list(run(planned(), options))  # type: ignore[arg-type]  # a Plan
    carried = sum(one.resumed for one in resumed)
    finished = outputs(out)
    kinds = len({path.read_bytes() for path in finished})
    again = len(done) - carried if carried < len(done) else 0
    found = f"完成 {len(finished)}，断前 {len(done)}，重做 {again}，字节 {kinds} 种"
    yield Figure(
        f"{what}，杀一个工作进程再杀调度器，接着做", found, "不缺，不重做，字节与本机相同",
        len(finished) == count and not again and kinds == 1 and len(set(done)) == len(done),
    )  # fmt: skip
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    yield Figure(
        "Dask：调度一方每个文件", f"{driver:.2f} 毫秒 CPU（内存峰值 {peak} MB）",
        f"≤ {_DRIVER_BAR} 毫秒", driver <= _DRIVER_BAR,
    )  # fmt: skip
