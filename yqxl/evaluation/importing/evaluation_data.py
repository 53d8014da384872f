"""A recognised project as the JSON of an evaluation, with the list of what to check."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from yqxl.arithmetic import round_half_up
from yqxl.evaluation.importing.contradictions import names_execution
from yqxl.evaluation.importing.proposals import DIRECT, Proposal, measures_of, propose
from yqxl.evaluation.importing.taken import (
    CERTAIN,
    GUESSED,
    Contradiction,
    Draft,
    FundRow,
    IndicatorRow,
    Leftover,
    Taken,
)
from yqxl.evaluation.importing.values import Kind, direction_of
from yqxl.model.contract import BY_KEY, NAMED_CELLS
from yqxl.model.imported_places import place_of, shown_rule, shown_value

#: fields of the cover that the workbook has
_COVER = ("name", "year", "base_date", "client", "department", "implementer", "evaluator")
#: what an indicator carries, by the name that the recogniser gives it
_INDICATOR = {
    "code": "code",
    "level1": "level1",
    "level2": "level2",
    "level3": "level3",
    "name": "name",
    "weight": "weight",
    "score": "given",
    "reason": "reason",
    "evidence": "evidence",
    "explanation": "explanation",
    "criterion": "criterion",
    "process": "process",
    "note": "note",
}
_GOAL = {
    "target": "target",
    "actual": "actual",
    "unit": "unit",
    "direction": "direction",
    "forecast": "forecast",
}
_FUND = {"budget": "budget", "final": "budget_final", "arrived": "arrived", "spent": "spent"}
_AWKWARD = re.compile(r"[/*?~]")
_EXECUTION = "预算执行率"


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One value that somebody has to look at: where it went and where it came from."""

    at: str
    value: float | str | None
    why: str
    source: str
    sure: float


@dataclass(frozen=True)
class ImportedProject:
    """One project of a file: the data, what to check, what was left, what contradicts."""

    name: str
    kind: str
    headers: tuple[str, ...]
    data: Mapping[str, Any]
    execution: Mapping[str, float]
    levels: Mapping[str, Mapping[str, float]]
    total: Mapping[str, float]
    taken: int
    checks: tuple[CheckItem, ...]
    leftovers: tuple[Leftover, ...]
    contradictions: tuple[Contradiction, ...]
    listed: tuple[Mapping[str, Any], ...]


def imported_project(draft: Draft) -> ImportedProject:
    """Return a recognised project as data; every doubt goes on the list of checks."""
    checks: list[CheckItem] = []
    contradictions = list(draft.contradictions)
    indicators, goals = [], []
    for row in draft.rows:
        proposal = propose(row)
        indicators.append(_indicator(row, proposal, checks))
        goal = _goal(row, checks)
        if goal:
            goals.append(goal)
        if proposal.contradiction:
            contradictions.append(_contradiction(row, proposal))
    data: dict[str, Any] = {"schema": 1, "project": _project(draft, checks)}
    rates, execution = _execution(draft, [str(row["code"]) for row in indicators])
    rows = {
        "goals": goals,
        "funds": [_fund(row, checks) for row in draft.funds],
        "rates": rates,
        "indicators": [*indicators, *execution],
        "imports": [_import_row(item) for item in checks],
    }
    data |= {key: listed for key, listed in rows.items() if listed}
    return ImportedProject(
        name=_text(draft.cover.get("name")),
        kind=draft.kind,
        headers=tuple(draft.headers),
        data=data,
        execution=_numbers(draft.execution, ("weight", "score", "rate")),
        levels={name: _numbers(points) for name, points in draft.levels.items() if points},
        total=_numbers(draft.total),
        taken=_count(draft),
        checks=tuple(checks),
        leftovers=tuple(draft.leftovers),
        contradictions=tuple(contradictions),
        listed=tuple({k: taken.value for k, taken in row.items()} for row in draft.projects),
    )


def _import_row(item: CheckItem) -> dict[str, Any]:
    """Return the row of 导入核对 that stays open until somebody has looked at the cell."""
    return {
        "at": item.at,
        "value": shown_value(item.value),
        "why": item.why,
        "from": item.source,
        "sure": item.sure,
    }


def _text(taken: Taken | None) -> str:
    return str(taken.value) if taken and taken.value is not None else ""


def _numbers(
    points: Mapping[str, Taken], names: tuple[str, ...] = ("weight", "score")
) -> dict[str, float]:
    found = {name: points[name].value for name in names if name in points}
    return {name: value for name, value in found.items() if isinstance(value, float | int)}


def _count(draft: Draft) -> int:
    """Return how many cells were taken, generated codes left out."""
    groups: Iterator[Mapping[str, Taken]] = iter(
        [
            draft.cover, draft.objective, draft.total, draft.execution,
            *draft.levels.values(), *(row.cells for row in draft.funds),
            *(row.cells for row in draft.rows),
        ]
    )  # fmt: skip
    return sum(
        taken.value is not None and taken.why != "按层级生成"
        for cells in groups
        for taken in cells.values()
    ) + len(draft.funds)


def _note(checks: list[CheckItem], at: str, taken: Taken, value: float | str | None = None) -> None:
    if taken.open:
        shown = taken.value if value is None else value
        checks.append(CheckItem(at, shown, taken.why, taken.place, taken.sure))


def _header(table: str, field: str) -> str:
    return BY_KEY[table].column(field).header


def _at(table: str, key: str, field: str) -> str:
    return place_of(BY_KEY[table], key, field)


