"""Percents typed as bare numbers that no indicator is scored by: 封顶, 份额, option weights."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, divide
from yqxl.checks.rates.typed_percents import PERCENT_LIMIT, is_above, typed_percents
from yqxl.checks.wording import header, number
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-091"
REMEDY = "请键入 64.83% 或 0.6483 这样的数。"


def _caps(evaluation: Evaluation, _results: Results) -> list[Value]:
    return [float(is_above(row.cap, PERCENT_LIMIT)) for row in evaluation.rates]


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    weights = sum(is_above(one, 1) for one in evaluation.column("survey_counts", "weight"))
    return float(weights + sum(_caps(evaluation, results)))  # type: ignore[arg-type]  # all are numbers


_LIVE = LiveCheck(
    Formula(
        'COUNTIF({0},">1")+SUM({1})',
        (ColumnRef("survey_counts", "weight"), WorkingRef(CODE)),
    ),
    _live_value,
    (
        LiveRows(
            "rates", f"IF(ISNUMBER([cap]),IF([cap]>{PERCENT_LIMIT:g},1,0),0)", (), _caps, at="cap"
        ),
    ),
)


@check(code=CODE, level=Level.ERROR, title="百分数漏了 %", live=_LIVE)
def percent_numbers(subject: Subject) -> Iterator[Finding]:
    """Percents typed as bare numbers: 64.83 where 0.6483 is meant."""
    yield from _rates(subject)
    yield from _shares(subject.evaluation)


def _finding(place: Place, value: Value, level: Level = Level.ERROR) -> Finding:
    typed = float(value)  # type: ignore[arg-type]  # only numbers come here
    name = header(place.table, place.column or "")
    message = f"“{name}”是 {number(typed)}，像是漏了 %，疑为 {number(divide(typed, 100))}。"
    return Finding(CODE, level, message, REMEDY, place)


def _rates(subject: Subject) -> Iterator[Finding]:
    scored = set(typed_percents(subject.evaluation, subject.results).values())
    pairs = zip(subject.evaluation.rates, subject.results.rates, strict=False)
    for place, (row, result) in enumerate(pairs):
        if is_above(row.cap, PERCENT_LIMIT):
            yield _finding(Place("rates", place, "cap"), row.cap)
        direct = result.kind.plain and row.name.strip().endswith("率")
        own = Place("rates", place, "numerator")
        # what an indicator is scored by is told as the reason for which there is no total
        if direct and own not in scored and is_above(row.numerator, PERCENT_LIMIT):
            yield _finding(own, row.numerator)


def _shares(evaluation: Evaluation) -> Iterator[Finding]:
    for place, element in enumerate(evaluation.elements):
        # shares are divided by their sum: 40, 30, 30 gives the same score as 0.4, 0.3, 0.3
        if is_above(element.share, 1):
            yield _finding(Place("elements", place, "share"), element.share, Level.WARNING)
    for place, count in enumerate(evaluation.survey_counts):
        if is_above(count.weight, 1):
            yield _finding(Place("survey_counts", place, "weight"), count.weight)
    for place, option in enumerate(evaluation.options):
        if is_above(option.weight, 1):
            yield _finding(Place("options", place, "weight"), option.weight)
