"""The benchmarks are programs that nobody runs every day: each must still start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"
PROGRAMS = sorted(path.stem for path in FOLDER.glob("*.py"))


@pytest.mark.parametrize("program", PROGRAMS)
def test_it_finds_all_that_it_measures(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"import {program}"],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
