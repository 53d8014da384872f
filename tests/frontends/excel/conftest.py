"""xlwings where there is no Excel: its Windows half by itself, and an engine over openpyxl.

The Windows half runs in a process of its own: its stubs must precede the real xlwings.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings

collect_ignore = ["windows_half.py", "openpyxl_engine.py"]
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


@pytest.fixture(scope="session")
def engine() -> Any:
    """The engine, loaded once: its classes know each other."""
    place = Path(__file__).with_name("openpyxl_engine.py")
    spec = importlib.util.spec_from_file_location("openpyxl_engine", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["openpyxl_engine"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def opened(engine: Any) -> Iterator[Callable[[Path], xlwings.Book]]:
    before = xlwings.engines.active
    yield engine.open_book
    xlwings.engines.active = before
