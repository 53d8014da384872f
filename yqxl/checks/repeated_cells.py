"""Two cells with one address in the file."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import found, recorded
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-007"
MEANING = "文件内部有两个相同地址的单元格，一般是其他软件写坏的。"
REMEDY = "请用 Excel 或 WPS 打开核对该单元格，改正后另存。"


@check(code=CODE, level=Level.ERROR, title="同一单元格在文件中重复出现")
def repeated_cells(subject: Subject) -> Iterator[Finding]:
    """Two cells with one address in the file."""
    for fact in recorded(subject.facts, FactKind.CELL_TWICE):
        times = f"（{fact.found}）" if fact.found else ""
        message = f"同一个单元格在文件中重复出现{times}，只取了最后一个。"
        yield found(fact, CODE, Level.ERROR, message, REMEDY)
