from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from yqxl.evaluation.reading.controls import control_facts

OWN = {"YQXL VERSION": "0.2.0", "UDF MODULES": "yqxl", "LICENSE_KEY": ""}


def book(**sheets: dict[str, str]) -> Any:
    made = {}
    for name, rows in sheets.items():
        cells = {}
        for row, (key, value) in enumerate(rows.items(), start=1):
            cells[row, 1] = SimpleNamespace(value=key)
            cells[row, 2] = SimpleNamespace(value=value)
        made[name] = SimpleNamespace(name=name, cells=cells)
    return SimpleNamespace(sheets=made)


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        ("xlwings.conf", {"INTERPRETER_WIN": "evil"}, True),
        ("XLWINGS.conf", {}, True),
        ("xlwings.conf", OWN, False),
        ("xlwings.conf", {**OWN, "INTERPRETER_WIN": "evil"}, True),
        ("xlwings.conf", {**OWN, "LICENSE_KEY": "x';import evil;'"}, True),
        ("evil.py", {}, True),
        ("资金", {"INTERPRETER_WIN": "evil"}, False),
    ],
)
def test_what_tells_xlwings_what_to_run_is_told(
    name: str, rows: dict[str, str], told: bool
) -> None:
    found = [fact.sheet for fact in control_facts(book(**{name: rows}))]
    assert found == ([name] if told else [])
