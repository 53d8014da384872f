"""What levels, the total and the grade are, in exact fractions.

Written from 层级评分 as its documents describe it: a level scores what its members score
together, unless it has a row of its own; the total is the sum of the first levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rules.exact_scores import GRADES, Item, half_up, score

#: the levels of an evaluation: first, and the second ones within
LEVELS = {"A决策": ("A1立项", "A2目标"), "B产出": ("B1数量", "B2质量"), "效益": ("",)}
#: what may stand for a level in 编码: its label, or the code that it begins with
NAMES = {
    "a": ("A决策", None), "a决策": ("A决策", None), "b": ("B产出", None), "效益": ("效益", None),
    "a1": ("A决策", "A1立项"), "a2目标": ("A决策", "A2目标"), "b1": ("B产出", "B1数量"),
}  # fmt: skip
BY_SUM = ("", "合计", "加权平均")


@dataclass(frozen=True)
class LevelItem:
    """One row of 层级评分 as typed, in decimals."""

    code: str
    method: str = ""
    given: str | None = None
    share: str | None = None


class ExactLevels:
    """The levels of one evaluation: points, or None where there are none yet."""

    def __init__(self, items: list[Item], rows: list[LevelItem]) -> None:
        """Take the indicators and the rows of 层级评分."""
        self.items, self.rows = items, rows
        self.scores = [score(item) for item in items]

    def named(self, code: str) -> tuple[str, str | None] | None:
        """Return the level that a code means, None where no indicator is in it."""
        found = NAMES.get(code.lower())
        return found if found and self._inside(*found) else None

    def points(self, first: str, second: str | None = None) -> Fraction | None:
        """Return what a level scores."""
        rows = [row for row in self.rows if self.named(row.code) == (first, second)]
        members = self._members(first, second)
        if not rows:
            return members
        return self._by_method(rows[0], first, second, members) if len(rows) == 1 else None

    def total(self) -> Fraction | None:
        """Return 总分: nothing while a level has none, or a row means none; never below 0."""
        firsts = {item.first for item in self.items}
        if any(self.named(row.code) is None for row in self.rows):
            return None
        points = [self.points(first) for first in firsts]
        if any(one is None for one in points):
            return None
        return max(Fraction(0), sum((one for one in points if one is not None), Fraction(0)))

    def grade(self) -> str:
        """Return 等级 of a complete evaluation; ``""`` where there is none to give."""
        points = self.total()
        full = sum((Fraction(item.weight or 0) for item in self.items), Fraction(0))
        if points is None or full == 0:
            return ""
        share = half_up(100 * points / full, 10)
        vetoed = any(
            item.rule == "等级否决" and isinstance(item.value, Fraction) and item.value > 0
            for item in self.items
        )
        return "差" if vetoed else next(name for least, name in GRADES if share >= least)

    def _inside(self, first: str, second: str | None) -> list[int]:
        return [
            number
            for number, item in enumerate(self.items)
            if item.first == first and second in (None, item.second)
        ]

    def _is_listed(self, first: str, second: str) -> bool:
        return any(self.named(row.code) == (first, second) for row in self.rows)

    def _members(self, first: str, second: str | None) -> Fraction | None:
        """Return what the members give together: second levels of their own count as such."""
        listed = [
            below for below in LEVELS[first] if second is None and self._is_listed(first, below)
        ]
        parts: list[Fraction | None] = [self.points(first, below) for below in listed]
        for number in self._inside(first, second):
            if self.items[number].second not in listed:
                own = self.scores[number]
                parts.append(own if isinstance(own, Fraction) else None)
        if any(part is None for part in parts):
            return None
        return half_up(sum((part for part in parts if part is not None), Fraction(0)), 2)

    def _weight(self, first: str, second: str | None) -> Fraction:
        weights = (Fraction(self.items[n].weight or 0) for n in self._inside(first, second))
        return sum(weights, Fraction(0))

    def _by_method(
        self, row: LevelItem, first: str, second: str | None, members: Fraction | None
    ) -> Fraction | None:
        if row.method == "混合":
            return _blended(row, members)
        if row.given is not None:
            return half_up(Fraction(row.given), 2)
        if row.method == "平均" and members is not None:
            return self._mean(first, second)
        return members if row.method in BY_SUM else None

    def _mean(self, first: str, second: str | None) -> Fraction | None:
        """Return the weight times the mean 得分率 of the listed second levels, else indicators."""
        rates = self._second_rates(first) if second is None else []
        rates = rates or self._indicator_rates(first, second)
        if not rates:
            return None
        return _points(self._weight(first, second) * sum(rates, Fraction(0)) / len(rates))

    def _second_rates(self, first: str) -> list[Fraction]:
        listed = [below for below in LEVELS[first] if self._is_listed(first, below)]
        found = [(self.points(first, one), self._weight(first, one)) for one in listed]
        return [points / full for points, full in found if points is not None and full]

    def _indicator_rates(self, first: str, second: str | None) -> list[Fraction]:
        inside = self._inside(first, second)
        found = [(self.scores[n], Fraction(self.items[n].weight or 0)) for n in inside]
        return [own / full for own, full in found if isinstance(own, Fraction) and full]


def _blended(row: LevelItem, members: Fraction | None) -> Fraction | None:
    if row.given is None or row.share is None or members is None:
        return None
    share = Fraction(row.share)
    if not 0 <= share <= 1:
        return None
    return _points(share * Fraction(row.given) + (1 - share) * members)


def _points(number: Fraction) -> Fraction:
    return half_up(half_up(number, 10), 2)
