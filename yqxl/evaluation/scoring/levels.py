"""Sums over indicators: by first-level indicator and in all."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yqxl.arithmetic import Value, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import number_of, shown
from yqxl.model.headers import level_code
from yqxl.model.results import IndicatorResult, LevelResult, LevelScoreResult
from yqxl.model.rows import Indicator
from yqxl.rules.totals.score_rate import score_rate as score_share


@dataclass(frozen=True)
class Totals:
    """The sums above the header of 指标体系."""

    weight: Value
    unscored: float
    score: Value
    provisional: Value


def _sum(values: Iterable[Value], digits: int) -> float:
    """Return ``ROUND(SUMIFS(…),digits)``: text is skipped, an error value raises."""
    numbers = []
    for value in values:
        if isinstance(value, ErrorValue):
            raise CellError(value)
        if isinstance(value, float | int):
            numbers.append(value)
    return round_half_up(math.fsum(numbers), digits)


def _complete_sum(scores: Sequence[Value], changed: Sequence[LevelScoreResult]) -> float:
    """Return the sum of scores, #N/A while one is missing.

    ``changed`` are the rows of 层级评分 within: what they add, and which scores need not be.
    """
    numbers = [score for score in scores if isinstance(score, float)]
    if len(scores) - len(numbers) - _open(changed) > 0:
        raise CellError(ErrorValue.NA)
    return _sum([*numbers, *(level.change for level in changed)], 2)


def _open(changed: Iterable[LevelScoreResult]) -> float:
    return math.fsum(level.open for level in changed if isinstance(level.open, float | int))


def _total(scores: Sequence[Value], changed: Sequence[LevelScoreResult], least: float) -> float:
    return max(least, _complete_sum(scores, changed))


def totals(
    indicators: Sequence[Indicator],
    results: Sequence[IndicatorResult],
    least: float = 0.0,
    changed: Sequence[LevelScoreResult] = (),
) -> Totals:
    """Return the sums over every indicator that has a code; a total is not below ``least``."""
    own = [(row, result.score) for row, result in zip(indicators, results, strict=True) if row.code]
    scores = [score for _, score in own]
    numbers = [score for score in scores if isinstance(score, float)]
    counted = [level.change for level in changed if isinstance(level.change, float)]
    return Totals(
        shown(_sum, (row.weight for row, _ in own), 6),
        len(own) - len(numbers) - _open(changed),
        shown(_total, scores, changed, least),
        _sum([*numbers, *counted], 2),
    )


def level_results(
    indicators: Sequence[Indicator],
    results: Sequence[IndicatorResult],
    changed: Sequence[LevelScoreResult] = (),
) -> tuple[LevelResult, ...]:
    """Return one result for each first-level label, in the order of the sheet."""
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(indicators):
        if row.code:
            rows.setdefault(row.level1.lower(), []).append(number)
    return tuple(
        _level(
            indicators[own[0]].level1,
            indicators,
            results,
            own,
            [level for level in changed if str(level.first).lower() == label],
        )
        for label, own in rows.items()
    )


def second_level_results(
    indicators: Sequence[Indicator],
    results: Sequence[IndicatorResult],
    changed: Sequence[LevelScoreResult] = (),
) -> tuple[LevelResult, ...]:
    """Return one result for each second-level label of each first level, in sheet order.

    Indicators without a second level have none here: their sum stands in the first.
    """
    rows: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(indicators):
        if row.code and row.level2:
            rows.setdefault((row.level1.lower(), row.level2.lower()), []).append(number)
    # within a second level its own row counts, whatever the first level says
    own_levels = {
        (str(level.first).lower(), str(level.second).lower()): replace(
            level, change=level.own_change, open=level.own_open
        )
        for level in changed
        if level.second
    }
    return tuple(
        _level(
            indicators[own[0]].level2,
            indicators,
            results,
            own,
            [own_levels[labels]] if labels in own_levels else [],
        )
        for labels, own in rows.items()
    )


def _level(
    label: str,
    indicators: Sequence[Indicator],
    results: Sequence[IndicatorResult],
    own: Sequence[int],
    changed: Sequence[LevelScoreResult],
) -> LevelResult:
    scores = [results[number].score for number in own]
    weight = shown(_sum, (indicators[number].weight for number in own), 6)
    score = shown(_complete_sum, scores, changed)
    return LevelResult(
        level_code(label),
        label,
        tuple(own),
        weight,
        score,
        shown(rate_of, score, weight),
        int(sum(not isinstance(one, float) for one in scores) - _open(changed)),
    )


def rate_of(score: Value, weight: Value) -> Value:
    """Return 得分率, the quotient of two sums; nothing where the weight is 0 (加分、扣分项)."""
    full = number_of(weight)
    return score_share(number_of(score), full) if full else ""
