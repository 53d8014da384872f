"""Torture programs: ``python -m tests.torture kill|faults|order|disk|writers|batch|mutants|all``.

Each takes a command as a template with ``{in}``, ``{out}``, ``{files}`` and ``{python}``,
prints what it found and, with ``--publish``, writes its row into docs/reliability.md.
The exit code is 1 when anything was found that must not be.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import fault_sweep, fsync_order, full_disk
from .batch_isolation import batch_isolation
from .figures import Figures, publish
from .kill_loop import kill_loop
from .mutants import mutants
from .sandbox import CHECK, REGENERATE, ROOT, Sandbox, copies
from .two_writers import two_writers

_SAMPLE = ROOT / "workbooks" / "yangquan_2022.xlsx"
_PAGE = ROOT / "docs" / "reliability.md"


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _sandbox(options: argparse.Namespace, count: int) -> Sandbox:
    sandbox = Sandbox(options.folder, options.command or REGENERATE)
    shutil.rmtree(sandbox.data, ignore_errors=True)
    copies(options.workbook[0], count, sandbox.source)
    sandbox.target.mkdir()
    return sandbox


def _kill(options: argparse.Namespace) -> Figures:
    return kill_loop(_sandbox(options, 6), options.n, options.seed, _say)


def _faults(options: argparse.Namespace) -> Figures:
    return fault_sweep.fault_sweep(_sandbox(options, 3), options.calls, options.faults, _say)


def _order(options: argparse.Namespace) -> Figures:
    return fsync_order.fsync_order(_sandbox(options, 12))


def _disk(options: argparse.Namespace) -> Figures:
    return full_disk.full_disk(_sandbox(options, 3), options.n, _say)


def _writers(options: argparse.Namespace) -> Figures:
    return two_writers(_sandbox(options, 6), options.n, _say)


def _batch(options: argparse.Namespace) -> Figures:
    return batch_isolation(_sandbox(options, 200), options.workbook[0], options.n, _say)


def _mutants(options: argparse.Namespace) -> Figures:
    numbers = range(options.seed, options.seed + options.n)
    return mutants(options.folder, options.command or CHECK, options.workbook, numbers, _say)


@dataclass(frozen=True, slots=True)
class Program:
    """One torture program: what it runs, how often by default, and whether it can here."""

    run: Callable[[argparse.Namespace], Figures]
    #: rounds, mutants or steps in KiB; None where there is nothing to count
    amount: int | None = None
    why_missing: Callable[[], str] = str


PROGRAMS: dict[str, Program] = {
    "kill": Program(_kill, 500),
    "faults": Program(_faults, None, fault_sweep.why_missing),
    "order": Program(_order, None, fsync_order.why_missing),
    "disk": Program(_disk, 4, full_disk.why_missing),
    "writers": Program(_writers, 50),
    "batch": Program(_batch, 5),
    "mutants": Program(_mutants, 10_000),
}


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Return the options of a command line."""
    parser = argparse.ArgumentParser("python -m tests.torture", description=__doc__)
    parser.add_argument("program", choices=[*PROGRAMS, "all"])
    parser.add_argument("--command", help=f"template; default: {REGENERATE} or {CHECK}")
    parser.add_argument("--workbook", type=Path, nargs="+", default=[_SAMPLE])
    parser.add_argument("-n", type=int, help="rounds, mutants, shuffles, steps in KiB")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--calls", nargs="+", default=fault_sweep.CALLS)
    parser.add_argument("--faults", nargs="+", default=list(fault_sweep.FAULTS))
    parser.add_argument("--folder", type=Path, help="work here and keep what is left")
    parser.add_argument("--publish", action="store_true", help="write docs/reliability.md")
    parser.add_argument("--page", type=Path, default=_PAGE)
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Run one program or all; return 1 when something must not be."""
    options = parsed(arguments)
    names = list(PROGRAMS) if options.program == "all" else [options.program]
    temporary = None if options.folder else Path(tempfile.mkdtemp(prefix="yqxl-torture-"))
    options.folder = options.folder or temporary
    options.folder.mkdir(parents=True, exist_ok=True)
    found = False
    for name in names:
        program = PROGRAMS[name]
        reason = program.why_missing()
        if reason:
            _say(f"{name}: 跳过，{reason}")
            continue
        amount = f" -n {options.n}" if options.n else ""
        figures = program.run(
            argparse.Namespace(**{**vars(options), "n": options.n or program.amount})
        )
        sys.stdout.write(f"{figures.report()}\n")
        found = found or bool(figures.breaches)
        if options.publish:
            publish(figures, f"python -m tests.torture {name}{amount}", options.page)
    if temporary and not found:
        shutil.rmtree(temporary)
    return int(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
