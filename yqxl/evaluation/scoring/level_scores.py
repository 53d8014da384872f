"""层级评分: the levels that are scored themselves, and what that changes.

See :mod:`yqxl.evaluation.formulas.level_formulas` for the columns: this is their twin.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from yqxl.arithmetic import Value, is_number, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import TypedOver, is_blank, number_of, shown
from yqxl.evaluation.scoring.level_members import (
    Line,
    Member,
    first_of,
    folded,
    less,
    mean_of,
    points_of,
    raised,
    rates_of,
    score_by_method,
    scores_of,
    sum_of,
    unscored_in,
)
from yqxl.evaluation.scoring.missing import needed_fields
from yqxl.model.results import IndicatorResult, LevelScoreResult
from yqxl.model.rows import Evaluation, Indicator
from yqxl.rules.totals.levels import member_rate

_NEITHER, _FIRST, _SECOND = 0.0, 1.0, 2.0


#: what a column shows in a row, given all rows
_Column = Callable[[Line], Value]


class LevelScores:
    """Computes the rows of 层级评分, column by column, as their formulas do."""

    def __init__(
        self, evaluation: Evaluation, indicators: Sequence[IndicatorResult], typed: TypedOver
    ) -> None:
        """Take the indicators with their scores; ``typed`` stands in some cells instead."""
        self._contract = evaluation.contract
        pairs = enumerate(zip(evaluation.indicators, indicators, strict=True))
        self._rows = [Member(n, *pair) for n, pair in pairs]
        self._members = [one for one in self._rows if one.row.code]
        self._lines = [
            Line(row, LevelScoreResult(**typed.of("level_scores", place)))
            for place, row in enumerate(evaluation.level_scores)
        ]
        columns: Mapping[str, _Column] = {
            "depth": self._depth,
            "first": self._first,
            "second": self._second,
            "level": self._level,
            "weight": self._weight,
            "own": self._own,
            "own_rate": self._own_rate,
            "own_change": self._own_change,
            "own_open": self._own_open,
            "members": self._of_members,
            "score": self._score,
            "change": self._change,
            "open": self._open,
            "waived": self._waived,
        }
        for field, column in columns.items():
            shown_in = [shown(column, line) for line in self._lines]
            self._lines = [
                line
                if field in typed.of("level_scores", place)
                else Line(line.row, replace(line.result, **{field: value}))
                for place, (line, value) in enumerate(zip(self._lines, shown_in, strict=True))
            ]

    @property
    def results(self) -> tuple[LevelScoreResult, ...]:
        """The rows with everything computed."""
        return tuple(line.result for line in self._lines)

    def waived_rows(self) -> frozenset[int]:
        """Return the rows of 指标体系 that need no score: their level has one."""
        return frozenset(
            member.number
            for line in self._lines
            if self._counts(line)
            for member in self._inside(line, second=line.result.depth == _SECOND)
        )

    def _counts(self, line: Line) -> bool:
        """Return whether the level has a score that counts instead of those of its members."""
        if not is_number(line.result.change):
            return False
        if line.result.depth == _SECOND:
            return is_number(line.result.own) and not self._is_below_another(line)
        return line.result.depth == _FIRST and is_number(line.result.score)

    # the level that a code means

    def _meant(self, line: Line, depth: int) -> Indicator | None:
        return first_of(self._rows, line.row.code, depth)

    def _depth(self, line: Line) -> Value:
        if not line.row.code:
            return ""
        if self._meant(line, 1):
            return _FIRST
        return _SECOND if self._meant(line, 2) else _NEITHER

    def _first(self, line: Line) -> Value:
        def label(depth: int) -> Value:
            row = self._meant(line, depth)
            return row.level1 if row else ""

        return _by_depth(line, lambda: label(2), lambda: label(1), "")

    def _second(self, line: Line) -> Value:
        def label() -> Value:
            row = self._meant(line, 2)
            return row.level2 if row else ""

        return _by_depth(line, label, lambda: "", "")

    def _level(self, line: Line) -> Value:
        return _by_depth(line, lambda: line.result.second, lambda: line.result.first)

    def _inside(self, line: Line, *, second: bool) -> list[Member]:
        first, below = folded(line.result.first), folded(line.result.second)
        return [
            member
            for member in self._members
            if member.row.level1.lower() == first
            and (not second or member.row.level2.lower() == below)
        ]

    def _weight(self, line: Line) -> Value:
        def added(*, second: bool) -> Value:
            weights = [member.row.weight for member in self._inside(line, second=second)]
            return round_half_up(sum_of(weights), 6)

        return _by_depth(line, lambda: added(second=True), lambda: added(second=False))

    # what it scores

    def _own(self, line: Line) -> Value:
        def score() -> Value:
            if not self._is_once(line):
                raise CellError(ErrorValue.NA)
            inside = self._inside(line, second=True)
            return score_by_method(line, points_of(inside), lambda: mean_of(rates_of(inside)))

        return _by_depth(line, score, lambda: "", "")

    def _own_rate(self, line: Line) -> Value:
        own, weight = line.result.own, line.result.weight
        if line.result.depth != _SECOND or not is_number(own) or not number_of(weight):
            return ""
        return member_rate(number_of(own), number_of(weight))

    def _own_change(self, line: Line) -> Value:
        def change() -> Value:
            own = line.result.own
            inside = self._inside(line, second=True)
            return 0.0 if is_blank(own) else less(number_of(own), scores_of(inside))

        return _by_depth(line, change, lambda: 0.0, 0.0)

    def _own_open(self, line: Line) -> Value:
        def unscored() -> Value:
            scored = is_number(line.result.own)
            return unscored_in(self._inside(line, second=True)) if scored else 0.0

        return _by_depth(line, unscored, lambda: 0.0, 0.0)

    def _of_members(self, line: Line) -> Value:
        def own() -> Value:
            return points_of(self._inside(line, second=True))

        def first() -> Value:
            inside = self._inside(line, second=False)
            if unscored_in(inside) - self._below(line, "own_open") > 0:
                return ""
            return round_half_up(scores_of(inside) + self._below(line, "own_change"))

        return _by_depth(line, own, first)

    def _score(self, line: Line) -> Value:
        def mean() -> float:
            first = folded(line.result.first)
            rates = [one.result.own_rate for one in self._lines if one.is_of(first)]
            if any(is_number(rate) for rate in rates):
                return mean_of(rates)
            return mean_of(rates_of(self._inside(line, second=False)))

        return _by_depth(
            line,
            lambda: raised(line.result.own),
            lambda: score_by_method(line, line.result.members, mean),
        )

    # what that changes

    def _below(self, line: Line, field: str) -> float:
        first = folded(line.result.first)
        return sum_of(getattr(one.result, field) for one in self._lines if one.is_of(first))

    def _is_below_another(self, line: Line) -> bool:
        first = folded(line.result.first)
        return any(one.is_of(first) and one.result.depth == _FIRST for one in self._lines)

    def _is_once(self, line: Line) -> bool:
        own = [_key(one) for one in self._lines]
        return own.count(_key(line)) == 1

    def _change(self, line: Line) -> Value:
        def own() -> Value:
            return 0.0 if self._is_below_another(line) else raised(line.result.own_change)

        def first() -> Value:
            if is_blank(line.result.score):
                return self._below(line, "own_change")
            if not self._is_once(line):
                raise CellError(ErrorValue.NA)
            inside = self._inside(line, second=False)
            return less(number_of(line.result.score), scores_of(inside))

        return _by_depth(line, own, first)

    def _open(self, line: Line) -> Value:
        if is_blank(line.result.depth):
            return ""
        if isinstance(line.result.change, ErrorValue):
            return -1.0
        if line.result.depth == _SECOND:
            return 0.0 if self._is_below_another(line) else raised(line.result.own_open)
        if is_blank(line.result.score):
            return self._below(line, "own_open")
        return unscored_in(self._inside(line, second=False))

    def _waived(self, line: Line) -> Value:
        def needed(*, second: bool) -> Value:
            if not self._counts(line):
                return 0.0
            return float(
                sum(
                    1
                    for member in self._inside(line, second=second)
                    for _ in needed_fields(member.row, member.result, self._contract)
                )
            )

        return _by_depth(line, lambda: needed(second=True), lambda: needed(second=False), 0.0)


def _key(line: Line) -> tuple[str, str, Value]:
    return folded(line.result.first), folded(line.result.second), line.result.depth


def _by_depth(
    line: Line,
    second: Callable[[], Value],
    first: Callable[[], Value],
    neither: Value = ErrorValue.NA,
) -> Value:
    depth = line.result.depth
    if is_blank(depth):
        return ""
    if depth == _NEITHER:
        return neither
    return second() if depth == _SECOND else first()
