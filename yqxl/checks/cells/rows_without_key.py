"""Rows in which something stands but not the code or name by which they are known."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import header
from yqxl.model.contract import TABLES
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-032"
REMEDY = "请补填编码或名称；不要的行请整行删除。"

_KEYS = tuple((table.key, table.key_column) for table in TABLES)


@check(code=CODE, level=Level.ERROR, title="行没有编码")
def rows_without_key(subject: Subject) -> Iterator[Finding]:
    """Rows in which something stands but not the code or name by which they are known."""
    for key, field in _KEYS:
        for number, row in enumerate(getattr(subject.evaluation, key)):
            if not getattr(row, field):
                message = f"此行没有填“{header(key, field)}”，不参与计算。"
                yield Finding(CODE, Level.ERROR, message, REMEDY, Place(key, number, field))
