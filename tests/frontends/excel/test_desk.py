"""A few states of the Excel desk; ``python -m tests.long excel_desk`` pairs them all, twice."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import xlwings

ROOT = Path(__file__).parents[3]
_FRONT_END = ROOT / "yqxl" / "frontends" / "excel"
_XLWINGS = Path(xlwings.__file__).parent
#: some cases and faults, in a process that has loaded nothing else
_PROGRAM = """
import json, sys, tempfile
from pathlib import Path
from excel_desk.stubs import windows_xlwings
windows_xlwings()
from excel_desk.cases import sources, wrong
from excel_desk.faults import FAULTS, caught, misplaced
from excel_desk.processes import in_processes
from excel_desk.states import cases
with tempfile.TemporaryDirectory() as folder:
    made = sources(Path(folder))
    some, faults = cases()[3::24], FAULTS[2::9]
    found = in_processes(some, lambda case, at: wrong(case, made, at), 2)
    noticed = in_processes(faults, lambda fault, at: caught(fault, made, at), 2)
print(json.dumps({
    "wrong": [[case.title, texts] for case, texts in zip(some, found) if texts],
    "missed": [fault.title for fault, texts in zip(faults, noticed) if not texts],
    "misplaced": misplaced(),
}))
"""


def test_macros_do_in_odd_states_what_the_command_does() -> None:
    run = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}", "PYTHONUTF8": "1"},
    )
    assert run.returncode == 0, run.stderr
    assert json.loads(run.stdout) == {"wrong": [], "missed": [], "misplaced": []}


#: members that Python's own objects have too: re.Match
_ALSO_PYTHON = frozenset({"group"})


def _implemented(module: str) -> dict[str, set[str]]:
    """Return, by class, the members that a module of xlwings defines and does not refuse."""
    tree = ast.parse((_XLWINGS / f"{module}.py").read_text("utf-8"))
    found: dict[str, set[str]] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            found[node.name] = {
                one.name
                for one in node.body
                if isinstance(one, ast.FunctionDef) and "NotImplementedError" not in ast.dump(one)
            }
    return found


def _used() -> set[str]:
    """Return every attribute that the front end uses, on whatever object."""
    return {
        node.attr
        for path in _FRONT_END.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
    }


def test_no_member_is_used_that_only_other_programs_have() -> None:
    base = ast.parse((_XLWINGS / "base_classes.py").read_text("utf-8"))
    offered = {
        (node.name, one.name)
        for node in base.body
        if isinstance(node, ast.ClassDef)
        for one in node.body
        if isinstance(one, ast.FunctionDef) and not one.name.startswith("_")
    }
    shared = _implemented("base_classes")
    missing: set[str] = set()
    for module in ("_xlwindows", "_xlmac"):
        there = _implemented(module)
        names = set().union(*there.values())
        for kind, name in offered:
            if name not in names | shared.get(kind, set()):
                missing.add(name)
    # Sheet.freeze_panes is of the remote engine alone, and was used once
    assert "freeze_panes" in missing
    assert _used() & missing <= _ALSO_PYTHON