def _indicator(row: IndicatorRow, proposal: Proposal, checks: list[CheckItem]) -> dict[str, Any]:
    code = row.text("code")
    found: dict[str, Any] = {}
    for source, field in _INDICATOR.items():
        taken = row.cells.get(source)
        if taken is not None and taken.value is not None:
            found[field] = taken.value
            _note(checks, _at("indicators", code, field), taken)
    if "level2" not in found and "level1" in found:
        found["level2"] = found["level1"]
        first = row.cells["level1"]
        doubted = first.doubted(GUESSED, "没有二级指标，用了一级指标")
        _note(checks, _at("indicators", code, "level2"), doubted)
    found["rule"] = proposal.rule
    if proposal.rule != DIRECT:
        found["value"], found["p1"] = proposal.value, proposal.target
        if proposal.sure < CERTAIN:
            target = row.cells.get("target")
            shown = shown_rule(proposal.rule, proposal.target, proposal.value)
            place = target.place if target else ""
            at = _at("indicators", code, "rule")
            checks.append(CheckItem(at, shown, proposal.why, place, proposal.sure))
    return found


def _goal(row: IndicatorRow, checks: list[CheckItem]) -> dict[str, Any]:
    """Return the row of 绩效目标 that an indicator with a target or actual value gives."""
    if row.value("target") is None and row.value("actual") is None:
        return {}
    code = row.text("code")
    found: dict[str, Any] = {
        "level1": row.value("level1"),
        "level2": row.value("level2"),
        "goal": row.value("name"),
        "indicator": code,
    }
    for source, field in _GOAL.items():
        taken = row.cells.get(source)
        if taken is not None and taken.value is not None:
            found[field] = taken.value
            _note(checks, _at("goals", code, field), taken)
    target, _ = measures_of(row)
    if target.numeric:
        scale = 100 if target.kind is Kind.PERCENT else 1
        found["target_value"] = round_half_up(target.number * scale, 10)
        found.setdefault("unit", target.unit)
    sign = target.operator or direction_of(row.text("direction"))
    if sign:
        found["direction"] = sign
    return {field: value for field, value in found.items() if value not in (None, "")}


def _contradiction(row: IndicatorRow, proposal: Proposal) -> Contradiction:
    place = row.cells["score" if "score" in row.cells else "name"].place
    target, actual = row.value("target"), row.value("actual")
    message = f"{row.text('name')}：目标“{target}”，实际“{actual}”，{proposal.contradiction}"
    return Contradiction("与目标矛盾", place, message)


def _project(draft: Draft, checks: list[CheckItem]) -> dict[str, Any]:
    labels = {cell.field: cell.label for cell in NAMED_CELLS}
    found: dict[str, Any] = {}
    for field in (*_COVER, "money_unit"):
        taken = draft.cover.get(field)
        if taken is not None and taken.value not in (None, ""):
            found[field] = taken.value
            _note(checks, f"首页/{labels[field]}", taken)
    for source, field in (("expected", "overall_target"), ("achieved", "overall_actual")):
        taken = draft.objective.get(source)
        if taken is not None and taken.value:
            found[field] = taken.value
            _note(checks, f"首页/{labels[field]}", taken)
    return found


def _fund(row: FundRow, checks: list[CheckItem]) -> dict[str, Any]:
    label = _AWKWARD.sub("、", _text(row.label))
    found: dict[str, Any] = {"unit": label, "total": row.total}
    for source, field in _FUND.items():
        taken = row.cells.get(source)
        if taken is not None:
            found[field] = taken.value
            _note(checks, _at("funds", label, field), taken)
    return found


def _execution(draft: Draft, codes: list[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the rate and the indicator 预算执行率 where the form scores it in the funds block."""
    weight = draft.execution.get("weight")
    apart = not any(names_execution(row) for row in draft.rows)
    if weight is None or not draft.rows or not apart:
        return [], []
    letters = {code[:1].upper() for code in codes}
    letter = next(c for c in "ZYXWVUTSRQPONMLKJIHGFEDCBA" if c not in letters or c == "A")
    indicator: dict[str, Any] = {
        "code": f"{letter}101",
        "level1": _EXECUTION,
        "level2": _EXECUTION,
        "name": _EXECUTION,
        "weight": weight.value,
        "rule": DIRECT,
    }
    score, reason = draft.execution.get("score"), draft.execution.get("reason")
    if score is not None:
        indicator["given"] = score.value
    if reason is not None:
        indicator["reason"] = reason.value
    rates = _execution_rate(draft)
    if rates:
        indicator |= {"rule": "比例", "value": rates[0]["code"], "p1": 1.0}
    return rates, [indicator]


def _execution_rate(draft: Draft) -> list[dict[str, Any]]:
    """Return 全年执行数 ÷ 全年预算数 of the total as a rate with paths (财预〔2020〕10号 附1)."""
    row = next((each for each in draft.funds if each.total), None)
    if row is None or row.number("spent") is None:
        return []
    field = next((name for name in ("final", "budget") if row.number(name)), None)
    if field is None:
        return []
    label = _AWKWARD.sub("、", _text(row.label))
    base = _header("funds", _FUND[field])
    return [
        {
            "code": "R01",
            "name": _EXECUTION,
            "kind": "执行率",
            "numerator": f"资金/{label}/{_header('funds', 'spent')}",
            "denominator": f"资金/{label}/{base}",
            "base": base,
        }
    ]
