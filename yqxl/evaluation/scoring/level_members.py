"""A level and the indicators in it: which level a code means, and what its members give."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from yqxl.arithmetic import Value, divide, is_number, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import is_blank, number_of
from yqxl.model.level_methods import BLEND, MEAN, sums_up
from yqxl.model.results import IndicatorResult, LevelScoreResult
from yqxl.model.rows import Indicator, LevelScore
from yqxl.rules.scores.qualitative import given_score
from yqxl.rules.totals.levels import blended_points, mean_points


@dataclass(frozen=True)
class Line:
    """A row of 层级评分 with what is computed of it so far."""

    row: LevelScore
    result: LevelScoreResult

    def is_of(self, first: str) -> bool:
        """Return whether it is about this first level, or one below it."""
        return folded(self.result.first) == first and first != ""


def folded(label: Value) -> str:
    """Return a label as a spreadsheet compares it; what is no text is blank."""
    return label.lower() if isinstance(label, str) else ""


@dataclass(frozen=True)
class Member:
    """An indicator with its score, as a level sees it."""

    number: int
    row: Indicator
    result: IndicatorResult

    @property
    def is_scored(self) -> bool:
        """Whether it has a score."""
        return is_number(self.result.score)


#: the two levels of an indicator: the text and, of its result, the code of it
_LABELS = {1: ("level1", "code1"), 2: ("level2", "code2")}


def first_of(members: Iterable[Member], code: str, depth: int) -> Indicator | None:
    """Return the first row of the level that a code means: by its label, else by its code."""
    label, label_code = _LABELS[depth]
    code = folded(code)
    by_code = None
    for member in members:
        if folded(getattr(member.row, label)) == code:
            return member.row
        if by_code is None and folded(getattr(member.result, label_code)) == code:
            by_code = member.row
    return by_code


def score_by_method(line: Line, members: Value, mean: Callable[[], float]) -> Value:
    """Return the score by the method, from what the members give together and on the mean."""
    row, method = line.row, line.row.method
    if method == BLEND:
        if not is_number(row.share) or not is_number(row.given):
            raise CellError(ErrorValue.NA)
        if is_blank(members):
            return ""
        return blended_points(number_of(row.share), number_of(row.given), number_of(members))
    if not is_blank(row.given):
        return given_score(number_of(row.given))
    if method == MEAN:
        return "" if is_blank(members) else mean_points(number_of(line.result.weight), mean())
    if sums_up(method):
        return raised(members)
    raise CellError(ErrorValue.NA)


def raised(value: Value) -> Value:
    """Return a value used as such: an error is that error."""
    if isinstance(value, ErrorValue):
        raise CellError(value)
    return value


def sum_of(values: Iterable[Value]) -> float:
    """Return ``SUM``: a text is skipped, an error is that error."""
    numbers = [raised(value) for value in values]
    return math.fsum(float(one) for one in numbers if isinstance(one, float | int))


def less(score: float, members: float) -> float:
    """Return the difference; a subtraction leaves what programs make 0 of."""
    return round_half_up(score - members, 10)


def mean_of(values: Sequence[Value]) -> float:
    """Return ``AVERAGE``; #DIV/0! over no number."""
    return divide(sum_of(values), sum(isinstance(one, float | int) for one in values))


def scores_of(members: Iterable[Member]) -> float:
    """Return what those that have a score have together."""
    return sum_of(member.result.score for member in members if member.is_scored)


def unscored_in(members: Sequence[Member]) -> float:
    """Return how many have no score."""
    return float(sum(not member.is_scored for member in members))


def points_of(members: Sequence[Member]) -> Value:
    """Return what they score together; nothing while one has no score."""
    return "" if unscored_in(members) else round_half_up(scores_of(members))


def rates_of(members: Iterable[Member]) -> list[Value]:
    """Return 得分率 of each."""
    return [member.result.rate for member in members]
