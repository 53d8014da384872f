"""Tables of the contract that no sheet has."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, needed, recorded, table_text
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-002"
MEANING = "既按表名也按表头都找不到约定的数据表：必填的为错误，参数表为警告，可选的为提示。"
REMEDY = "请恢复表名或表头行；表头文字须与模板一致，列的先后不限。"


@check(code=CODE, level=Level.ERROR, title="缺少数据表")
def missing_tables(subject: Subject) -> Iterator[Finding]:
    """Tables of the contract that no sheet has."""
    for fact in recorded(subject.facts, FactKind.TABLE_MISSING):
        message = f"没有找到{table_text(fact)}，既没有这个表名，也没有对得上的表头。"
        yield found(fact, CODE, needed(fact), message, REMEDY)
