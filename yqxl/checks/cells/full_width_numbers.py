"""Numbers typed in full-width characters."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.cells.number_cells import marked, text_finding
from yqxl.checks.wording import header, quoted
from yqxl.model.findings import Finding, Level
from yqxl.model.number_text import Oddity
from yqxl.registry import Subject, check

CODE = "YQ-013"
REMEDY = "请切换到英文半角重新键入数字。"


@check(code=CODE, level=Level.ERROR, title="数字是全角字符")
def full_width_numbers(subject: Subject) -> Iterator[Finding]:
    """Numbers typed in full-width characters."""
    for cell, text, spelt in marked(subject, Oddity.FULL_WIDTH):
        name = header(cell.place.table, cell.place.column or "")
        message = f"“{name}”填的是文本{quoted(text)}，含全角字符，疑为 {spelt.suggestion}。"
        yield text_finding(CODE, cell, message, REMEDY)
