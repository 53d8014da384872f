"""Every long proof, and each bar's figure in one table: ``python -m tests.long [NAME…]``.

The exit code is 1 when a bar was missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

# what the tests share is imported by name, as in tests/conftest.py
sys.path.insert(0, str(Path(__file__).parents[1]))

from .proofs import Figure, Prove, Work, proofs

_VERDICTS = {True: "达到", False: "未达到", None: "无法运行"}


def _arguments(arguments: list[str], names: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.long", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"default: all ({', '.join(names)})"
    )
    parser.add_argument("--share", type=float, default=1.0, help="part of each amount, for a trial")
    parser.add_argument("--seed", type=int, help="first seed of a proof made at random")
    chosen = parser.parse_args(arguments)
    unknown = set(chosen.names) - set(names)
    if unknown:
        parser.error(f"no such proof: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    return chosen


def _run(name: str, prove: Prove, options: argparse.Namespace) -> list[tuple[Figure, float]]:
    def say(text: str) -> None:
        sys.stderr.write(f"{name}: {text}\n")

    timed = []
    with tempfile.TemporaryDirectory(prefix="yqxl-long-") as folder:
        began = time.monotonic()
        for figure in prove(Work(Path(folder), say, options.share, options.seed)):
            ended = time.monotonic()
            timed.append((figure, ended - began))
            began = ended
    return timed


def main(arguments: list[str]) -> int:
    """Run the proofs that were named, or all; return 1 when a bar was missed."""
    known = proofs()
    options = _arguments(arguments, list(known))
    table = Table("试验", "结果", "标准", "结论", "用时")
    missed = False
    for name in options.names or known:
        for figure, seconds in _run(name, known[name], options):
            verdict = _VERDICTS[figure.met]
            table.add_row(figure.what, figure.found, figure.bar, verdict, f"{seconds:.0f} 秒")
            missed = missed or figure.met is False
    Console(width=None if sys.stdout.isatty() else 120).print(table)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
