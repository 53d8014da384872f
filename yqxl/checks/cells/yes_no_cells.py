"""Cells that take 是 or 否 and hold something else."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import header, quoted
from yqxl.model.contract import TABLES, YES_NO, Type
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-019"
REMEDY = "请从下拉列表选“是”或“否”。"

_COLUMNS = tuple(
    (table.key, column.field)
    for table in TABLES
    for column in table.typed
    if column.type is Type.YES_NO
)


@check(code=CODE, level=Level.ERROR, title="应填是或否")
def yes_no_cells(subject: Subject) -> Iterator[Finding]:
    """Cells that take 是 or 否 and hold something else."""
    for key, field in _COLUMNS:
        for number, row in enumerate(getattr(subject.evaluation, key)):
            text = getattr(row, field)
            if text and text not in YES_NO.choices:
                message = f"“{header(key, field)}”应填“是”或“否”，填的是{quoted(str(text))}。"
                yield Finding(CODE, Level.ERROR, message, REMEDY, Place(key, number, field))
