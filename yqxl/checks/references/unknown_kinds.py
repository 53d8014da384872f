"""Kinds of rates that 参数 does not have."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import newer, quoted
from yqxl.errors import ErrorValue
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-047"
REMEDY = "请从下拉列表选择种类，如“完成率”；不需要计算的选“直接值”。"


@check(code=CODE, level=Level.ERROR, title="取值种类未知")
def unknown_kinds(subject: Subject) -> Iterator[Finding]:
    """Kinds of rates that 参数 does not have."""
    remedy = REMEDY + newer(subject.evaluation)
    pairs = zip(subject.evaluation.rates, subject.results.rates, strict=False)
    for number, (row, result) in enumerate(pairs):
        if row.kind and isinstance(result.formula_number, ErrorValue):
            message = f"{row.code} 的种类{quoted(row.kind)}不在参数表中。"
            yield Finding(CODE, Level.ERROR, message, remedy, Place("rates", number, "kind"))
