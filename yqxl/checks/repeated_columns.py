"""Headers that stand twice in one table."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded, table_text
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-004"
MEANING = "同一表里两列的表头是同一个意思（如“权重”与“分值”），不知以哪列为准。"
REMEDY = "请只留一列，或把多余列的表头改成别的名称。"


@check(code=CODE, level=Level.ERROR, title="列重复")
def repeated_columns(subject: Subject) -> Iterator[Finding]:
    """Headers that stand twice in one table."""
    for fact in recorded(subject.facts, FactKind.COLUMN_TWICE):
        name = column_text(fact).removesuffix("列的") or quoted(fact.column or fact.found)
        message = f"{table_text(fact)}有两列都是{name}。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
