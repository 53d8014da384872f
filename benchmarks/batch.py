"""A batch by the command line: throughput with one and two jobs, memory, equal bytes.

``python benchmarks/batch.py [--files 2000] [--jobs 1,2] [--folder DIR]`` prints Markdown.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import samples
from measuring import machine, table


@dataclass
class BatchFigures:
    """What one batch took."""

    jobs: int
    files: int
    seconds: float
    #: CPU seconds of all its processes
    cpu: float
    #: MB at their highest
    parent: float
    workers: float
    #: what all output files together hash to
    digest: str
    #: how many outcomes had each status
    statuses: dict[str, int] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Workbooks in a second."""
        return self.files / self.seconds


def run(source: Path, target: Path, jobs: int) -> BatchFigures:
    """Regenerate a folder in a process of its own and watch it."""
    command = [sys.executable, "-m", "yqxl", "regenerate", source, "-o", target]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--jobs", str(jobs), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=samples.ROOT,
    )
    peaks: dict[str, float] = {"parent": 0, "workers": 0}
    with _watching(process.pid, peaks):
        statuses: dict[str, int] = {}
        for line in process.stdout or ():
            status = json.loads(line)["status"]
            statuses[status] = statuses.get(status, 0) + 1
        process.wait()
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = sorted(target.glob("*.xls?"))
    return BatchFigures(
        jobs, len(files), seconds, cpu, peaks["parent"], peaks["workers"], _digest(files), statuses
    )


def _digest(files: Iterable[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


@contextlib.contextmanager
def _watching(process: int, peaks: dict[str, float]) -> Iterator[None]:
    """Note the highest memory of a process, and of its children together."""
    ended = threading.Event()

    def look() -> None:
        while not ended.wait(0.2):
            peaks["parent"] = max(peaks["parent"], _memory(process, "VmHWM"))
            workers = sum(_memory(child, "VmRSS") for child in _children(process))
            peaks["workers"] = max(peaks["workers"], workers)

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _memory(process: int, name: str) -> float:
    """Return MB of a process that runs; 0 where there is no /proc, or no process any more."""
    try:
        text = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    for line in text.splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / 1024
    return 0


def _children(process: int) -> list[int]:
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(child) for child in text.split()]


def measure(files: int, jobs: Sequence[int], folder: Path, repeats: int = 1) -> list[BatchFigures]:
    """Run the same batch with each number of jobs in turn; the median of the repeats counts.

    Outputs go once they are hashed.
    """
    source = samples.many(folder / "in", files)
    found: dict[int, list[BatchFigures]] = {number: [] for number in jobs}
    for _ in range(repeats):
        for number in jobs:
            target = folder / f"out-{number}"
            found[number].append(run(source, target, number))
            shutil.rmtree(target)
    return [sorted(runs, key=lambda each: each.seconds)[len(runs) // 2] for runs in found.values()]


def markdown(found: Sequence[BatchFigures]) -> str:
    """Return the table and what it shows."""
    first = found[0]
    rows = [
        [
            str(each.jobs),
            f"{each.files:,}",
            f"{each.seconds:.1f}",
            f"{each.rate:.1f}",
            f"{each.rate / first.rate:.2f}",
            f"{1000 * each.cpu / max(each.files, 1):.1f}",
            f"{each.parent:.0f}",
            f"{each.workers:.0f}",
            each.digest,
        ]
        for each in found
    ]
    head = ("--jobs", "文件", "秒", "册/秒", "提速", "CPU ms/册", "父进程峰值 MB", "子进程合计 MB")
    same = len({each.digest for each in found}) == 1
    verdict = "输出逐字节相同" if same else "**输出不同**"
    return f"{table((*head, '输出摘要'), rows)}\n\n{verdict}；结果：{first.statuses}。"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--jobs", default="1,2", help="如 1,2,4")
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="工作文件夹（须为空；默认临时文件夹）")
    options = parser.parse_args()
    jobs = [int(number) for number in options.jobs.split(",")]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        found = measure(options.files, jobs, Path(folder), options.repeats)
    busy = f"，测量时系统负载 {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{machine()}{busy}\n\n{markdown(found)}")


if __name__ == "__main__":
    main()
