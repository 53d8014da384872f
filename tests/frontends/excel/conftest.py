"""xlwings' Windows half, in a process of its own: its stubs must precede the real xlwings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stderr
    found: dict[str, Any] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="session")
def call_through_windows() -> Callable[[list[list[Any]]], dict[str, Any]]:
    return windows_half
