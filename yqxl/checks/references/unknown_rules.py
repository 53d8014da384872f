"""Scoring rules that 参数 does not have."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import newer, quoted
from yqxl.errors import ErrorValue
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-043"
REMEDY = "请从下拉列表选择评分规则；全部规则见参数表或 yqxl rules。"


@check(code=CODE, level=Level.ERROR, title="评分规则未知")
def unknown_rules(subject: Subject) -> Iterator[Finding]:
    """Scoring rules that 参数 does not have."""
    remedy = REMEDY + newer(subject.evaluation)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for number, (row, result) in enumerate(pairs):
        if row.rule and isinstance(result.rule_number, ErrorValue):
            message = f"{row.code} 的评分规则{quoted(row.rule)}不在参数表中。"
            yield Finding(CODE, Level.ERROR, message, remedy, Place("indicators", number, "rule"))
