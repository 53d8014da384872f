"""Compares what was imported with ``expected.json``, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from yqxl.evaluation.importing.evaluation_data import ImportedProject, imported_project
from yqxl.evaluation.importing.recognise import recognise
from yqxl.workbook.foreign.kinds import read_tables

TABLES = Path(__file__).parents[2] / "foreign_tables"
EXPECTED: dict[str, Any] = json.loads((TABLES / "expected.json").read_text("utf-8"))
_INDICATOR = {"score": "given"}
_GOAL = {"target": "target", "actual": "actual", "nature": "direction", "unit": "unit"}
_FUND = {"label": "unit", "adjusted": "budget_final"}
_OBJECTIVE = {"expected": "overall_target", "done": "overall_actual"}


@dataclass(frozen=True)
class Comparison:
    """One cell that a file holds, and what import made of it."""

    what: str
    got: object
    expected: object

    @property
    def taken(self) -> bool:
        return self.got is not None

    @property
    def wrong(self) -> bool:
        if self.got is None:
            return False
        if isinstance(self.got, float | int) and isinstance(self.expected, float | int):
            return abs(self.got - self.expected) > 1e-9
        return self.got != self.expected


def projects_of(path: Path) -> list[ImportedProject]:
    return [imported_project(draft) for draft in recognise(read_tables(path))]


def comparisons(project: ImportedProject, expected: dict[str, Any]) -> Iterator[Comparison]:
    data = project.data
    for field, value in expected["project"].items():
        yield Comparison(field, data["project"].get(field), value)
    for field, value in (expected["objective"] or {}).items():
        yield Comparison(field, data["project"].get(_OBJECTIVE[field]), value)
    yield from _indicators(data, expected["indicators"])
    for row, mine in zip(expected["funds"], data.get("funds", []), strict=True):
        for field, value in row.items():
            yield Comparison(f"{row['label']} {field}", mine.get(_FUND.get(field, field)), value)
    for field, value in (expected["execution"] or {}).items():
        yield Comparison(f"execution {field}", project.execution.get(field), value)
    for name, value in expected["levels"].items():
        yield Comparison(name, project.levels.get(name, {}).get("weight"), value)
    if expected["total"] is not None:
        yield Comparison("total", project.total.get("score"), expected["total"])


def _indicators(data: Any, expected: list[dict[str, Any]]) -> Iterator[Comparison]:
    goals = {goal["goal"]: goal for goal in data.get("goals", [])}
    indicators = {row["name"]: row for row in data["indicators"]}
    for row in expected:
        mine, goal = indicators.get(row["name"], {}), goals.get(row["name"], {})
        for field, value in row.items():
            holder, key = (goal, _GOAL[field]) if field in _GOAL else (mine, field)
            got = holder.get(_INDICATOR.get(key, key))
            if value is None and got is None:
                continue
            yield Comparison(f"{row['name']} {field}", got, value)
