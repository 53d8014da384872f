"""Formulas that differ from their column's formula."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, instead, recorded, what
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-022"
MEANING = "同一列应只有一个公式；个别单元格的公式被改过，表中显示的数可能不对。"
REMEDY = "请把同列相邻行的公式复制过来；yqxl 已按约定的公式计算。"


@check(code=CODE, level=Level.WARNING, title="公式与本列不一致")
def differing_formulas(subject: Subject) -> Iterator[Finding]:
    """Formulas that differ from their column's formula."""
    for fact in recorded(subject.facts, FactKind.FORMULA_DIFFERS):
        formula = f"{column_text(fact)}公式{what(fact.found)}"
        message = f"{formula}与本列的公式不一致{instead(fact.expected)}。"
        yield found(fact, CODE, Level.WARNING, message, REMEDY)
