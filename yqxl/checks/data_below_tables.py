"""Data that stands below a table and is not counted."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded, table_text
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-005"
MEANING = "结尾行以下的数据行不会被计算，合计与得分都不包括它。"
REMEDY = "请把这些数据移到结尾行上方（复制一行、插入复制的单元格）；说明文字请写到备注列。"


@check(code=CODE, level=Level.ERROR, title="表格下方有数据未纳入")
def data_below_tables(subject: Subject) -> Iterator[Finding]:
    """Data that stands below a table and is not counted."""
    for fact in recorded(subject.facts, FactKind.DATA_BELOW_TABLE):
        message = f"{table_text(fact)}下方有内容{quoted(fact.found)}，没有纳入表格。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
