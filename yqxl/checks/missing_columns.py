"""Columns of the contract that their table does not have."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_of, found, recorded, table_text
from yqxl.checks.wording import quoted
from yqxl.model.contract import Column, NamedCell, Type
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-003"
MEANING = "表里没有约定的列（或首页的填写处）：必填列为错误，数字列和计算列为警告，其余为提示。"
REMEDY = "请恢复该列的表头；表头文字须与模板一致，列的先后不限。"
#: what a parameter row needs has a default in the package
_GRAVE = (Type.NUMBER, Type.SOURCE, Type.COMPUTED)


@check(code=CODE, level=Level.ERROR, title="缺少列")
def missing_columns(subject: Subject) -> Iterator[Finding]:
    """Columns of the contract that their table does not have, and cells of 首页."""
    for fact in recorded(subject.facts, FactKind.COLUMN_MISSING):
        column = column_of(fact)
        if isinstance(column, NamedCell):
            message = f"首页没有找到“{column.label}”的填写处。"
            level = Level.ERROR if column.required else Level.NOTE
        else:
            name = column.header if column is not None else fact.expected or fact.column
            message = f"{table_text(fact)}缺少{quoted(name)}列。"
            level = _level(column)
        yield found(fact, CODE, level, message, REMEDY)


def _level(column: Column | None) -> Level:
    if column is None or column.required:
        return Level.ERROR
    return Level.WARNING if column.type in _GRAVE else Level.NOTE
