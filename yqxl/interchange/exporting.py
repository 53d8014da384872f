"""From an evaluation to JSON: what people typed, and what yqxl makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from yqxl.catalog import shipped_parameters
from yqxl.errors import ErrorValue, InputRefusedError
from yqxl.interchange.schema import SCHEMA_VERSION, series_fields
from yqxl.model.contract import (
    BY_KEY,
    FUNDS,
    INPUTS,
    NAMED_CELLS,
    OUTPUTS,
    PARAMETERS,
    YES,
    Column,
    Table,
    Type,
)
from yqxl.model.rows import Band, Evaluation, SurveyCount, SurveyGroup


def export(evaluation: Evaluation) -> dict[str, Any]:
    """Return the JSON object of an evaluation; blanks are null.

    Parameters are left out where they are the shipped ones, but for band schemes that
    an indicator uses: they decide its score.
    """
    project = evaluation.project
    data: dict[str, Any] = {
        "schema": SCHEMA_VERSION,
        "project": {
            cell.field: _value(getattr(project, cell.field))
            for cell in NAMED_CELLS
            if cell.typed and not (cell.optional and not getattr(project, cell.field))
        },
    }
    for table in INPUTS:
        if table.key == "survey":
            data[table.key] = _survey(evaluation)
        elif table.key == "trends":
            data[table.key] = _trends(evaluation)
        elif table.key != "survey_counts" and (
            getattr(evaluation, table.key) or not table.where_used
        ):
            data[table.key] = [
                _row(table.typed, row, evaluation) for row in getattr(evaluation, table.key)
            ]
    shipped = shipped_parameters()
    for table in PARAMETERS:
        own = _own_bands(evaluation) if table.key == "bands" else _own(table, evaluation, shipped)
        if own or table.key == "bands":
            data[table.key] = [_row(table.typed, row, evaluation) for row in own]
    return data


def _own(table: Table, evaluation: Evaluation, shipped: Evaluation) -> list[object]:
    usual = getattr(shipped, table.key)
    return [row for row in getattr(evaluation, table.key) if row not in usual]


def _value(value: object) -> object:
    """Return what JSON says of a cell: an integral number as such, blanks and errors null."""
    if isinstance(value, ErrorValue) or value == "":
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _row(columns: Iterable[Column], row: object, evaluation: Evaluation) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for column in columns:
        value = _value(column.value_in(row))
        if column.step is not None:
            data.setdefault(column.json_name, []).append(value)
        elif column.flag:
            data[column.json_name] = value == YES
        elif value is not None or not (column.unsaid or column.optional):
            source = column.type is Type.SOURCE
            data[column.json_name] = _contract_path(evaluation, value) if source else value
    for steps in data.values():
        while isinstance(steps, list) and steps and steps[-1] is None:
            steps.pop()
    return data


def _contract_path(evaluation: Evaluation, source: object) -> object:
    """Return a source path with the contract's header instead of the file's alias."""
    if not isinstance(source, str):
        return source
    for table, own in ((FUNDS, evaluation.fund_headers), (OUTPUTS, evaluation.output_headers)):
        usual = table.path_headers
        head, slash, header = source.rpartition("/")
        path = source.startswith(f"{table.sheet}/") and slash
        if path and header in own and header not in usual:
            return f"{head}/{usual[own.index(header)]}"
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
    data = _row(BY_KEY["survey"].typed, group, Evaluation())
    data["counts"] = {row.option: _value(row.count) for row in rows}
    if all(row.weight in (0, 1) for row in rows):
        data["satisfied"] = [row.option for row in rows if row.weight == 1]
    else:
        data["weights"] = {row.option: _value(row.weight) for row in rows}
    return data


def _trends(evaluation: Evaluation) -> list[dict[str, Any]]:
    shared = series_fields(BY_KEY["trends"])
    series: dict[tuple[object, ...], dict[str, Any]] = {}
    for row in evaluation.trends:
        key = tuple(column.value_in(row) for column in shared)
        one = series.setdefault(key, _row(shared, row, evaluation) | {"values": {}})
        one["values"][str(_value(row.year) if row.year is not None else "")] = _value(row.value)
    return [*series.values()]


def _own_bands(evaluation: Evaluation) -> list[Band]:
    used = {row.scheme.lower() for row in evaluation.indicators if row.scheme}
    shipped = shipped_parameters().bands
    return [row for row in evaluation.bands if row not in shipped or row.scheme.lower() in used]
