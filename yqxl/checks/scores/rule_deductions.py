"""Deductions that a scoring rule made and nobody explained."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.rates.typed_percents import typed_percents
from yqxl.checks.wording import number, quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.natures import DEDUCTION
from yqxl.registry import Subject, check

CODE = "YQ-072"
REMEDY = "可在“扣分原因”补充说明，也可保留。"


@check(code=CODE, level=Level.NOTE, title="规则扣分没有写原因")
def rule_deductions(subject: Subject) -> Iterator[Finding]:
    """Deductions that a scoring rule made and nobody explained."""
    off = typed_percents(subject.evaluation, subject.results)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        score, weight = result.rule_score, row.weight
        if row.reason or row.given is not None or not isinstance(score, float) or place in off:
            continue
        if isinstance(weight, float | int) and score < weight:
            points = f"得 {number(score)} 分（满分 {number(weight)}）"
            if row.nature == DEDUCTION:
                points = f"扣 {number(-score)} 分"
            message = f"{row.code} 按规则{quoted(row.rule)}{points}，没有写扣分原因。"
            yield Finding(CODE, Level.NOTE, message, REMEDY, Place("indicators", place, "reason"))
