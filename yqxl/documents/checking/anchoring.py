"""Which facts a number of a report speaks of: by unit, nearest label, and subject.

A number without a label and a subject of its own speaks of nothing: it is left out rather
than compared with something that happens to have its unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from yqxl.documents.checking.claims import Claim
from yqxl.documents.checking.facts import CHANGE, COUNTED, WHOLE, Fact
from yqxl.documents.checking.labels import nearest

_SHORTEST_LABEL = 2
_MONEY = frozenset({"万元", "元", "亿元"})
#: what one of a claim's unit is in the unit of facts
_SCALES = {("元", "万元"): 1e-4, ("亿元", "万元"): 1e4, ("万元", "元"): 1e4, ("亿元", "元"): 1e8}
_TOGETHER = re.compile("总体|合计|总|各级|综合")
#: numbers in the order of what was named before, which may be anywhere
_IN_TURN = re.compile("依次|分别")
_COUNTED_UP = re.compile("累计|共计|合计|共")
_DIFFERENCE = re.compile("相差|差额|缺口|少到位|超出|超过")
#: of levels, which have headings of their own: the whole is named where it is meant
_SCORES = frozenset({"得分", "得分率", "权重"})
#: so much of each is no figure of the whole
_EACH = re.compile(r"每[^,、。]{0,3}$")
#: a sentence this short before its number has no subject of its own
_NO_SUBJECT = 8
_YEAR = re.compile(r"(\d{4})年")
_BETWEEN = re.compile("[、,:和及与经费其中分别为教育局]")
#: from which share of a name's pairs of characters on a text speaks of it
_SPEAKS, _IN_PHRASE = 3.0, 4.0
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


@dataclass
class Context:
    """What the numbers before in a sentence spoke of."""

    labels: list[str] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Anchor:
    """The facts that a number speaks of, and their values in its unit."""

    facts: tuple[Fact, ...]
    values: tuple[float, ...]


class Anchoring:
    """Finds the facts that claims speak of."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        """Keep the facts; what many subjects have in their names tells none of them apart."""
        self.facts = facts
        self.rows = [fact.subject for fact in facts if fact.label == "合同金额" and not fact.total]
        names = {fact.subject for fact in facts if fact.subject != WHOLE}
        counted: dict[str, int] = {}
        for name in names:
            for pair in _pairs(name):
                counted[pair] = counted.get(pair, 0) + 1
        self.common = {pair for pair, count in counted.items() if count > max(2, len(names) // 6)}

    def anchor(self, claim: Claim, context: Context) -> Anchor | None:
        """Return what a claim speaks of, or None; the context learns from it."""
        found = self._of_unit(claim)
        if not found or _DIFFERENCE.search(claim.phrase) or _EACH.search(claim.phrase):
            return None
        if "/" in claim.unit:
            return self._price(claim, found)
        counted = [fact for fact in found if fact.label == COUNTED]
        if counted:
            return _anchor(claim, counted)
        labels = self._labels(claim, found, context)
        if not labels:
            return None
        of_label = [fact for fact in found if fact.label in labels]
        dated = self._dated(claim, of_label)
        subjects = self._subjects(claim, dated, context)
        named = [row for row in self.rows if row in claim.phrase]
        if named and not subjects & set(named):
            return None  # the phrase names a row for which the workbook has no value
        chosen = [fact for fact in dated if fact.subject in subjects]
        if chosen:
            context.labels, context.subjects = labels, subjects
        return _anchor(claim, chosen)

    def _price(self, claim: Claim, found: Sequence[Fact]) -> Anchor | None:
        """Return the price that a claim speaks of: its unit is label enough."""
        own = len(claim.before) < _NO_SUBJECT
        scores = {
            fact: max(
                self._speaks_of(fact.subject, claim.before),
                self._speaks_of(fact.subject, claim.heading) if own else 0.0,
            )
            for fact in found
        }
        best = max(scores.values())
        return _anchor(claim, [fact for fact in found if scores[fact] == best >= _SPEAKS])

    def _of_unit(self, claim: Claim) -> list[Fact]:
        return [
            fact
            for fact in self.facts
            if fact.unit == claim.unit or (claim.unit, fact.unit) in _SCALES
        ]

    # ------------------------------------------------------------------ labels

    def _labels(self, claim: Claim, found: Sequence[Fact], context: Context) -> list[str]:
        """Return the labels that stand nearest before a number."""
        there = {fact.label for fact in found}
        own = {label: nearest(label, claim.phrase) for label in there}
        if max(own.values())[0] >= _SHORTEST_LABEL:
            return _nearest_labels(own)
        outputs = {"实际值", "计划值"} & there
        if outputs and _COUNTED_UP.search(claim.phrase):
            return sorted(outputs)
        return self._inherited(claim, found, context)

    def _inherited(self, claim: Claim, found: Sequence[Fact], context: Context) -> list[str]:
        """Return the labels of the number before, for a plain list of subjects."""
        rest = claim.phrase
        for name in sorted({fact.subject for fact in found}, key=len, reverse=True):
            rest = rest.replace(name, "")
        if _BETWEEN.sub("", rest):
            return []
        there = {fact.label for fact in found}
        if claim.unit in _MONEY:
            return [label for label in context.labels if label in there]
        before = {label: nearest(label, claim.before) for label in there}
        best = max(before.values(), key=lambda one: one[1])
        if best[0] < _SHORTEST_LABEL:
            return []
        return [label for label, place in before.items() if place == best]

    # ------------------------------------------------------------------ subjects

    def _dated(self, claim: Claim, found: Sequence[Fact]) -> list[Fact]:
        """Return the facts of the year that a claim names; those without a year all."""
        years = {fact.year for fact in found if fact.year}
        if not years:
            return list(found)
        year = _year_of(claim, years)
        return [fact for fact in found if not fact.year or not year or fact.year == year]

    def _subjects(self, claim: Claim, found: Sequence[Fact], context: Context) -> set[str]:
        """Return the subjects that may be meant: the one named, else every plausible one.

        A report names a subject once and goes on; then the number before, what sentence,
        heading or paragraph speak of, and the whole are all plausible.
        """
        names = {fact.subject for fact in found}
        totals = {fact.subject for fact in found if fact.total}
        own = [name for name in names if name not in totals and name in claim.phrase]
        if own:
            return {max(own, key=len)}
        if totals and _TOGETHER.search(claim.phrase):
            return totals
        if _IN_TURN.search(claim.before) and claim.before.count(claim.unit):
            return names
        others = names - totals
        inherited = context.subjects & names
        if _IN_TURN.search(claim.phrase):
            return names
        if not inherited or any(self._speaks_of(n, claim.phrase) > _IN_PHRASE for n in others):
            scores = {name: self._score(name, claim) for name in others}
            best = max(scores.values(), default=0.0)
            if best >= _SPEAKS:
                inherited = {name for name, score in scores.items() if score >= best - 1e-9}
        if inherited and all(fact.label in _SCORES for fact in found):
            return inherited
        return inherited | totals

    def _score(self, name: str, claim: Claim) -> float:
        return max(
            self._speaks_of(name, claim.phrase),
            0.9 * self._speaks_of(name, claim.before),
            0.8 * self._speaks_of(name, claim.heading),
            0.6 * self._speaks_of(name, claim.paragraph)
            + (2.0 if claim.paragraph.strip().startswith(name) else 0.0),
        )

    def _speaks_of(self, name: str, text: str) -> float:
        """Return how much a text speaks of a name: wholly named, or by its rarer pairs."""
        if name in text:
            return 10.0 + len(name) / 10
        pairs = _pairs(name) - self.common
        return 8.0 * len(pairs & _pairs(text)) / len(pairs) if pairs else 0.0


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(
        text[n : n + 2] for n in range(len(text) - 1) if _CHINESE.match(text[n : n + 2])
    )


def _nearest_labels(own: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the labels whose wording ends last, the longest; one it lies inside is meant too."""
    end = max(place[1] for place in own.values())
    length = max(place[0] for place in own.values() if place[1] == end)
    labels = [label for label, place in own.items() if place == (length, end)]
    begin = end - length
    labels += [
        label
        for label, (size, stop) in own.items()
        if size >= _SHORTEST_LABEL and stop > begin and stop - size < begin and label not in labels
    ]
    return labels


def _year_of(claim: Claim, years: Collection[str]) -> str:
    """Return the year that a number is of: in turn where several were named before 分别."""
    named = _YEAR.findall(claim.phrase)
    if claim.unit == CHANGE or claim.unit.startswith("个百分点") or "分别" in claim.before:
        head, apart, rest = claim.before.rpartition("分别")
        if apart:
            listed = [year for year in _YEAR.findall(head.rpartition("较")[2]) if year in years]
            turn = len(re.findall(rf"\d\s*{re.escape(claim.unit)}", rest))
            return listed[turn] if turn < len(listed) else ""
    known = [year for year in named if year in years]
    return known[-1] if known else ""


def _anchor(claim: Claim, found: Sequence[Fact]) -> Anchor | None:
    if not found:
        return None
    values = tuple(
        value / _SCALES.get((claim.unit, fact.unit), 1.0) for fact in found for value in fact.values
    )
    return Anchor(tuple(found), values)
