"""A batch on a real Dask scheduler with two worker processes, one of which is killed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from yqxl.errors import OutputFailedError, UsageError
from yqxl.interchange.importing import load
from yqxl.pipeline.batch import cluster
from yqxl.pipeline.batch.inputs import sources
from yqxl.pipeline.batch.planning import BatchOptions, Plan, Runner, plan, run
from yqxl.pipeline.create import create

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
CASE = Path(__file__).parents[3] / "workbooks" / "yangquan_2022.json"
BOOKS = 60


def planned(books: list[Path], options: BatchOptions) -> Plan:
    return plan(sources(map(str, books), lambda *_: None), options)


class Cluster:
    """A scheduler and its workers, each a process group of its own."""

    def __init__(self, folder: Path, tls: cluster.Certificates | None = None) -> None:
        self.folder = folder
        self.protocol = "tls" if tls else "tcp"
        self.security = [] if tls is None else [
            "--tls-ca-file", str(tls.authority), "--tls-cert", str(tls.certificate),
            "--tls-key", str(tls.key),
        ]  # fmt: skip
        self.processes: list[subprocess.Popen[bytes]] = []
        log = self.start("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0",
                         "--no-dashboard", "--no-show", "--protocol", self.protocol)  # fmt: skip
        self.address = self.wait_for(log, rf"{self.protocol}://(127\.0\.0\.1:\d+)")

    def start(self, module: str, *arguments: str) -> Path:
        log = self.folder / f"{len(self.processes)}.log"
        with log.open("wb") as stream:
            self.processes.append(
                subprocess.Popen([sys.executable, "-m", module, *arguments, *self.security],
                                 stdout=stream, stderr=stream, cwd=self.folder,
                                 start_new_session=True)
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
        log = self.start("distributed.cli.dask_worker", f"{self.protocol}://{self.address}",
                         "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1")  # fmt: skip
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


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8786", "dask://", "ftp://a:1", "dask://a:b", "tls://a:1"]
)
def test_a_wrong_address_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="YQ-430"):
        cluster.cluster_runner(address)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # distributed's own, from its imports
def test_a_relative_path_is_refused_before_any_work(
    dask: Cluster, books: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dask.add_worker()
    monkeypatch.chdir(tmp_path)
    options = BatchOptions(Path("out"))
    runner = cluster.cluster_runner(f"dask://{dask.address}")
    with pytest.raises(UsageError, match="YQ-435"):
        list(run(planned(books, options), options, runner))
    assert not list((tmp_path / "out").glob("*.xlsx"))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # distributed's own, from its imports
def test_a_hostile_file_costs_itself(dask: Cluster, books: list[Path], tmp_path: Path) -> None:
    dask.add_worker()
    books[7].write_bytes(b"PK\3\4 broken")
    options = BatchOptions(tmp_path / "out")
    runner = cluster.cluster_runner(f"dask://{dask.address}")
    outcomes = list(run(planned(books[:20], options), options, runner))
    assert [one.status for one in outcomes] == ["ok"] * 7 + ["refused"] + ["ok"] * 12


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # distributed's own, from its imports
def test_a_lost_scheduler_is_one_line_and_the_rest_is_resumed(
    dask: Cluster, books: list[Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    dask.add_worker()
    options = BatchOptions(tmp_path / "out", resume=True, whole=False)
    runner = cluster.cluster_runner(f"dask://{dask.address}")
    outcomes = []

    def lose_the_scheduler() -> None:
        for outcome in run(planned(books, options), options, runner):
            outcomes.append(outcome)
            if len(outcomes) == 5:
                os.killpg(dask.processes[0].pid, signal.SIGKILL)

    with pytest.raises(OutputFailedError, match="--resume"):
        lose_the_scheduler()
    assert "Traceback" not in capfd.readouterr().err
    resumed = list(run(planned(books, options), options))
    assert len(resumed) == BOOKS
    assert sum(one.resumed for one in resumed) >= len(outcomes)
    assert len({path.read_bytes() for path in (tmp_path / "out").glob("*.xlsx")}) == 1


def certificates(folder: Path) -> cluster.Certificates:
    """Return an authority of our own and one certificate that it signed."""
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
               "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
               "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip
    subprocess.run(openssl, cwd=folder, check=True, capture_output=True)
    certificate = folder / "cert.pem"
    return cluster.Certificates(certificate, certificate, folder / "key.pem")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # distributed's own, from its imports
def test_tls(tmp_path: Path, books: list[Path]) -> None:
    folder = tmp_path / "dask"
    folder.mkdir()
    given = certificates(folder)
    encrypted = Cluster(folder, given)
    try:
        encrypted.add_worker()
        options = BatchOptions(tmp_path / "out")
        runner = cluster.cluster_runner(f"tls://{encrypted.address}", given)
        outcomes = list(run(planned(books[:10], options), options, runner))
        assert {one.status for one in outcomes} == {"ok"}
        with pytest.raises(UsageError, match="YQ-432"):
            list(run(planned(books, options), options, plain_runner(encrypted.address)))
    finally:
        encrypted.close()


def plain_runner(address: str) -> Runner:
    return cluster.cluster_runner(f"dask://{address}")
