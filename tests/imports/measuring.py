"""How much of a laid-out table import takes, and whether any of it is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imports.layouts import Layout

from yqxl.errors import InputRefusedError
from yqxl.evaluation.importing.evaluation_data import ImportedProject, imported_project
from yqxl.evaluation.importing.recognise import recognise
from yqxl.workbook.foreign.kinds import read_tables

NUMBERS = frozenset({"weight", "score", "target", "actual"})
_PLACES = {
    "level1": "指标体系/{}/一级指标", "level2": "指标体系/{}/二级指标",
    "name": "指标体系/{}/三级指标", "code": "指标体系/{}/编码", "weight": "指标体系/{}/权重",
    "score": "指标体系/{}/评定得分", "reason": "指标体系/{}/扣分原因",
    "target": "绩效目标/{}/目标值", "actual": "绩效目标/{}/实际完成值",
}  # fmt: skip


_COVER = {
    "name": "名称", "year": "评价年度", "department": "主管部门", "implementer": "实施单位",
    "money_unit": "金额单位", "overall_target": "总体目标", "overall_actual": "总体完成情况",
}  # fmt: skip


@dataclass
class Tally:
    """Counts over many tables; ``wrong`` are those that nobody marked."""

    right: Counter[str] = field(default_factory=Counter)
    marked: Counter[str] = field(default_factory=Counter)
    marked_wrong: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    files: int = 0

    def of(self, name: str) -> int:
        kinds = (self.right, self.marked, self.marked_wrong, self.missing, self.wrong)
        return sum(kind[name] for kind in kinds)

    @property
    def cells(self) -> int:
        return (
            sum(each.total() for each in (self.right, self.marked, self.missing, self.wrong))
            + self.marked_wrong.total()
        )

    def note(self, kind: str, field_: str, text: str) -> None:
        getattr(self, kind)[field_] += 1
        if kind in ("wrong", "marked_wrong"):
            self.faults.append(f"{kind} {text}")


def import_of(path: Path) -> list[ImportedProject]:
    try:
        drafts = recognise(read_tables(path))
    except InputRefusedError:
        return []
    return [imported_project(draft) for draft in drafts if draft.rows]


def same(got: Any, wanted: Any) -> bool:
    if isinstance(got, float | int) and isinstance(wanted, float | int):
        return abs(got - wanted) < 1e-6
    return "".join(str(got).split()) == "".join(str(wanted).split())


def measure(layout: Layout, path: Path, tally: Tally) -> None:
    """Compare every cell that a layout shows with what import made of the file."""
    tally.files += 1
    projects = import_of(path)
    if not projects:
        for row in layout.expected:
            tally.missing.update(row.keys())
        return
    project = projects[0]
    marked = {item.at for item in project.checks}
    found = by_name(project)
    names = {str(row["name"]) for row in layout.expected}
    for row in layout.expected:
        _row(row, found.get(str(row["name"])), marked, tally, path)
    for name, extra in found.items():
        if name not in names and name != "预算执行率":
            code = extra["code"]
            kind = "marked_wrong" if f"指标体系/{code}/三级指标" in marked else "wrong"
            tally.note(kind, "row", f"{path.name}: extra row {name!r}")
    _around(layout, project, tally, path)


def by_name(project: ImportedProject) -> dict[str, dict[str, Any]]:
    goals = {goal["indicator"]: goal for goal in project.data.get("goals", [])}
    found: dict[str, dict[str, Any]] = {}
    for row in project.data["indicators"]:
        goal = goals.get(row["code"], {})
        values = {"target": goal.get("target"), "actual": goal.get("actual")}
        found[row["name"]] = {**row, "score": row.get("given"), **values}
    return found


def _row(
    row: dict[str, Any], mine: dict[str, Any] | None, marked: set[str], tally: Tally, path: Path
) -> None:
    if mine is None:
        tally.missing.update(row.keys())
        return
    for field_, wanted in row.items():
        got = mine.get(field_)
        open_ = _PLACES[field_].format(mine["code"]) in marked
        if got is None:
            tally.missing[field_] += 1
        elif same(got, wanted):
            (tally.marked if open_ else tally.right)[field_] += 1
        else:
            text = f"{path.name}: {row['name']} {field_} got {got!r}, wanted {wanted!r}"
            tally.note("marked_wrong" if open_ else "wrong", field_, text)
    for field_, place in _PLACES.items():
        if field_ not in row and field_ != "code" and mine.get(field_) is not None:
            open_ = place.format(mine["code"]) in marked
            text = f"{path.name}: {row['name']} {field_} got {mine[field_]!r}, wanted nothing"
            tally.note("marked_wrong" if open_ else "wrong", field_, text)


def _around(layout: Layout, project: ImportedProject, tally: Tally, path: Path) -> None:
    pairs: list[tuple[str, Any, Any]] = [
        (key, project.data["project"].get(key), wanted) for key, wanted in layout.cover.items()
    ]
    if layout.total is not None:
        pairs.append(("total", project.total.get("score"), layout.total))
    if layout.execution is not None:
        pairs.append(("execution", project.execution.get("weight"), layout.execution[0]))
        pairs.append(("execution", project.execution.get("score"), layout.execution[1]))
    marked = {item.at.rpartition("/")[2] for item in project.checks if item.at.startswith("首页")}
    for field_, got, wanted in pairs:
        open_ = _COVER.get(field_) in marked
        if got is None:
            tally.missing[field_] += 1
        elif same(got, wanted):
            (tally.marked if open_ else tally.right)[field_] += 1
        else:
            kind = "marked_wrong" if open_ else "wrong"
            tally.note(kind, field_, f"{path.name}: {field_} got {got!r}, wanted {wanted!r}")
