"""Formulas in input cells without a saved value."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded, what
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-020"
MEANING = "填报单元格里是公式而文件没有保存其结果，该数缺失，不按 0 计算。"
REMEDY = "请用 Excel 或 WPS 打开并保存一次，或改为直接填数。"


@check(code=CODE, level=Level.ERROR, title="公式没有保存的结果")
def unsaved_formulas(subject: Subject) -> Iterator[Finding]:
    """Formulas in input cells without a saved value."""
    for fact in recorded(subject.facts, FactKind.FORMULA_WITHOUT_VALUE):
        message = f"{column_text(fact)}公式{what(fact.found)}没有保存的结果，按缺数处理。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
