"""From JSON to an evaluation."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.errors import InputRefusedError
from yqxl.interchange.json_text import parsed, repeated_keys
from yqxl.interchange.schema import evaluation_shape, series_fields
from yqxl.interchange.shapes import Items, Record
from yqxl.model.contract import (
    BY_KEY,
    NAMED_CELLS,
    PARAMETERS,
    STEPS,
    TABLES,
    YES,
    Column,
    Table,
    Type,
)
from yqxl.model.one_project import SPLIT
from yqxl.model.rows import Evaluation, Project, SurveyCount, Trend
from yqxl.system_reasons import system_reason

#: what ``yqxl import --json`` calls its object
IMPORT_SCHEMA = "yqxl-import/1"
#: so many faults are told one by one, the rest by their number
_MOST = 100
_NUMBERS = frozenset((Type.NUMBER, Type.SOURCE))
#: tables whose JSON is not one object for each row
_NESTED = frozenset(("survey_counts", "trends"))


def load(path: Path) -> Evaluation:
    """Return the evaluation of a JSON file; every fault is named with its place."""
    try:
        content = path.read_bytes()
    except OSError as failure:
        raise InputRefusedError(
            "YQ-201",
            "文件打不开。",
            remedy=f"请检查路径和权限（{system_reason(failure)}）。",
            file=str(path),
        ) from failure
    try:
        return evaluation_from(_one_project(parsed(content)))
    except InputRefusedError as failure:
        failure.file = str(path)
        raise


def _one_project(data: object) -> object:
    """Return the data of an import's JSON (``yqxl import --json``), any other as it is.

    Raises:
        InputRefusedError: there are several projects, in a list or in an import (YQ-206).
    """
    if isinstance(data, list) and data and all(isinstance(one, dict) for one in data):
        raise InputRefusedError("YQ-206", f"JSON 是 {len(data)} 个项目的列表。", remedy=SPLIT)
    if not isinstance(data, dict) or data.get("schema") != IMPORT_SCHEMA:
        return data
    projects = data.get("projects")
    found = [one.get("data") for one in projects or () if isinstance(one, dict)]
    if len(found) != 1 or not isinstance(found[0], dict):
        raise InputRefusedError(
            "YQ-206",
            f"导入的 JSON 里有 {len(found)} 个项目，要正好一个。",
            remedy=f"请用 yqxl import 文件 --project N --json 选一个。{SPLIT}",
        )
    return known_part(found[0])[0]


def known_part(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the data without fields that the workbook has no column for, and their names.

    >>> known_part({"goals": [{"goal": "里程", "mileage": 3}]})
    ({'goals': [{'goal': '里程'}]}, ['goals.mileage'])
    >>> known_part({"weather": "晴"})
    ({}, ['weather'])
    """
    left: dict[str, None] = {}
    known: dict[str, Any] = {}
    for key, value in data.items():
        names = _fields_of(key)
        if key not in evaluation_shape().fields:
            left[key] = None
            continue
        if not names:
            known[key] = value
            continue
        rows = value if isinstance(value, list) else [value]
        kept = [{name: row[name] for name in row if name in names} for row in rows]
        left |= {f"{key}.{name}": None for row in rows for name in row if name not in names}
        known[key] = kept if isinstance(value, list) else kept[0]
    return known, list(left)


def _fields_of(key: str) -> Collection[str]:
    shape = evaluation_shape().fields.get(key)
    record = shape.item if isinstance(shape, Items) else shape
    return record.fields if isinstance(record, Record) else ()


def evaluation_from(data: object) -> Evaluation:
    """Return the evaluation that a JSON object describes.

    Raises:
        InputRefusedError: YQ-203, one sentence for each fault, with its JSON path.
    """
    faults = [*repeated_keys(data), *evaluation_shape().faults(data, "")]
    if faults:
        told = [f"{path or '最外层'}：{what}" for path, what in faults[:_MOST]]
        rest = f"；其余 {len(faults) - _MOST} 处从略" if len(faults) > _MOST else ""
        raise InputRefusedError(
            "YQ-203",
            f"数据不符合格式，共 {len(faults)} 处：{'；'.join(told)}{rest}。",
            remedy="请用 yqxl schema 查看格式。",
        )
    return _evaluation(data)  # type: ignore[arg-type]  # an object, or it has a fault


def _evaluation(data: Mapping[str, Any]) -> Evaluation:
    rows: dict[str, Any] = {
        table.key: tuple(_row(table, one) for one in data.get(table.key, ()))
        for table in TABLES
        if table.key not in _NESTED
    }
    rows["survey_counts"] = tuple(
        count for group in data.get("survey", ()) for count in _counts(group)
    )
    rows["trends"] = tuple(value for one in data.get("trends", ()) for value in _trend(one))
    shipped = shipped_parameters()
    for table in PARAMETERS:
        rows[table.key] = _merged(getattr(shipped, table.key), rows[table.key], table.key_column)
    return Evaluation(project=_project(data.get("project", {})), **rows)


def _project(data: Mapping[str, Any]) -> Project:
    values: dict[str, Any] = {
        cell.field: _number(data.get(cell.field))
        if cell.type is Type.NUMBER
        else data.get(cell.field) or ""
        for cell in NAMED_CELLS
        if cell.typed
    }
    return Project(**values)


def _number(value: object) -> Value:
    """Return a number as a cell holds it: a double."""
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else float(value)  # type: ignore[arg-type]  # a number, or it has a fault


def _row(table: Table, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any of the row classes
    return table.row(**_values(table.typed, data))


def _values(columns: Iterable[Column], data: Mapping[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for column in columns:
        name = column.attribute
        if name in values:
            continue
        value = data.get(column.json_name)
        if column.step is not None:
            steps = [_cell(column, one) for one in value or ()]
            blank = _cell(column, None)
            values[name] = (*steps, *[blank] * (STEPS - len(steps)))
        else:
            values[name] = _cell(column, value)
    return values


def _cell(column: Column, value: Any) -> Value:  # noqa: ANN401 - whatever the shape let pass
    if column.flag:
        return YES if value else ""
    return _number(value) if column.type in _NUMBERS else value or ""


def _counts(group: Mapping[str, Any]) -> Iterable[SurveyCount]:
    satisfied = set(group.get("satisfied") or ())
    weights = group.get("weights")
    for option, count in group.get("counts", {}).items():
        weight: Value = 1.0 if option in satisfied else 0.0
        if weights is not None:
            weight = _number(weights.get(option))
        yield SurveyCount(group.get("code") or "", option, _number(count), weight)


def _trend(data: Mapping[str, Any]) -> Iterable[Trend]:
    shared = _values(series_fields(BY_KEY["trends"]), data)
    for year, value in data.get("values", {}).items():
        yield Trend(year=_year(year), value=_number(value), **shared)


def _year(text: str) -> Value:
    """Return a year as a number; what is none stays as it was typed."""
    number = float(text) if text.isascii() and text.isdigit() else math.inf
    return number if math.isfinite(number) else text or None


def _merged(shipped: Sequence[Any], own: Sequence[Any], key: str) -> tuple[Any, ...]:
    """Return the shipped rows with those of the file in their places, new ones behind."""
    mine = {getattr(row, key): row for row in own}
    rows = [mine.pop(getattr(row, key), row) for row in shipped]
    return (*rows, *mine.values())
