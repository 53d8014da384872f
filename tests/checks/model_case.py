"""The model case as an evaluation, read from its JSON data without the interchange."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from yqxl.catalog import checks, numbering
from yqxl.evaluation import evaluate
from yqxl.evaluation.scoring.evaluate import with_parameters
from yqxl.model import rows
from yqxl.model.facts import Fact
from yqxl.model.findings import Finding
from yqxl.registry import Check, Subject, declared

DATA = Path(__file__).parents[2] / "workbooks" / "yangquan_2022.json"
_ROWS = {
    "goals": rows.Goal, "funds": rows.Fund, "outputs": rows.Output, "rates": rows.Rate,
    "costs": rows.Cost, "indicators": rows.Indicator, "elements": rows.Element,
}  # fmt: skip


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "是" if value else ""
    return float(value) if isinstance(value, int) else value


def _row(kind: type, data: dict[str, Any]) -> Any:
    own = {field.name: field.default for field in fields(kind)}
    given = {name: _cell(value) for name, value in data.items() if value is not None}
    return kind(**{**own, **{name: value for name, value in given.items() if name in own}})


def _survey(data: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    groups = data["survey"]
    return {
        "survey": tuple(_row(rows.SurveyGroup, group) for group in groups),
        "survey_counts": tuple(
            rows.SurveyCount(
                group["code"], option, float(count), float(option in group["satisfied"])
            )
            for group in groups
            for option, count in group["counts"].items()
        ),
    }


def _trends(data: dict[str, Any]) -> tuple[rows.Trend, ...]:
    return tuple(
        rows.Trend(one["code"], one["name"], one["unit"], float(year), value, one["note"])
        for one in data["trends"]
        for year, value in one["values"].items()
    )


@cache
def model_case() -> rows.Evaluation:
    """Return the model case, with the shipped parameters."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    tables = {key: tuple(_row(kind, row) for row in data[key]) for key, kind in _ROWS.items()}
    shipped = with_parameters(rows.Evaluation())
    own = [
        rows.Band(
            band["scheme"],
            tuple([*map(float, band["lower"]), *[None] * 6][:6]),
            tuple([*map(float, band["factor"]), *[None] * 6][:6]),
            band["source"],
        )
        for band in data["bands"]
    ]
    names = {band.scheme for band in own}
    return replace(
        shipped,
        project=_row(rows.Project, data["project"]),
        trends=_trends(data),
        bands=(*(band for band in shipped.bands if band.scheme not in names), *own),
        **tables,
        **_survey(data),
    )


def changed(table: str, row: int, **values: Any) -> rows.Evaluation:
    """Return the model case with other values in one row."""
    evaluation = model_case()
    if table == "project":
        return replace(evaluation, project=replace(evaluation.project, **values))
    own = list(getattr(evaluation, table))
    own[row] = replace(own[row], **values)
    return replace(evaluation, **{table: tuple(own)})


def findings(
    function: Any, evaluation: rows.Evaluation, facts: tuple[Fact, ...] = ()
) -> list[Finding]:
    """Return what one check finds, and hold its live value against its findings' existence."""
    own = declared(function, Check)
    subject = Subject(with_parameters(evaluation), evaluate(evaluation), facts, numbering())
    found = list(own.function(subject))
    for finding in found:
        assert finding.code == own.code
        assert finding.message.endswith("。")
        assert finding.remedy.endswith("。")
        assert finding.place is not None or finding.sheet
    return found


def live(function: Any, evaluation: rows.Evaluation) -> Any:
    """Return the number that the check's live formula shows."""
    code = declared(function, Check).code
    own = next(check for check in checks() if check.code == code)
    assert own.live is not None
    return own.live.value(evaluation, evaluate(evaluation))


Told = tuple[str, int | None, str | None, str, str]


def told(function: Any, evaluation: rows.Evaluation) -> list[Told]:
    """Return what one check finds as (table, row, column, level, message)."""
    found = []
    for finding in findings(function, evaluation):
        assert finding.place is not None
        place = finding.place
        found.append((place.table, place.row, place.column, finding.level.value, finding.message))
    return found


def without(table: str, *drop: int) -> rows.Evaluation:
    """Return the model case without some rows of a table; none given, without all of them."""
    own = getattr(model_case(), table)
    kept = [row for place, row in enumerate(own) if drop and place not in drop]
    return replace(model_case(), **{table: tuple(kept)})


def added(table: str, *extra: Any) -> rows.Evaluation:
    """Return the model case with further rows at the end of a table."""
    evaluation = model_case()
    return replace(evaluation, **{table: (*getattr(evaluation, table), *extra)})
