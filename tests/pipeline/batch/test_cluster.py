"""A batch on a real Dask scheduler with two worker processes, one of which is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from yqxl.errors import UsageError
from yqxl.interchange.importing import load
from yqxl.pipeline.batch import cluster
from yqxl.pipeline.batch.inputs import sources
from yqxl.pipeline.batch.planning import BatchOptions, Plan, plan, run
from yqxl.pipeline.create import create

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
BOOKS = 60


def planned(books: list[Path], options: BatchOptions) -> Plan:
    return plan(sources(map(str, books), lambda *_: None), options)


class Cluster:
    """A scheduler and its workers, each a process group of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []
        log = self.start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                         "--no-dashboard", "--no-show")  # fmt: skip
        self.address = self.wait_for(log, r"tcp://(127\.0\.0\.1:\d+)")

    def start(self, module: str, *arguments: str) -> Path:
        log = self.folder / f"{len(self.processes)}.log"
        with log.open("wb") as stream:
            self.processes.append(
                subprocess.Popen([sys.executable, "-m", module, *arguments], stdout=stream,
                                 stderr=stream, cwd=self.folder, start_new_session=True)
            )  # fmt: skip
        return log

    @staticmethod
    def wait_for(log: Path, pattern: str) -> str:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            match = re.search(pattern, log.read_text(errors="replace"))
            if match:
                return match[1]
            time.sleep(0.1)
        raise AssertionError(log.read_text(errors="replace"))

    def add_worker(self) -> subprocess.Popen[bytes]:
        log = self.start("distributed.cli.dask_worker", f"tcp://{self.address}", "--nthreads", "1",
                         "--no-dashboard", "--host", "127.0.0.1")  # fmt: skip
        self.wait_for(log, r"(Registered to)")
        return self.processes[-1]

    def close(self) -> None:
        for process in self.processes:
            with_suppressed_kill(process)


def with_suppressed_kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(10)


@pytest.fixture
def dask(tmp_path: Path) -> Iterator[Cluster]:
    folder = tmp_path / "dask"
    folder.mkdir()
    cluster_of_processes = Cluster(folder)
    yield cluster_of_processes
    cluster_of_processes.close()


@pytest.fixture
def books(tmp_path: Path) -> list[Path]:
    original = tmp_path / "book.xlsx"
    create(load(CASE), original)
    folder = tmp_path / "in"
    folder.mkdir()
    paths = [folder / f"评价{number}.xlsx" for number in range(BOOKS)]
    for path in paths:
        path.write_bytes(original.read_bytes())
    return paths


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # distributed's own, from its imports
def test_a_killed_worker_costs_nothing(dask: Cluster, books: list[Path], tmp_path: Path) -> None:
    victim = dask.add_worker()
    dask.add_worker()
    options = BatchOptions(tmp_path / "out")
    outcomes = []
    for outcome in run(
        planned(books, options), options, cluster.cluster_runner(f"dask://{dask.address}")
    ):
        outcomes.append(outcome)
        if len(outcomes) == 5:
            os.killpg(victim.pid, signal.SIGKILL)
    assert [outcome.input for outcome in outcomes] == [str(path) for path in books]
    assert {outcome.status for outcome in outcomes} == {"ok"}
    written = sorted((tmp_path / "out").glob("*.xlsx"))
    assert len(written) == BOOKS
    assert len({path.read_bytes() for path in written}) == 1
    assert not list((tmp_path / "out").glob("*.tmp"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # distributed's own, from its imports
def test_another_version_is_refused(
    dask: Cluster, books: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask.add_worker()
    monkeypatch.setattr(cluster, "__version__", "0.0.1")
    options = BatchOptions(tmp_path / "out")
    runner = cluster.cluster_runner(f"dask://{dask.address}")
    with pytest.raises(UsageError, match="YQ-434"):
        list(run(planned(books, options), options, runner))
    assert not list((tmp_path / "out").glob("*.xlsx"))


def test_a_cluster_without_workers_is_refused(
    dask: Cluster, books: list[Path], tmp_path: Path
) -> None:
    options = BatchOptions(tmp_path / "out")
    with pytest.raises(UsageError, match="YQ-433"):
        list(
            run(planned(books, options), options, cluster.cluster_runner(f"dask://{dask.address}"))
        )


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "dask://", "tcp://a:1", "dask://a:b"])
def test_a_wrong_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="YQ-430"):
        cluster.cluster_runner(address)
