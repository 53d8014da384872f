"""Scores given by hand that differ from the rule's or from the weight, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, round_half_up
from yqxl.checks.wording import number
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, Formula
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Indicator
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-071"
REMEDY = "请在“扣分原因”写明依据，或删去评定得分改用规则得分。"


def _below(row: Indicator) -> bool:
    given, weight = row.given, row.weight
    numbers = isinstance(given, float | int) and isinstance(weight, float | int)
    return numbers and not row.reason and given < weight  # type: ignore[operator]  # both are numbers


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    """Return how many given scores lack a reason; 1 where an error value hides it."""
    pairs = list(zip(evaluation.indicators, results.indicators, strict=False))
    for row, _ in pairs:
        if isinstance(row.given, ErrorValue) or isinstance(row.weight, ErrorValue):
            return 1.0
    return float(sum(_below(row) and row.given != result.rule_score for row, result in pairs))


_LIVE = LiveCheck(
    # 1/(…) is a number where the two are equal, and an error elsewhere, whatever they hold
    Formula(
        'IFERROR(SUMPRODUCT(ISNUMBER({0})*ISNUMBER({1})*({0}<{1})*({2}="")'
        "*(1-ISNUMBER(1/({0}={3})))),1)",
        tuple(
            ColumnRef("indicators", field) for field in ("given", "weight", "reason", "rule_score")
        ),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="评定得分没有写扣分原因", live=_LIVE)
def unexplained_scores(subject: Subject) -> Iterator[Finding]:
    """Scores given by hand that differ from the rule's or from the weight, without a reason."""
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        given, rule_score = row.given, result.rule_score
        if row.reason or not isinstance(given, float | int):
            continue
        level = Level.ERROR
        if isinstance(rule_score, float) and round_half_up(given, 2) != rule_score:
            what = f"与规则得分 {number(rule_score)} 不同"
        elif _below(row):
            what = f"低于权重 {number(float(row.weight))}"  # type: ignore[arg-type]  # _below says so
            if given == rule_score:
                # the rule made the deduction: its parameters say why
                level, what = Level.NOTE, f"与规则得分相同，{what}"
        else:
            continue
        message = f"{row.code} 的评定得分 {number(given)} {what}，没有写扣分原因。"
        yield Finding(CODE, level, message, REMEDY, Place("indicators", place, "given"))
