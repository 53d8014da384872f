"""Percents typed as bare numbers: 64.83 where 0.6483 is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yqxl.arithmetic import Value, divide
from yqxl.checks.wording import header, number
from yqxl.grid import ColumnRef, Formula, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import IndicatorResult, Results
from yqxl.model.rows import Band, Evaluation, Indicator
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-091"
REMEDY = "请键入 64.83% 或 0.6483 这样的数。"

_LARGEST_RATE, _LARGEST_CAP = 1.5, 5.0


def _caps(evaluation: Evaluation, _results: Results) -> list[Value]:
    return [float(_above(row.cap, _LARGEST_CAP)) for row in evaluation.rates]


def _parameters(evaluation: Evaluation, results: Results) -> list[Value]:
    """Return 1 for each indicator whose 参数1 is beyond what its rule says of a rate."""
    limits = _limits(evaluation)
    pairs = zip(evaluation.indicators, results.indicators, strict=False)
    return [float(_is_off(row, result, limits)) for row, result in pairs]


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    weights = sum(_above(row.weight, 1) for row in evaluation.survey_counts)
    counted = (_caps(evaluation, results), _parameters(evaluation, results))
    return float(weights + sum(sum(one) for one in counted))  # type: ignore[arg-type,misc]  # all are numbers


_LIMIT = "INDEX({1},MATCH([rule],{0},0))"
_LIVE = LiveCheck(
    Formula(
        'COUNTIF({0},">1")+SUM({1})+SUM({2})',
        (ColumnRef("survey_counts", "weight"), WorkingRef(CODE, 0), WorkingRef(CODE, 1)),
    ),
    _live_value,
    (
        LiveRows("rates", f"IF(ISNUMBER([cap]),IF([cap]>{_LARGEST_CAP:g},1,0),0)", (), _caps),
        LiveRows(
            "indicators",
            f"IF(ISNUMBER([p1]),IF(IFERROR(ISNUMBER({_LIMIT}),FALSE),IF([p1]>{_LIMIT},"
            f"IF(ISNUMBER([result]),IF([result]>{_LARGEST_CAP:g},0,1),1),0),0),0)",
            (ColumnRef("rules", "rule"), ColumnRef("rules", "limit1")),
            _parameters,
        ),
    ),
)


@check(code=CODE, level=Level.ERROR, title="百分数漏了 %", live=_LIVE)
def percent_numbers(subject: Subject) -> Iterator[Finding]:
    """Percents typed as bare numbers: 64.83 where 0.6483 is meant."""
    yield from _rates(subject)
    yield from _shares(subject.evaluation)
    yield from _indicators(subject)


def _above(value: Value, limit: float) -> bool:
    return isinstance(value, float | int) and value > limit


def _finding(place: Place, value: Value, level: Level = Level.ERROR) -> Finding:
    typed = float(value)  # type: ignore[arg-type]  # only numbers come here
    name = header(place.table, place.column or "")
    message = f"“{name}”是 {number(typed)}，像是漏了 %，疑为 {number(divide(typed, 100))}。"
    return Finding(CODE, level, message, REMEDY, place)


def _rates(subject: Subject) -> Iterator[Finding]:
    pairs = zip(subject.evaluation.rates, subject.results.rates, strict=False)
    for place, (row, result) in enumerate(pairs):
        if _above(row.cap, _LARGEST_CAP):
            yield _finding(Place("rates", place, "cap"), row.cap)
        direct = result.kind.plain and row.name.strip().endswith("率")
        if direct and _above(row.numerator, _LARGEST_RATE):
            yield _finding(Place("rates", place, "numerator"), row.numerator)


def _shares(evaluation: Evaluation) -> Iterator[Finding]:
    for place, element in enumerate(evaluation.elements):
        # shares are divided by their sum: 40, 30, 30 gives the same score as 0.4, 0.3, 0.3
        if _above(element.share, 1):
            yield _finding(Place("elements", place, "share"), element.share, Level.WARNING)
    for place, count in enumerate(evaluation.survey_counts):
        if _above(count.weight, 1):
            yield _finding(Place("survey_counts", place, "weight"), count.weight)
    for place, option in enumerate(evaluation.options):
        if _above(option.weight, 1):
            yield _finding(Place("options", place, "weight"), option.weight)


def _indicators(subject: Subject) -> Iterator[Finding]:
    limits = _limits(subject.evaluation)
    pairs = zip(subject.evaluation.indicators, subject.results.indicators, strict=False)
    for place, (row, result) in enumerate(pairs):
        if not isinstance(row.value, float | int) and not isinstance(row.p1, float | int):
            continue
        limit = limits.get(row.rule.lower())
        if _is_off(row, result, limits):
            yield _finding(Place("indicators", place, "p1"), row.p1)
        if _above(row.value, _LARGEST_RATE) and _measures_share(subject, row, result, limit):
            yield _finding(Place("indicators", place, "value"), row.value)


def _limits(evaluation: Evaluation) -> dict[str, float]:
    """Return by rule what its 参数1 can be at most; of rules of one name the first counts."""
    return {
        rule.rule.lower(): float(rule.limit1)
        for rule in reversed(evaluation.rules)
        if isinstance(rule.limit1, float | int)
    }


def _is_off(row: Indicator, result: IndicatorResult, limits: Mapping[str, float]) -> bool:
    limit = limits.get(row.rule.lower())
    return limit is not None and _above(row.p1, limit) and _of_a_rate(result)


def _of_a_rate(result: IndicatorResult) -> bool:
    """Return whether the value is a rate: 509 against a target of 700 is a quantity."""
    return not _above(result.result, _LARGEST_CAP)


def _measures_share(
    subject: Subject, row: Indicator, result: IndicatorResult, limit: float | None
) -> bool:
    """Return whether the rule compares the value with a share, not with a quantity."""
    if result.traits.value_range is not None:
        return True
    if result.traits.banded:
        bands = subject.evaluation.bands
        return any(_is_of_shares(band) for band in bands if band.scheme == row.scheme)
    return limit is not None and not _above(result.a, _LARGEST_RATE)


def _is_of_shares(band: Band) -> bool:
    return not any(_above(bound, _LARGEST_RATE) for bound in band.lower)
