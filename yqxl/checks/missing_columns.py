"""Columns of the contract that their table does not have."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded, table_text
from yqxl.checks.wording import quoted
from yqxl.model.contract import BY_KEY, Column, Type
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-003"
MEANING = "表里没有约定的列：必填列为错误，数字列和计算列为提醒，其余为说明。"
REMEDY = "请恢复该列的表头；表头文字须与模板一致，列的先后不限。"
#: what a parameter row needs has a default in the package
_GRAVE = (Type.NUMBER, Type.SOURCE, Type.COMPUTED)


@check(code=CODE, level=Level.ERROR, title="缺少列")
def missing_columns(subject: Subject) -> Iterator[Finding]:
    """Columns of the contract that their table does not have."""
    for fact in recorded(subject.facts, FactKind.COLUMN_MISSING):
        column = _column(fact)
        name = column.header if column is not None else fact.column
        message = f"{table_text(fact)}缺少{quoted(name)}列。"
        yield found(fact, CODE, _level(column), message, REMEDY)


def _column(fact: Fact) -> Column | None:
    table = BY_KEY.get(fact.table)
    if table is None:
        return None
    return next((column for column in table.columns if column.field == fact.column), None)


def _level(column: Column | None) -> Level:
    if column is None or column.required:
        return Level.ERROR
    return Level.WARNING if column.type in _GRAVE else Level.NOTE
