"""Numbers typed with thousands separators as text."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.cells.number_cells import marked, text_finding
from yqxl.checks.wording import header, quoted
from yqxl.model.findings import Finding, Level
from yqxl.model.number_text import Oddity
from yqxl.registry import Subject, check

CODE = "YQ-014"
REMEDY = "请键入不带逗号的数字，千位分隔由单元格格式显示。"


@check(code=CODE, level=Level.ERROR, title="数字里有千位分隔符")
def thousands_separators(subject: Subject) -> Iterator[Finding]:
    """Numbers typed with thousands separators as text."""
    for cell, text, spelt in marked(subject, Oddity.THOUSANDS):
        name = header(cell.place.table, cell.place.column or "")
        message = f"“{name}”填的是文本{quoted(text)}，含千位分隔符，疑为 {spelt.suggestion}。"
        yield text_finding(CODE, cell, message, REMEDY)
