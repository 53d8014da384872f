"""Hidden rows or sheets whose data is counted."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded, what
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-008"
MEANING = "看不见的数据同样参与计算，容易漏看。"
REMEDY = "请取消隐藏并核对；不该计算的数据请删除。"


@check(code=CODE, level=Level.WARNING, title="隐藏的行或工作表里有数据")
def hidden_data(subject: Subject) -> Iterator[Finding]:
    """Hidden rows or sheets whose data is counted."""
    for fact in recorded(subject.facts, FactKind.HIDDEN_DATA):
        hidden = "行" if fact.cell else "工作表"
        message = f"隐藏的{hidden}里有数据{what(fact.found)}，同样参与计算。"
        yield found(fact, CODE, Level.WARNING, message, REMEDY)
