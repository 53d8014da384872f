"""What the workings of the tables over 指标体系 give: the twin of their formulas.

See :mod:`yqxl.tables.live.indicator_rows` for the columns.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate

from yqxl.arithmetic import Value, divide
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import Role
from yqxl.model.layout import TableLayout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.tables.frame import ILLUSTRATIVE
from yqxl.tables.indicator_system import named
from yqxl.tables.level_sums import (
    coded_rows,
    complete_sum,
    level_key,
    weight_sum,
    with_weight,
)
from yqxl.tables.live.indicator_rows import (
    FIRST_KEY,
    PLAIN_WEIGHT,
    SCORE_ROWS,
    SECOND_KEY,
    UNFINISHED,
)
from yqxl.tables.live.working_sheet import INDICATORS, LEVELS, POSITIONS, padded
from yqxl.tables.sources import shown
from yqxl.tables.value_bases import ValueBases


def indicator_values(
    evaluation: Evaluation, results: Results, place: TableLayout
) -> Mapping[str, Sequence[Value]]:
    """Return what the columns give, by name."""
    at = {row: place.rows[row] - place.header_row for row in coded_rows(evaluation)}
    codes = {at[row]: evaluation.indicators[row].code for row in at}
    known = [row for row in sorted(at) if at[row] <= POSITIONS][:INDICATORS]
    rows = [row for row in at if row in set(known)]
    first = _numbers([evaluation.indicators[row].level1.lower() for row in known])
    second = _numbers([level_key(evaluation.indicators[row]) for row in known])
    numbers = {row: pair for row, *pair in zip(known, first, second, strict=True)}
    ranked = _Ranked(evaluation, results, rows, [tuple(numbers[row]) for row in rows])
    beyond = max(0, len(at) - INDICATORS)
    beyond += max(0, place.last_row - place.header_row - 1 - POSITIONS)
    return {
        **_positions(codes),
        "i_beyond": [float(beyond)],
        "i_shown": [float(len(known))],
        **_padded(_compact(evaluation, known, rows, at, numbers), INDICATORS),
        **_padded(ranked.columns(known, at), INDICATORS),
        **_padded(ranked.levels(), LEVELS),
        **ranked.rows_of_tables(),
    }


def _positions(codes: Mapping[int, str]) -> dict[str, Sequence[Value]]:
    listed = [codes.get(position, "") for position in range(1, POSITIONS + 1)]
    counted = accumulate(1.0 if code else 0.0 for code in listed)
    return {"i_code": listed, "i_count": list(counted)}


def _numbers(labels: Sequence[object]) -> list[float]:
    """Return the number of each label in order of appearance, and how often it stood above."""
    known = {label: float(number) for number, label in enumerate(dict.fromkeys(labels), 1)}
    return [known[label] for label in labels]


def _times(labels: Sequence[float]) -> list[float]:
    """Return how often each number stands above its place."""
    return [float(labels[:place].count(one)) for place, one in enumerate(labels)]


def _padded(
    columns: Mapping[str, tuple[Sequence[Value], Value]], rows: int
) -> dict[str, Sequence[Value]]:
    return {name: padded(values, rows, rest) for name, (values, rest) in columns.items()}


def _compact(
    evaluation: Evaluation,
    known: Sequence[int],
    rows: Sequence[int],
    at: Mapping[int, int],
    numbers: Mapping[int, Sequence[float]],
) -> dict[str, tuple[Sequence[Value], Value]]:
    """Return the columns ``k_``: the rows with a code in the order of the sheet."""
    indicators = [evaluation.indicators[row] for row in known]
    first = [numbers[row][0] for row in known]
    second = [numbers[row][1] for row in known]
    keys = [
        one * FIRST_KEY + two * SECOND_KEY + number
        for number, (one, two) in enumerate(zip(first, second, strict=True), 1)
    ]
    return {
        "k_row": ([float(at[row]) for row in known], 0.0),
        "k_level1": ([row.level1 for row in indicators], ""),
        "k_level2": ([row.level2 for row in indicators], ""),
        "k_same": (_times(first), 0.0),
        "k_first": (first, 0.0),
        "k_same2": (_times(second), 0.0),
        "k_second": (second, 0.0),
        "k_key": (keys, 0.0),
        "k_rank": ([float(rows.index(row) + 1) for row in known], 0.0),
    }


class _Ranked:
    """The rows with a code as the tables show them, level by level."""

    def __init__(
        self,
        evaluation: Evaluation,
        results: Results,
        rows: Sequence[int],
        numbers: Sequence[Sequence[float]],
    ) -> None:
        """Take rows of 指标体系 in order, each with the numbers of its levels."""
        self.rows = rows
        self.indicators = [evaluation.indicators[row] for row in rows]
        self.scores = [shown(results.indicators[row].score) for row in rows]
        self.values = [shown(results.indicators[row].result) for row in rows]
        self.changed = results.level_scores
        self.bases = ValueBases(evaluation, results)
        self.first = [pair[0] for pair in numbers]
        self.second = [pair[1] for pair in numbers]

    def columns(
        self, known: Sequence[int], at: Mapping[int, int]
    ) -> dict[str, tuple[Sequence[Value], Value]]:
        """Return the columns ``s_``."""
        indicators = self.indicators
        sources = [shown(row.value) for row in indicators]
        new1, last1 = _edges(self.first)
        new2, last2 = _edges(self.second)
        weights1 = {one: self._weight(self.first, one) for one in self.first}
        weights2 = {one: self._weight(self.second, one) for one in self.second}
        return {
            "s_at": ([float(known.index(row) + 1) for row in self.rows], 0.0),
            "s_row": ([float(at[row]) for row in self.rows], 0.0),
            "s_first": (self.first, 0.0),
            "s_second": (self.second, 0.0),
            "s_level1": ([row.level1 for row in indicators], ""),
            "s_level2": ([row.level2 for row in indicators], ""),
            "s_code": ([row.code for row in indicators], ""),
            "s_name": ([row.name for row in indicators], ""),
            "s_weight": ([shown(row.weight) for row in indicators], ""),
            "s_value": (self.values, ""),
            "s_rule": ([row.rule for row in indicators], ""),
            "s_score": (self.scores, ""),
            "s_reason": ([row.reason for row in indicators], ""),
            "s_source": (sources, ""),
            "s_base": ([self.bases.base(source) for source in sources], ""),
            "s_share": ([self._share(place) for place in range(len(sources))], 0.0),
            "s_sample": ([float(ILLUSTRATIVE in row.note) for row in indicators], 0.0),
            "s_new1": (new1, 0.0),
            "s_new2": (new2, 0.0),
            "s_last1": (last1, 0.0),
            "s_last2": (last2, 0.0),
            **_brackets("1", [row.level1 for row in indicators], new1),
            **_brackets("2", [row.level2 for row in indicators], new2),
            "s_shown1": (
                [
                    with_weight(row.level1, weights1[one]) if new else ""
                    for row, one, new in zip(indicators, self.first, new1, strict=True)
                ],
                "",
            ),
            "s_shown2": (
                [
                    with_weight(row.level2, weights2[two]) if new and row.level2 else ""
                    for row, two, new in zip(indicators, self.second, new2, strict=True)
                ],
                "",
            ),
            "s_named": ([named(row) for row in indicators], ""),
            "s_out": (
                [number + one - 1 for number, one in enumerate(self.first, 1)],
                0.0,
            ),
        }

    def levels(self) -> dict[str, tuple[Sequence[Value], Value]]:
        """Return the columns ``v_``: place, label and sums of each first level."""
        numbers = list(dict.fromkeys(self.first))[:LEVELS]
        starts = [self.first.index(one) for one in numbers]
        weights = [self._weight(self.first, one) for one in numbers]
        labels = [self.indicators[start].level1 for start in starts]
        sums = [self._sum(*pair) for pair in zip(numbers, labels, strict=True)]
        scores = [UNFINISHED if one is ErrorValue.NA else one for one in sums]
        return {
            "v_at": ([float(start + 1) for start in starts], 0.0),
            "v_label": (labels, ""),
            "v_weight": (weights, ""),
            "v_score": (scores, ""),
            "v_rate": ([score_rate(*pair) for pair in zip(scores, weights, strict=True)], ""),
        }

    def rows_of_tables(self) -> dict[str, Sequence[Value]]:
        """Return the columns that tell what stands in each row of 2-1 and of 3-2."""
        count, levels = len(self.rows), int(max(self.first, default=0.0))
        kinds: list[float] = []
        places: list[float] = []
        for place, one in enumerate(self.first, 1):
            kinds.append(1.0)
            places.append(float(place))
            if place == count or self.first[place] != one:
                kinds.append(2.0)
                places.append(one)
        shares = [
            self._share(int(place) - 1) if kind == 1.0 else 0.0
            for kind, place in zip(kinds, places, strict=True)
        ]
        return {
            "v_count": [float(min(LEVELS, levels))],
            "v_beyond": [float(max(0, levels - LEVELS))],
            "u_kind": padded([1.0] * count + [2.0] if count else [3.0], INDICATORS + 1, 0.0),
            "t_rows": [float(count + levels)],
            "t_kind": padded([*kinds, 4.0] if count else [3.0], SCORE_ROWS, 0.0),
            "t_at": padded(places, SCORE_ROWS, 0.0),
            "t_share": padded(shares, SCORE_ROWS, 0.0),
        }

    def _sum(self, number: float, label: str) -> Value:
        """Return the score of a first level: the sum, and what 层级评分 changes."""
        pairs = zip(self.scores, self.first, strict=True)
        scores = [score for score, own in pairs if own == number]
        changed = [one for one in self.changed if str(one.first).lower() == label.lower()]
        if not changed:
            return complete_sum(scores)
        numbers = [score for score in scores if isinstance(score, float)]
        open_ = sum(one.open for one in changed if isinstance(one.open, float))
        if len(numbers) + open_ < len(scores):
            return ErrorValue.NA
        return complete_sum([*numbers, *(one.change for one in changed)])

    def _weight(self, numbers: Sequence[float], number: float) -> Value:
        pairs = zip(self.indicators, numbers, strict=True)
        return weight_sum([row.weight for row, own in pairs if own == number])

    def _share(self, place: int) -> float:
        """Return 1 where the value is a share; a pooled one that has no value is none."""
        source = self.indicators[place].value
        pooled = isinstance(source, str) and "+" in source and not self.bases.base(source)
        if pooled and not isinstance(self.values[place], float):
            return 0.0
        return float(self.bases.role(source) is Role.PERCENT)


def _brackets(
    level: str, labels: Sequence[str], new: Sequence[Value]
) -> dict[str, tuple[Sequence[Value], Value]]:
    """Return where the last bracket of a label opens, and what stands behind it, made plain."""
    places = [
        label.replace("（", "(").rfind("(") + 1 if begins else 0
        for label, begins in zip(labels, new, strict=True)
    ]
    inner = [
        _without(label[place:]) if place else ""
        for label, place in zip(labels, places, strict=True)
    ]
    return {
        f"s_open{level}": ([float(place) for place in places], 0.0),
        f"s_inner{level}": (inner, ""),
    }


def _without(text: str) -> str:
    for old, plain in PLAIN_WEIGHT:
        text = text.replace(old, plain)
    return text


def _edges(numbers: Sequence[float]) -> tuple[list[Value], list[Value]]:
    """Return whether a level begins in each row, and whether it ends there."""
    before = [0.0, *numbers][:-1]
    behind = [*numbers, 0.0][1:]
    return (
        [float(one != other) for one, other in zip(numbers, before, strict=True)],
        [float(one != other) for one, other in zip(numbers, behind, strict=True)],
    )


def score_rate(score: Value, weight: Value) -> Value:
    """Return 得分率, or what stands in place of the score; nothing where the weight is 0."""
    if isinstance(weight, ErrorValue):
        return weight
    if weight == 0:
        return ""
    if not isinstance(score, float | int) or not isinstance(weight, float | int):
        return score
    try:
        return divide(score, weight)
    except CellError as failure:
        return failure.error
