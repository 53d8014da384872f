"""The tests marked ``long``: more cases of what the suite shows with a few."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from .proofs import Figure, Work

_ROOT = Path(__file__).parents[2]


def prove(work: Work) -> Iterator[Figure]:
    """Yield how many of the marked tests pass."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n",
        "2",
        "-m",
        "long",
        "-p",
        "no:cacheprovider",
    ]
    if work.share < 1:
        command.append("--collect-only")
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=_ROOT)
    lines = done.stdout.strip().splitlines()
    for line in lines:
        if line.startswith(("FAILED", "ERROR")):
            work.say(line)
    last = lines[-1] if lines else done.stderr.strip()
    counted = re.sub(r"=+ ?| ?=+| in [0-9.]+s.*", "", last)
    yield Figure("标为 long 的测试", counted, "全部通过", done.returncode == 0)
