"""Percents that are stored as text."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.cells.number_cells import marked, text_finding
from yqxl.checks.wording import header, number, quoted
from yqxl.model.findings import Finding, Level
from yqxl.model.number_text import Oddity
from yqxl.registry import Subject, check

CODE = "YQ-015"
REMEDY = "请把单元格格式改为百分比或常规，再重新键入。"


@check(code=CODE, level=Level.ERROR, title="百分数存成了文本")
def percent_texts(subject: Subject) -> Iterator[Finding]:
    """Percents that are stored as text."""
    for cell, text, spelt in marked(subject, Oddity.PERCENT):
        name = header(cell.place.table, cell.place.column or "")
        meant = f"{number(spelt.value)}（{spelt.suggestion}）"
        message = f"“{name}”填的是文本{quoted(text)}，疑为 {meant}。"
        yield text_finding(CODE, cell, message, REMEDY)
