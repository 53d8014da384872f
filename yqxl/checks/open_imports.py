"""Values that an import guessed and nobody has looked at."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import percent_text
from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level
from yqxl.model.imported_places import standing_at
from yqxl.registry import Subject, check

CODE = "YQ-097"
REMEDY = "请对照原文件；对的在“导入核对”的“已核对”填“是”，不对的直接改这一格。"


@check(code=CODE, level=Level.WARNING, title="导入的值还没有核对")
def open_imports(subject: Subject) -> Iterator[Finding]:
    """Values that an import guessed, until 已核对 is 是 or the cell was changed."""
    for row in subject.evaluation.imports:
        found = standing_at(subject.evaluation, row.at)
        if row.done == "是" or found is None:
            continue
        place, shown = found
        if shown != row.value:
            continue
        sure = f"，把握 {percent_text(row.sure)}" if isinstance(row.sure, float | int) else ""
        source = f"原文件 {row.origin}，" if row.origin else ""
        message = f"导入时取的{quoted(row.value)}还没有核对（{source}{row.why}{sure}）。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, place)
