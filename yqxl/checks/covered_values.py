"""Values that a merged area hides."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-006"
MEANING = "被合并区域盖住的单元格里还有内容，打印看不到。"
REMEDY = "请取消合并，删去多余的内容或移到应在的单元格。"


@check(code=CODE, level=Level.WARNING, title="合并单元格盖住了数据")
def covered_values(subject: Subject) -> Iterator[Finding]:
    """Values that a merged area hides."""
    for fact in recorded(subject.facts, FactKind.COVERED_BY_MERGE):
        covered = f"{column_text(fact)}内容{quoted(fact.found)}"
        message = f"合并单元格盖住了{covered}，看不见却仍在文件里。"
        yield found(fact, CODE, Level.WARNING, message, REMEDY)
