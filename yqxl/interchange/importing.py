"""From JSON to an evaluation."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from yqxl.arithmetic import Value
from yqxl.catalog import shipped_parameters
from yqxl.errors import InputRefusedError
from yqxl.interchange.schema import EvaluationPart, SurveyPart, TrendPart
from yqxl.model.contract import BY_KEY, Type
from yqxl.model.rows import Evaluation, Project, SurveyCount, SurveyGroup, Trend

YES = "是"
_SIX = 6
_MERGED = {
    "rules": "rule",
    "bands": "scheme",
    "kinds": "kind",
    "grades": "scheme",
    "options": "option",
    "tolerances": "name",
}
_PLAIN = ("goals", "funds", "outputs", "rates", "costs", "elements", "indicators")


def load(path: Path) -> Evaluation:
    """Return the evaluation of a JSON file; every fault is named with its place."""
    try:
        data = json.loads(path.read_bytes())
    except OSError as failure:
        raise InputRefusedError(
            "YQ-201",
            "文件打不开。",
            remedy=f"请检查路径和权限（{failure.strerror}）。",
            file=str(path),
        ) from failure
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as failure:
        raise InputRefusedError(
            "YQ-202",
            f"不是有效的 JSON（{failure}）。",
            remedy="请用 yqxl schema 查看格式。",
            file=str(path),
        ) from failure
    try:
        return evaluation_from(data)
    except InputRefusedError as failure:
        failure.file = str(path)
        raise


def known_part(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return the data without fields that the workbook has no column for, and their names.

    >>> known_part({"goals": [{"goal": "里程", "mileage": 3}]})
    ({'goals': [{'goal': '里程'}]}, ['goals.mileage'])
    """
    left: dict[str, None] = {}
    known: dict[str, Any] = {}
    for key, value in data.items():
        part = EvaluationPart.model_fields.get(key)
        names = _fields_of(part.annotation) if part else None
        if not names:
            known[key] = value
            continue
        rows = value if isinstance(value, list) else [value]
        kept = [{name: row[name] for name in row if name in names} for row in rows]
        left |= {f"{key}.{name}": None for row in rows for name in row if name not in names}
        known[key] = kept if isinstance(value, list) else kept[0]
    return known, list(left)


def _fields_of(annotation: Any) -> Collection[str]:  # noqa: ANN401 - pydantic's annotation
    part = next(iter(get_args(annotation)), annotation)
    return part.model_fields if isinstance(part, type) and issubclass(part, BaseModel) else ()


def evaluation_from(data: object) -> Evaluation:
    """Return the evaluation that a JSON object describes."""
    try:
        part = EvaluationPart.model_validate(data)
    except ValidationError as failure:
        faults = "；".join(_fault(error) for error in failure.errors()[:20])
        raise InputRefusedError(
            "YQ-203",
            f"数据不符合格式，共 {failure.error_count()} 处：{faults}。",
            remedy="请用 yqxl schema 查看格式。",
        ) from failure
    return _evaluation(part)


def _fault(error: Any) -> str:  # noqa: ANN401 - pydantic's own dictionary
    place = ".".join(str(step) for step in error["loc"] if step not in ("float", "str"))
    return f"{place}: {_MESSAGES.get(error['type'], error['msg'])}"


_MESSAGES = {
    "extra_forbidden": "没有这个字段",
    "missing": "缺少此字段",
    "string_type": "应为文字",
    "finite_number": "应为有限的数字",
    "float_type": "应为数字",
    "float_parsing": "应为数字",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_type": "应为对象",
    "model_attributes_type": "应为对象",
    "literal_error": "只支持版本 1",
    "too_long": "超出个数上限",
}


def _evaluation(part: EvaluationPart) -> Evaluation:
    rows: dict[str, Any] = {key: _rows(key, getattr(part, key)) for key in _PLAIN}
    groups = tuple(
        SurveyGroup(one.code or "", one.group or "", one.note or "") for one in part.survey
    )
    shipped = shipped_parameters()
    for key, name in _MERGED.items():
        rows[key] = _merged(getattr(shipped, key), _rows(key, getattr(part, key)), name)
    return Evaluation(
        project=Project(**_texts(part.project, numbers={"year"})),
        survey=groups,
        survey_counts=tuple(count for one in part.survey for count in _counts(one)),
        trends=tuple(value for one in part.trends for value in _trend(one)),
        **rows,
    )


def _texts(part: BaseModel, numbers: set[str]) -> dict[str, Any]:
    return {name: value if name in numbers else (value or "") for name, value in iter(part)}


def _rows(key: str, parts: Sequence[BaseModel]) -> tuple[Any, ...]:
    table = BY_KEY[key]
    if key in ("bands", "grades"):
        return tuple(table.row(**_scheme(part)) for part in parts)
    numbers = {
        column.field for column in table.columns if column.type in (Type.NUMBER, Type.SOURCE)
    }
    return tuple(table.row(**_row(part, numbers)) for part in parts)


def _row(part: BaseModel, numbers: set[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in iter(part):
        if isinstance(value, bool):
            values[name] = YES if value else ""
        elif name in numbers:
            values[name] = None if value == "" else value
        else:
            values[name] = value or ""
    return values


def _scheme(part: BaseModel) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in iter(part):
        if isinstance(value, list):
            blank = "" if name == "grade" else None
            values[name] = (*value, *[blank] * (_SIX - len(value)))
        else:
            values[name] = value or ""
    return values


def _counts(part: SurveyPart) -> Iterable[SurveyCount]:
    satisfied = set(part.satisfied or ())
    for option, count in part.counts.items():
        weight: Value = 1.0 if option in satisfied else 0.0
        if part.weights is not None:
            weight = part.weights.get(option)
        yield SurveyCount(part.code or "", option, count, weight)


def _trend(part: TrendPart) -> Iterable[Trend]:
    for year, value in part.values.items():
        number: Value = float(year) if year.isascii() and year.isdigit() else (year or None)
        yield Trend(
            part.code or "", part.name or "", part.unit or "", number, value, part.note or ""
        )


def _merged(shipped: Sequence[Any], own: Sequence[Any], key: str) -> tuple[Any, ...]:
    """Return the shipped rows with those of the file in their places, new ones behind."""
    mine = {getattr(row, key): row for row in own}
    rows = [mine.pop(getattr(row, key), row) for row in shipped]
    return (*rows, *mine.values())
