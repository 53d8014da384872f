"""Indicators that have no score yet, so that there is no total."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, is_number
from yqxl.checks.rates.excessive_rates import CODE as EXCESSIVE
from yqxl.checks.rates.excessive_rates import live_value as excessive_count
from yqxl.checks.rates.impossible_rates import CODE as IMPOSSIBLE
from yqxl.checks.rates.impossible_rates import live_value as impossible_count
from yqxl.checks.rates.typed_percents import typed_percents
from yqxl.checks.wording import listed
from yqxl.errors import ErrorValue
from yqxl.grid import Formula, NamedRef, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-031"
REMEDY = "请先处理这些指标的其他问题，补齐权重、评分规则、取值来源或评定得分。"


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    unscored = evaluation.in_named_cell("unscored", results.unscored)
    if not isinstance(unscored, float | int):
        # to a formula a text is no number
        return ErrorValue.VALUE if isinstance(unscored, str) else unscored
    told = impossible_count(evaluation, results) + excessive_count(evaluation, results)
    return max(0.0, unscored - told)


def _live_values(evaluation: Evaluation, results: Results) -> list[Value]:
    pairs = zip(evaluation.indicators, results.indicators, strict=False)
    return [float(row.code != "" and not is_number(result.score)) for row, result in pairs]


_LIVE = LiveCheck(
    Formula(
        "MAX(0,{0}-SUM({1})-SUM({2}))",
        (NamedRef("unscored"), WorkingRef(IMPOSSIBLE), WorkingRef(EXCESSIVE)),
    ),
    _live_value,
    (
        LiveRows(
            "indicators",
            'IF([code]="",0,IF(ISNUMBER([score]),0,1))',
            (),
            _live_values,
            at="hint",
        ),
    ),
)


@check(code=CODE, level=Level.ERROR, title="指标没有得分", live=_LIVE)
def unscored_indicators(subject: Subject) -> Iterator[Finding]:
    """Indicators without a score: one finding that names them all."""
    first, names = None, []
    # a value that cannot be meant is a finding of its own
    off = typed_percents(subject.evaluation, subject.results)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for number, (row, result) in enumerate(pairs):
        waived = number in subject.results.needs_no_score
        told = waived or number in off or result.impossible != 0
        if row.code and not isinstance(result.score, float) and not told:
            first = number if first is None else first
            error = isinstance(result.score, ErrorValue)
            names.append(f"{row.code}（{result.score}）" if error else row.code)
    if names:
        message = f"尚有 {len(names)} 项没有得分：{listed(names)}，总分与等级不能给出。"
        yield Finding(CODE, Level.ERROR, message, REMEDY, Place("indicators", first, "score"))
