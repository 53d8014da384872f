"""Saved values that are not what their formulas give."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.recorded import column_text, found, instead, recorded
from yqxl.checks.wording import quoted
from yqxl.model.facts import FactKind
from yqxl.model.findings import Finding, Level
from yqxl.registry import Subject, check

CODE = "YQ-025"
MEANING = "文件中保存的公式结果是旧的，没有随数据更新。"
REMEDY = "yqxl 已按数据重新计算；请用 Excel 或 WPS 打开新文件核对。"


@check(code=CODE, level=Level.WARNING, title="保存的结果不是公式算出的")
def stale_values(subject: Subject) -> Iterator[Finding]:
    """Saved values that are not what their formulas give."""
    for fact in recorded(subject.facts, FactKind.VALUE_STALE):
        saved = f"{column_text(fact)}公式保存的结果{quoted(fact.found)}"
        message = f"{saved}与按数据算出的不同{instead(fact.expected)}。"
        yield found(fact, CODE, Level.WARNING, message, REMEDY)
