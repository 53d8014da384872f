"""Numbers in columns of codes and names, which MATCH never finds by text."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, recorded
from yqxl.checks.wording import quoted
from yqxl.model.contract import BY_KEY
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-018"
MEANING = "编码等文本列里存的是数字：按文本查找时找不到（编码列为错误，其余为提示）。"
REMEDY = "请把单元格格式改为文本后重新键入，编码最好以字母开头，如 C102。"
#: columns that a formula looks up
_LOOKED_UP = ("code", "indicator", "scheme", "rule", "kind", "grade_scheme")


@check(code=CODE, level=Level.ERROR, title="文本列里是数字")
def numbers_in_texts(subject: Subject) -> Iterator[Finding]:
    """Numbers in columns of codes and names, which MATCH never finds by text."""
    for fact in recorded(subject.facts, FactKind.NUMBER_IN_TEXT):
        message = f"{column_text(fact)}内容{quoted(fact.found)}存成了数字，应为文本。"
        yield found(fact, CODE, _level(fact), message, REMEDY)


def _level(fact: Fact) -> Level:
    table = BY_KEY.get(fact.table)
    key = table is not None and table.key_column == fact.column
    return Level.ERROR if key or fact.column in _LOOKED_UP else Level.NOTE
