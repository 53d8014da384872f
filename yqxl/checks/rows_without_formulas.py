"""Data rows whose computed cells are empty."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-024"
MEANING = "新增的数据行没有带上计算列的公式，表中的总分会显示错误。"
REMEDY = "请复制一行完整的数据行并“插入复制的单元格”，再改内容；不要直接在空行键入。"


@check(code=CODE, level=Level.ERROR, title="数据行没有公式")
def rows_without_formulas(subject: Subject) -> Iterator[Finding]:
    """Data rows whose computed cells are empty."""
    for fact in recorded(subject.facts, FactKind.FORMULA_MISSING):
        message = f"此行{column_text(fact)}公式缺失，表中合计不会包括它。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
