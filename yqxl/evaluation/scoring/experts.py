"""专家评分: beside each score the mean of all that its indicator has, and the same trimmed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from yqxl.arithmetic import Value, divide
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import TypedOver, shown
from yqxl.model.results import ExpertResult
from yqxl.model.rows import Evaluation, ExpertScore
from yqxl.rules.scores.experts import CLOSE, TRIMMED_FROM, mean_score, trimmed_mean

#: the rows of one code: each score, and what stands beside it
_Rows = Sequence[tuple[Value, ExpertResult]]


def expert_results(evaluation: Evaluation, typed: TypedOver) -> tuple[ExpertResult, ...]:
    """Return the computed columns of every row; ``typed`` stands in some cells instead."""
    own: dict[str, list[tuple[Value, ExpertResult]]] = {}
    for row in evaluation.experts:
        own.setdefault(row.code.lower(), []).append((row.score, ExpertResult()))
    counted = [
        replace(_counted(row, _numbers(own[row.code.lower()])), **typed.of("experts", place))
        for place, row in enumerate(evaluation.experts)
    ]
    own.clear()
    for row, one in zip(evaluation.experts, counted, strict=True):
        own.setdefault(row.code.lower(), []).append((row.score, one))
    return tuple(
        replace(one, **{**_means(row, own[row.code.lower()]), **typed.of("experts", place)})
        for place, (row, one) in enumerate(zip(evaluation.experts, counted, strict=True))
    )


def _numbers(rows: _Rows) -> list[float]:
    return [float(score) for score, _ in rows if isinstance(score, float | int)]


def _counted(row: ExpertScore, scores: Sequence[float]) -> ExpertResult:
    """Return how many scores are higher and lower than that of the row."""
    score = row.score
    if not row.code or not isinstance(score, float | int):
        return ExpertResult()
    higher = sum(other > score + CLOSE for other in scores)
    lower = sum(other < score - CLOSE for other in scores)
    return ExpertResult(higher=float(higher), lower=float(lower))


def _means(row: ExpertScore, rows: _Rows) -> dict[str, Value]:
    scores = _numbers(rows)
    if not row.code or not scores:
        return {}
    together, experts = math.fsum(scores), float(len(scores))
    found: dict[str, Value] = {"mean": shown(mean_score, together, experts)}
    if experts >= TRIMMED_FROM:
        found["trimmed"] = shown(_trimmed, rows, together, experts)
    return found


def _trimmed(rows: _Rows, together: float, experts: float) -> Value:
    highest = _of_those([score for score, one in rows if one.higher == 0])
    lowest = _of_those([score for score, one in rows if one.lower == 0])
    return trimmed_mean(together, highest, lowest, experts)


def _of_those(scores: Sequence[Value]) -> float:
    """Return ``SUMIFS/COUNTIFS`` over the scores of which none is higher, or lower."""
    for score in scores:
        if isinstance(score, ErrorValue):
            raise CellError(score)
    return divide(math.fsum(_numbers([(one, ExpertResult()) for one in scores])), len(scores))
