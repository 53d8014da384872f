"""Hidden rows or sheets whose data is counted."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded
from yqxl.model.contract import COVER_SHEET, TABLES
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-008"
MEANING = "看不见的数据同样参与计算，容易漏看；与填报无关的隐藏工作表为提示。"
REMEDY = "请取消隐藏并核对；不该计算的数据请删除。"

_PARAMETERS = "参数"
_DATA_SHEETS = frozenset((COVER_SHEET, *(table.sheet for table in TABLES))) - {_PARAMETERS}


@check(code=CODE, level=Level.WARNING, title="隐藏的行或工作表里有数据")
def hidden_data(subject: Subject) -> Iterator[Finding]:
    """Hidden rows or sheets whose data is counted."""
    for fact in recorded(subject.facts, FactKind.HIDDEN_DATA):
        counted = fact.sheet in _DATA_SHEETS
        level = Level.WARNING if counted else Level.NOTE
        message = f"{_hidden(fact)}{'，其中的数据同样参与计算' if counted else ''}。"
        yield found(fact, CODE, level, message, REMEDY)


def _hidden(fact: Fact) -> str:
    if fact.cell:
        return f"{fact.found or '有数据的行'}被隐藏"
    return f"工作表被隐藏（{fact.found}）" if fact.found else "工作表被隐藏"
