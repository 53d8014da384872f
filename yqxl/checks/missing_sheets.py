"""Sheets of the contract that the file does not have."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, needed, recorded
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-001"
MEANING = "文件里没有约定的工作表：必填的为错误，参数表为警告（改用内置参数），可选的为提示。"
REMEDY = "请恢复该工作表，或用 yqxl new 生成新模板后把数据抄入。"


@check(code=CODE, level=Level.ERROR, title="缺少工作表")
def missing_sheets(subject: Subject) -> Iterator[Finding]:
    """Sheets of the contract that the file does not have."""
    for fact in recorded(subject.facts, FactKind.SHEET_MISSING):
        message = f"没有找到工作表{quoted(fact.sheet)}。"
        yield found(fact, CODE, needed(fact), message, REMEDY)
