"""Rates whose formula needs a denominator that nobody gave."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-033"
REMEDY = "请填分母来源（数字，或 资金/单位/列名、产出/编码/列名），或把种类改为“直接值”。"


@check(code=CODE, level=Level.ERROR, title="分母来源空着")
def blank_denominators(subject: Subject) -> Iterator[Finding]:
    """Rates whose formula needs a denominator that nobody gave."""
    pairs = zip(subject.evaluation.rates, subject.results.rates, strict=False)
    for number, (row, result) in enumerate(pairs):
        if row.denominator in (None, "") and result.kind.needs_denominator:
            message = f"{row.code} 的种类是{quoted(row.kind)}，分母来源还空着。"
            place = Place("rates", number, "denominator")
            yield Finding(CODE, Level.ERROR, message, REMEDY, place)
