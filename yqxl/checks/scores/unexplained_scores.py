"""Scores given by hand that differ from the rule's or from the weight, without a reason."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, round_half_up
from yqxl.checks.wording import number
from yqxl.grid import Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Indicator
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-071"
REMEDY = "请在“扣分原因”写明依据，或删去评定得分改用规则得分。"


def _below(row: Indicator) -> bool:
    given, weight = row.given, row.weight
    numbers = isinstance(given, float | int) and isinstance(weight, float | int)
    return numbers and not row.reason and given < weight  # type: ignore[operator]  # both are numbers


def _unexplained(row: Indicator, rule_score: Value) -> bool:
    """Return whether a given score without a reason differs from the rule's, or is a deduction."""
    given = row.given
    if row.reason or not isinstance(given, float | int) or given == rule_score:
        return False
    differs = isinstance(rule_score, float) and round_half_up(given, 2) != rule_score
    return differs or _below(row)


def _live_values(evaluation: Evaluation, results: Results) -> list[Value]:
    pairs = zip(evaluation.indicators, results.indicators, strict=False)
    return [float(_unexplained(row, result.rule_score)) for row, result in pairs]


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    """Return how many given scores lack a reason."""
    return sum(_live_values(evaluation, results))  # type: ignore[arg-type]  # all are numbers


_BELOW = "IF(ISNUMBER([weight]),IF([given]<[weight],1,0),0)"
_LIVE = LiveCheck(
    Formula("SUM({0})", (WorkingRef(CODE),)),
    _live_value,
    (
        LiveRows(
            "indicators",
            'IF(ISNUMBER([given]),IF([reason]="",IF(ISNUMBER([rule_score]),'
            "IF([given]=[rule_score],0,IF(ROUND([given],2)<>[rule_score],1,"
            f"{_BELOW})),{_BELOW}),0),0)",
            (),
            _live_values,
            at="given",
        ),
    ),
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
