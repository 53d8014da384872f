"""Plain numbers that are stored as text."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.cells.number_cells import marked, text_finding
from yqxl.checks.wording import header, quoted
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-012"
REMEDY = "请选中单元格“转换为数字”，或把格式改为常规后重新键入。"


@check(code=CODE, level=Level.ERROR, title="数字存成了文本")
def numbers_as_text(subject: Subject) -> Iterator[Finding]:
    """Plain numbers that are stored as text, blanks and invisible characters included."""
    for cell, text, spelt in marked(subject, None):
        name = header(cell.place.table, cell.place.column or "")
        odd = "、".join(oddity.value for oddity in spelt.oddities)
        why = f"（含{odd}）" if odd else ""
        message = f"“{name}”的数字存成了文本{quoted(text)}{why}，应为 {spelt.suggestion}。"
        yield text_finding(CODE, cell, message, REMEDY)
