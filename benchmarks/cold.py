"""One workbook from a cold process, against ``python -c "import openpyxl"``, in pairs.

``python benchmarks/cold.py [--pairs N] [--earlier COMMIT]`` prints Markdown: with a commit
also help and check beside that version, each on a workbook of its own. All have their byte
code: it is compiled into a folder of its own in a first round that does not count.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import earlier
import samples
from measuring import machine, milliseconds, table

NOTHING = "python -c pass"
IMPORT = "python -c 'import openpyxl'"
COMMAND = "python -m yqxl regenerate 一册.xlsx"
PARSED = "同一命令，经选项解析器（加 --force）"
PIPELINE = "同一册，不经命令行（import yqxl.pipeline.regenerate 后调用一次）"
_CALL = (
    "import sys; from yqxl.pipeline.regenerate import Task, regenerate;"
    " regenerate(Task(sys.argv[1], sys.argv[2]))"
)


@dataclass
class Runs:
    """Seconds of each run, on the clock and of CPU."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)


def measure(pairs: int, folder: Path) -> dict[str, Runs]:
    """Run the commands in turn."""
    (source,) = samples.variants(folder / "in", 1)
    target = folder / "out"
    target.mkdir()
    python = sys.executable
    commands: dict[str, Sequence[object]] = {
        NOTHING: [python, "-c", "pass"],
        IMPORT: [python, "-c", "import openpyxl"],
        COMMAND: [python, "-m", "yqxl", "regenerate", source, "-o", target],
        PARSED: [python, "-m", "yqxl", "regenerate", source, "-o", target, "--force"],
        PIPELINE: [python, "-c", _CALL, source, target / "pipeline.xlsx"],
    }
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    found = {name: Runs() for name in commands}
    for number in range(pairs + 1):
        for name, command in commands.items():
            wall, cpu = _run(command, environment)
            if number:
                found[name].wall.append(wall)
                found[name].cpu.append(cpu)
    return found


HELP, CHECK = "yqxl --help", "yqxl check 一册.xlsx"


def against(commit: str, pairs: int, folder: Path) -> dict[tuple[str, int], Runs]:
    """Run help and check of this version and of an earlier one in turn."""
    bytecode = folder / "bytecode"
    trees = (samples.ROOT, earlier.tree(folder / "earlier", commit))
    commands = {}
    for place, root in enumerate(trees):
        own = earlier.own_sample(root, folder / f"own{place}.xlsx", bytecode)
        commands[HELP, place] = [sys.executable, "-m", "yqxl", "--help"]
        commands[CHECK, place] = [sys.executable, "-m", "yqxl", "check", own]
    found = {name: Runs() for name in commands}
    for number in range(pairs + 1):
        for (name, place), command in commands.items():
            root = trees[place]
            wall, cpu = _run(command, earlier.environment(root, bytecode), root)
            if number:
                found[name, place].wall.append(wall)
                found[name, place].cpu.append(cpu)
    return found


def compared(found: Mapping[tuple[str, int], Runs]) -> str:
    """Return medians of CPU time, and the median of the ratio within each pair."""
    rows = []
    for name in (HELP, CHECK):
        now, before = found[name, 0].cpu, found[name, 1].cpu
        ratios = [a / b for a, b in zip(now, before, strict=True)]
        rows.append(
            [
                name,
                milliseconds(statistics.median(now)),
                milliseconds(statistics.median(before)),
                f"{statistics.median(ratios):.2f}",
                f"{min(ratios):.2f}–{max(ratios):.2f}",
            ]
        )
    return table(("命令", "现在 CPU ms", "0.1.0 CPU ms", "现在 ÷ 0.1.0", "各组"), rows)


def _run(
    command: Sequence[object], environment: Mapping[str, str], folder: Path = samples.ROOT
) -> tuple[float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def markdown(found: Mapping[str, Runs]) -> str:
    """Return medians, and the median of the ratio within each pair."""
    bar = found[IMPORT]
    rows = []
    for name, runs in found.items():
        wall = statistics.median(a / b for a, b in zip(runs.wall, bar.wall, strict=True))
        cpu = statistics.median(a / b for a, b in zip(runs.cpu, bar.cpu, strict=True))
        rows.append(
            [
                name,
                milliseconds(statistics.median(runs.wall)),
                milliseconds(statistics.median(runs.cpu)),
                f"{wall:.2f}",
                f"{cpu:.2f}",
            ]
        )
    head = ("命令", "时钟 ms", "CPU ms", "÷ import openpyxl（时钟）", "（CPU）")
    return table(head, rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=15)
    parser.add_argument("--earlier", help=f"a commit, {earlier.RELEASED} for 0.1.0")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = measure(options.pairs, Path(folder))
        print(f"{machine()}，{options.pairs} 组\n\n{markdown(found)}")
        if options.earlier:
            print(f"\n{compared(against(options.earlier, options.pairs, Path(folder)))}")


if __name__ == "__main__":
    main()
