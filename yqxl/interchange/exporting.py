"""From an evaluation to JSON: what people typed, and what yqxl makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from yqxl.catalog import shipped_parameters
from yqxl.errors import ErrorValue, InputRefusedError
from yqxl.evaluation.scoring.sources import FUND_PREFIX, OUTPUT_PREFIX
from yqxl.interchange.importing import YES
from yqxl.interchange.schema import SCHEMA_VERSION
from yqxl.model.rows import (
    FUND_HEADERS,
    OUTPUT_HEADERS,
    Band,
    Evaluation,
    GradeScheme,
    SurveyCount,
    SurveyGroup,
)

_PARAMETERS = ("grades", "rules", "kinds", "options", "tolerances")


def export(evaluation: Evaluation) -> dict[str, Any]:
    """Return the JSON object of an evaluation; blanks are null.

    Parameters are left out where they are the shipped ones, but for band schemes that
    an indicator uses: they decide its score.
    """
    data: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "project": _plain(evaluation.project),
        "goals": [_plain(row) for row in evaluation.goals],
        "funds": [_plain(row) | {"total": row.total == YES} for row in evaluation.funds],
        "outputs": [_plain(row) for row in evaluation.outputs],
        "rates": [_rate(evaluation, row) for row in evaluation.rates],
        "survey": _survey(evaluation),
        "costs": [_plain(row) for row in evaluation.costs],
        "elements": [_plain(row) for row in evaluation.elements],
        "bands": [_scheme(row) for row in _own_bands(evaluation)],
        "trends": _trends(evaluation),
        "indicators": [_plain(row) for row in evaluation.indicators],
    }
    shipped = shipped_parameters()
    for key in _PARAMETERS:
        own = [row for row in getattr(evaluation, key) if row not in getattr(shipped, key)]
        if own:
            data[key] = [
                _scheme(row) if isinstance(row, GradeScheme) else _plain(row) for row in own
            ]
    return data


def _value(value: object) -> object:
    """Return what JSON says of a cell: an integral number as such, blanks and errors null."""
    if isinstance(value, ErrorValue) or value == "":
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the row classes
    return {one.name: _value(getattr(row, one.name)) for one in fields(row)}


def _rate(evaluation: Evaluation, row: Any) -> dict[str, Any]:  # noqa: ANN401 - as _plain
    data = _plain(row)
    for name in ("numerator", "denominator"):
        data[name] = _contract_path(evaluation, data[name])
    if data["note"] is None:
        del data["note"]
    return data


def _contract_path(evaluation: Evaluation, source: object) -> object:
    """Return a source path with the contract's header instead of the file's alias."""
    if not isinstance(source, str):
        return source
    for prefix, own, contract in (
        (FUND_PREFIX, evaluation.fund_headers, FUND_HEADERS),
        (OUTPUT_PREFIX, evaluation.output_headers, OUTPUT_HEADERS),
    ):
        head, slash, header = source.rpartition("/")
        if source.startswith(prefix) and slash and header in own and header not in contract:
            return f"{head}/{contract[own.index(header)]}"
    return source


def _survey(evaluation: Evaluation) -> list[dict[str, Any]]:
    counts: dict[str, list[SurveyCount]] = {}
    for row in evaluation.survey_counts:
        counts.setdefault(row.code, []).append(row)
    data = [_group(group, counts.pop(group.code, [])) for group in evaluation.survey]
    data.extend(_group(SurveyGroup(code), rows) for code, rows in counts.items())
    return data


def _group(group: SurveyGroup, rows: Sequence[SurveyCount]) -> dict[str, Any]:
    options = [row.option for row in rows]
    if len(set(options)) < len(options):
        raise InputRefusedError(
            "YQ-204",
            f"满意度 {group.code} 有重复的选项，无法导出。",
            remedy="请合并重复的选项后重试。",
        )
    data: dict[str, Any] = {
        "code": _value(group.code),
        "group": _value(group.group),
        "counts": {row.option: _value(row.count) for row in rows},
    }
    if all(row.weight in (0, 1) for row in rows):
        data["satisfied"] = [row.option for row in rows if row.weight == 1]
    else:
        data["weights"] = {row.option: _value(row.weight) for row in rows}
    return data | {"note": _value(group.note)}


def _trends(evaluation: Evaluation) -> list[dict[str, Any]]:
    series: dict[tuple[str, str, str, str], dict[str, Any]] = {}
    for row in evaluation.trends:
        values = series.setdefault((row.code, row.name, row.unit, row.note), {})
        values[str(_value(row.year) if row.year is not None else "")] = _value(row.value)
    return [
        {
            "code": _value(code),
            "name": _value(name),
            "unit": _value(unit),
            "values": values,
            "note": _value(note),
        }
        for (code, name, unit, note), values in series.items()
    ]


def _own_bands(evaluation: Evaluation) -> list[Band]:
    used = {row.scheme.lower() for row in evaluation.indicators if row.scheme}
    shipped = shipped_parameters().bands
    return [row for row in evaluation.bands if row not in shipped or row.scheme.lower() in used]


def _scheme(row: Band | GradeScheme) -> dict[str, Any]:
    data = asdict(row)
    for name in ("lower", "factor", "grade"):
        if name in data:
            values = [_value(value) for value in data[name]]
            while values and values[-1] is None:
                values.pop()
            data[name] = values
    return {
        name: value if isinstance(value, list) else _value(value) for name, value in data.items()
    }
