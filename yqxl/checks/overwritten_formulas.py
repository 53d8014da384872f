"""Computed cells that somebody typed over."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, instead, recorded
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-023"
MEANING = "计算列里直接键入了内容，表中的数与按公式计算的数可能不同。"
REMEDY = "请把同列相邻行的公式复制过来；要改得分请填“评定得分”。"


@check(code=CODE, level=Level.ERROR, title="公式被键入的内容代替")
def overwritten_formulas(subject: Subject) -> Iterator[Finding]:
    """Computed cells that somebody typed over."""
    for fact in recorded(subject.facts, FactKind.FORMULA_REPLACED):
        typed = f"{column_text(fact)}公式被键入的{quoted(fact.found)}代替"
        message = f"{typed}，不再随数据变化{instead(fact.expected)}。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
