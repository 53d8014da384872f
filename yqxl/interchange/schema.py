"""The JSON shape of an evaluation, built from the contract; ``yqxl schema`` prints it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from yqxl.catalog import shipped_parameters
from yqxl.interchange.shapes import (
    Among,
    Flag,
    Items,
    Named,
    Number,
    Record,
    Shape,
    Text,
    Version,
)
from yqxl.model.contract import (
    BY_KEY,
    COVER_SHEET,
    LISTS,
    NAMED_CELLS,
    STEPS,
    TABLES,
    Column,
    FixedList,
    Table,
    Type,
)

#: the version that is written; the only one that is read so far
SCHEMA_VERSION = 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TITLE = "一份绩效评价的全部填报数据"
_BLANKS = "空格可写 null 或不写"
#: tables that JSON nests in another one or in a series
_OPTIONS, _GROUPS, _SERIES = "survey_counts", "survey", "trends"


@cache
def evaluation_shape() -> Record:
    """Return what the JSON of an evaluation must be."""
    fields: dict[str, Shape] = {"schema": Version(SCHEMA_VERSION), "project": project_shape()}
    for table in TABLES:
        if table.key != _OPTIONS:
            fields[table.key] = Items(_row(table), table.sheet, _description(table))
    return Record(fields, _TITLE, _BLANKS)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of an evaluation.

    >>> json_schema()["properties"]["funds"]["items"]["properties"]["spent"]["title"]
    '实际支出'
    """
    return {"$schema": DIALECT} | evaluation_shape().schema()


def series_fields(table: Table) -> tuple[Column, ...]:
    """Return the columns of 趋势 that a whole series shares."""
    return tuple(column for column in table.typed if column.field not in ("year", "value"))


def _description(table: Table) -> str:
    return f"{table.sheet}表，一行一项" if table.key != _SERIES else "趋势表，一个序列一项"


def project_shape() -> Record:
    """Return what the JSON of 首页 must be."""
    fields = {
        cell.field: _cell(cell.type, cell.label, cell.prompt, cell.choices)
        for cell in NAMED_CELLS
        if cell.typed
    }
    return Record(fields, COVER_SHEET)


def _cell(kind: Type, title: str, description: str, choices: str) -> Shape:
    if kind in (Type.NUMBER, Type.SOURCE):
        return Number(title, description)
    return Text(title, description, _choices(choices))


def _row(table: Table) -> Record:
    if table.key == _GROUPS:
        return _group(table)
    if table.key == _SERIES:
        fields = dict(typed_columns(series_fields(table)))
        values = Named(Number(), "数值", "年度 → 数值")
        return Record(fields | {"values": values}, table.sheet)
    return Record(dict(typed_columns(table.typed)), table.sheet, required=_required(table))


def _required(table: Table) -> tuple[str, ...]:
    """Return the steps of a scheme: without them it is none."""
    return tuple(dict.fromkeys(one.attribute for one in table.columns if one.step is not None))


def typed_columns(columns: tuple[Column, ...]) -> Iterator[tuple[str, Shape]]:
    """Yield JSON key and shape of typed columns; the steps of a scheme are one list."""
    for column in columns:
        if column.step is None:
            yield column.json_name, _column(column)
        elif column.step[1] == 0:
            title = column.header.rstrip("1")
            yield column.json_name, Items(_column(column), title, f"{title}1至{STEPS}", STEPS)


def _column(column: Column) -> Shape:
    if column.flag:
        return Flag(column.header, column.prompt)
    title, prompt = (column.header, column.prompt) if column.step is None else ("", "")
    return _cell(column.type, title, prompt, column.choices)


def _group(table: Table) -> Record:
    """Return the shape of a group of people: its options stand in the same object."""
    options = BY_KEY[_OPTIONS]
    count, weight = options.column("count"), options.column("weight")
    fields: dict[str, Shape] = dict(typed_columns(table.typed)) | {
        "counts": Named(Number(), count.header, f"选项 → {count.header}"),
        "satisfied": Items(
            Text(), "计为满意的选项", "这些选项权重为 1，其余为 0；都须在 counts 中", nullable=True
        ),
        "weights": Named(
            Number(), weight.header, "选项 → 权重；按程度计分时用；都须在 counts 中", nullable=True
        ),
    }
    also = (Among("satisfied", "counts"), Among("weights", "counts"))
    return Record(fields, table.sheet, also=also)


def _choices(name: str) -> tuple[str, ...]:
    """Return what a drop-down list offers in a new workbook."""
    found = LISTS.get(name)
    if found is None:
        return ()
    if isinstance(found, FixedList):
        return found.choices
    rows = getattr(shipped_parameters(), found.table)
    return tuple(dict.fromkeys(str(getattr(row, found.field)) for row in rows))
