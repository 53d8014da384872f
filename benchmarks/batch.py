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
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import samples
from measuring import machine, spread, table, verdict


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


def measure(
    files: int, jobs: Sequence[int], folder: Path, repeats: int = 1
) -> dict[int, list[BatchFigures]]:
    """Run the same batch with each number of jobs in turn, A B A B …

    Outputs go once they are hashed.
    """
    source = samples.many(folder / "in", files)
    found: dict[int, list[BatchFigures]] = {number: [] for number in jobs}
    for _ in range(repeats):
        for number in jobs:
            target = folder / f"out-{number}"
            found[number].append(run(source, target, number))
            shutil.rmtree(target)
    return found


def markdown(found: Mapping[int, Sequence[BatchFigures]]) -> str:
    """Return medians over the repeats, and how far the speed-up differs between them."""
    runs = list(found.values())
    head = (
        "--jobs",
        "文件",
        "册/秒",
        "提速（各次）",
        "CPU ms/册",
        "父进程峰值 MB",
        "子进程合计 MB",
    )
    same = len({each.digest for group in runs for each in group}) == 1
    equal = "输出逐字节相同" if same else "**输出不同**"
    text = f"{table(head, [_line(group, runs[0]) for group in runs])}\n\n{equal}"
    text += f"（{len(runs[0])} 次交替运行）；结果：{runs[0][0].statuses}。"
    if 2 in found and 1 in found:
        low, high = _speedups(found[2], found[1])
        text += f"\n\n两个进程提速 ≥ 1.75：{verdict(low, high, at_least=1.75)}。"
        if high > 2:
            text += "超过 2 倍在 2 核上不可能，说明机器负载在两次运行之间变了，此列不足为凭。"
    return text


def _line(group: Sequence[BatchFigures], first: Sequence[BatchFigures]) -> list[str]:
    low, high = _speedups(group, first)
    return [
        str(group[0].jobs),
        f"{group[0].files:,}",
        f"{statistics.median(each.rate for each in group):.1f}",
        f"{low:.2f}–{high:.2f}",
        f"{1000 * statistics.median(each.cpu / each.files for each in group):.1f}",
        f"{max(each.parent for each in group):.0f}",
        f"{max(each.workers for each in group):.0f}",
    ]


def _speedups(group: Sequence[BatchFigures], first: Sequence[BatchFigures]) -> tuple[float, float]:
    return spread([each.rate for each in group], [each.rate for each in first])


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
