"""Bonus and deduction items: weight 0, a score on the right side of 0, within the limit."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import is_number
from yqxl.checks.wording import number
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.natures import BONUS, is_outside, nature_fault
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Indicator
from yqxl.registry import Subject, check

CODE = "YQ-074"
REMEDY = (
    "加分、扣分项：权重填 0，评定得分加分填正数、扣分填负数，"
    "“加扣上限”填最多加减多少分（按规则计算的必填）。"
)


@check(code=CODE, level=Level.ERROR, title="加分、扣分项填写有误")
def natures(subject: Subject) -> Iterator[Finding]:
    """Bonus and deduction items that cannot be meant, and scores beyond their limit."""
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        if not row.code:
            continue
        column, fault = _fault(row, result)
        level = Level.ERROR
        if not fault and _beyond(row):
            column, level = "given", Level.WARNING
            kept, limit = number(float(result.score)), number(float(row.limit))  # type: ignore[arg-type]  # numbers
            fault = f"评定得分超出加扣上限 {limit}，计为 {kept}"
        if fault:
            yield Finding(
                CODE, level, f"{row.code}：{fault}。", REMEDY, Place("indicators", place, column)
            )


def _fault(row: Indicator, result: IndicatorResult) -> tuple[str, str]:
    """Return the column at fault and what is wrong with it."""
    if is_outside(row.nature) and not is_number(row.weight) and row.weight not in (None, ""):
        return "", ""  # a text or an error in a number cell is told by its own check
    fault = nature_fault(row.nature, row.weight, row.limit)
    if fault:
        outside = is_outside(row.nature)
        known = "weight" if outside else "limit" if "上限" in fault else "nature"
        return known, fault
    if not is_outside(row.nature):
        return "", ""
    given = row.given
    if isinstance(given, float | int):
        wrong = given < 0 if row.nature == BONUS else given > 0
        sign = "负数" if given < 0 else "正数"
        return ("given", f"{row.nature}项的评定得分是{sign} {number(given)}") if wrong else ("", "")
    if not result.traits.by_hand and not is_number(row.limit):
        return "limit", f"按规则计算的{row.nature}项没有填“加扣上限”"
    return "", ""


def _beyond(row: Indicator) -> bool:
    if not is_outside(row.nature) or not isinstance(row.given, float | int):
        return False
    return isinstance(row.limit, float | int) and abs(row.given) > row.limit >= 0
