"""Formulas that a person put into input cells."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded, what
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-021"
MEANING = "填报单元格里自写的公式可以用，但 yqxl 只取其保存的结果，不重新计算。"
REMEDY = "可以保留；改动来源数据后请用 Excel 或 WPS 保存一次再生成。"


@check(code=CODE, level=Level.NOTE, title="填报单元格里是公式")
def input_formulas(subject: Subject) -> Iterator[Finding]:
    """Formulas that a person put into input cells."""
    for fact in recorded(subject.facts, FactKind.FORMULA_IN_INPUT):
        message = f"{column_text(fact)}填报单元格里是公式{what(fact.found)}，取用文件中保存的结果。"
        yield found(fact, CODE, Level.NOTE, message, REMEDY)
