"""xlwings where there is no Excel: its own Windows code, over a model of Excel's objects."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings
from excel_desk.desk import Desk

collect_ignore = ["windows_half.py"]
ROOT = Path(__file__).parents[3]


def windows_half(calls: list[list[Any]], root: Path = ROOT) -> dict[str, Any]:
    """What the decorators noted, and the results of the calls, by xlwings' Windows code."""
    run = subprocess.run(
        [sys.executable, Path(__file__).with_name("windows_half.py")],
        input=json.dumps({"calls": calls}),
        capture_output=True,
        text=True,
        check=False,
        env={**_environment(root), "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def _environment(root: Path) -> dict[str, str]:
    """Return the environment; a copy of the package is not what coverage is measured of."""
    return {
        name: text
        for name, text in os.environ.items()
        if root == ROOT or not name.startswith("COV")
    }


@pytest.fixture(scope="session")
def call_through_windows() -> Callable[[list[list[Any]]], dict[str, Any]]:
    return windows_half


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Excel's model under xlwings' Windows code, in this process."""
    before = xlwings.engines.active
    yield Desk()
    xlwings.engines.active = before


@pytest.fixture
def opened(desk: Desk) -> Callable[[Path], xlwings.Book]:
    """Opens a file in Excel and gives the book that a macro gets."""
    return lambda path: desk.caller(desk.open(path))
