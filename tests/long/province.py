"""Batches of a province: flat memory, kills and resumption, shards, a cluster that breaks."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from .proofs import Figure, Work

CASE = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.xlsx"
_FILES = 10_000
_KILLED_FILES, _KILLS = 500, 3
_CLUSTER_FILES = 5_000
_MEMORY_BAR, _RATE_BAR = 1.1, 0.9
#: a kill may cost what was done in the last second, as the clock of this test sees it
_LAST_SECOND = 1.5

#: one run in a process of its own: memory and rate of the parent, thousand by thousand
_MEASURED = """
import json, resource, sys, time
from pathlib import Path
from yqxl.pipeline.batch.inputs import sources
from yqxl.pipeline.batch.planning import BatchOptions, plan, run
folder, out, step, resume = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4] == "1"
options = BatchOptions(out, resume=resume, whole=False)
marks, done, started = [], 0, time.perf_counter()
def mark():
    with open("/proc/self/statm") as file:
        pages = int(file.read().split()[1])
    marks.append((pages * resource.getpagesize(), time.perf_counter() - started))
for outcome in run(plan(sources([folder], lambda *_: None, output=out), options), options):
    assert outcome.output is not None, outcome
    done += 1
    if done % step == 0:
        mark()
print(json.dumps(marks))
"""


def prove(work: Work) -> Iterator[Figure]:
    """Yield memory and rate, then what kills, shards and a broken cluster cost."""
    yield from _flat(work)
    yield from _killed(work)
    yield from _shards(work)
    yield from _cluster(work)


def books(folder: Path, count: int) -> Path:
    """Make a tree of so many workbooks, a hundred in each folder."""
    for number in range(count):
        place = folder / f"{number // 100:03d}县"
        place.mkdir(parents=True, exist_ok=True)
        os.link(CASE, place / f"{number}.xlsx")
    return folder


def outputs(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.xlsx"))


def command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "yqxl", "regenerate", *map(str, arguments)]


def _flat(work: Work) -> Iterator[Figure]:
    count = max(40, work.amount(_FILES))
    step = count // 10
    folder = books(work.folder / "flat", count)
    for resume in ("0", "1"):
        work.say(f"{count} 个文件{'，--resume' if resume == '1' else ''}")
        out = work.folder / "flat-out"
        done = subprocess.run(
            [sys.executable, "-c", _MEASURED, str(folder), str(out), str(step), resume],
            capture_output=True, encoding="utf-8", check=True,
        )  # fmt: skip
        marks: list[tuple[int, float]] = eval(done.stdout)  # noqa: S307 - our own process wrote it
        memory = marks[-1][0] / marks[0][0]
        first, last = marks[0][1], marks[-1][1] - marks[-2][1]
        rate = first / last
        name = "接着做" if resume == "1" else "批量"
        yield Figure(
            f"{name} {count} 个：父进程内存，末与第一个十分之一之比",
            f"{memory:.3f}（{marks[-1][0] >> 20} MB）", f"≤ {_MEMORY_BAR}", memory <= _MEMORY_BAR,
        )  # fmt: skip
        yield Figure(
            f"{name} {count} 个：速度，最后与最前十分之一之比",
            f"{rate:.2f}（每秒 {count / marks[-1][1]:.0f} 个）", f"≥ {_RATE_BAR}",
            rate >= _RATE_BAR,
        )  # fmt: skip


def _killed(work: Work) -> Iterator[Figure]:
    count = max(40, work.amount(_KILLED_FILES))
    chance = random.Random(12)
    twice = lost = unequal = 0
    for number in range(_KILLS):
        for name in ("SIGKILL", "SIGTERM"):
            folder = books(work.folder / f"{name}{number}", count)
            out = work.folder / f"{name}{number}-out"
            again, missing, kinds = _interrupted(
                command(folder, "-o", out, "-q"), out, count, signal.Signals[name], chance
            )
            work.say(f"{name}：重做 {again}，缺 {missing}")
            twice, lost, unequal = twice + again, lost + missing, unequal + (kinds > 1)
    found = f"重做 {twice}，缺 {lost}，字节不同 {unequal}"
    yield Figure(
        f"{_KILLS} × {count} 个，随机时刻 SIGKILL、SIGTERM 后 --resume", found,
        "最后一秒以前的 0 个重做，0 个缺，字节相同", not (twice or lost or unequal),
    )  # fmt: skip


def _interrupted(
    arguments: Sequence[str], out: Path, count: int, number: signal.Signals, chance: random.Random
) -> tuple[int, int, int]:
    """Stop a run at a random moment and resume it; return done twice, missing, kinds of bytes."""
    process = subprocess.Popen(arguments, stderr=subprocess.DEVNULL)
    wanted = chance.randrange(2, max(3, count - 10))
    end = time.monotonic() + 600
    while len(outputs(out)) < wanted and process.poll() is None and time.monotonic() < end:
        time.sleep(0.02)
    process.send_signal(number)
    process.wait()
    stopped = time.time()
    before = {path: path.stat().st_mtime for path in outputs(out)}
    subprocess.run([*arguments, "--resume"], check=True, stderr=subprocess.DEVNULL)
    done = outputs(out)
    again = sum(
        path.stat().st_mtime != moment and stopped - moment > _LAST_SECOND
        for path, moment in before.items()
    )
    return again, count - len(done), len({path.read_bytes() for path in done})


def _shards(work: Work) -> Iterator[Figure]:
    count = max(40, work.amount(_KILLED_FILES))
    folder = books(work.folder / "shards", count)
    whole, shared = work.folder / "whole", work.folder / "shared"
    subprocess.run(command(folder, "-o", whole, "-q"), check=True, stderr=subprocess.DEVNULL)
    running = [
        subprocess.Popen(command(folder, "-o", shared, "-q", "--shard", share))
        for share in ("1/2", "2/2")
    ]
    codes = [process.wait() for process in running]
    same = [path.relative_to(whole) for path in outputs(whole)] == [
        path.relative_to(shared) for path in outputs(shared)
    ] and all(
        path.read_bytes() == (shared / path.relative_to(whole)).read_bytes()
        for path in outputs(whole)
    )
    yield Figure(
        f"两份同时做 {count} 个", f"退出码 {codes}，字节{'相同' if same else '不同'}",
        "与一次做的字节相同", same and codes == [0, 0],
    )  # fmt: skip


def _cluster(work: Work) -> Iterator[Figure]:
    from .province_cluster import broken_cluster  # noqa: PLC0415 - Dask only here

    yield from broken_cluster(work, max(60, work.amount(_CLUSTER_FILES)))
