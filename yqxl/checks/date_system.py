"""Workbooks whose dates count from 1904."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-009"
MEANING = "日期从 1904 年起算，复制到别的工作簿时会错位。"
REMEDY = "请核对评价基准日；在 Excel 选项的“高级”中取消“使用 1904 日期系统”后另存。"


@check(code=CODE, level=Level.WARNING, title="使用 1904 日期系统")
def date_system(subject: Subject) -> Iterator[Finding]:
    """Workbooks whose dates count from 1904."""
    for fact in recorded(subject.facts, FactKind.DATE_1904):
        message = "工作簿使用 1904 日期系统，以数字保存的日期会相差 1462 天。"
        yield found(fact, CODE, Level.WARNING, message, REMEDY)
