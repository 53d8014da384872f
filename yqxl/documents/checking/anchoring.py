"""Which facts a number of a report speaks of: by unit, nearest label, and subject.

A number without a label and a subject of its own speaks of nothing: it is left out rather
than compared with something that happens to have its unit.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from yqxl.documents.checking import phrasing
from yqxl.documents.checking.claims import Claim
from yqxl.documents.checking.facts import CHANGE, COUNTED, WHOLE, Fact
from yqxl.documents.checking.labels import named_behind, nearest

_SHORTEST_LABEL = 2
_MONEY = frozenset({"万元", "元", "亿元"})
#: what one of a claim's unit is in the unit of facts
_SCALES = {("元", "万元"): 1e-4, ("亿元", "万元"): 1e4, ("万元", "元"): 1e4, ("亿元", "元"): 1e8}
#: of levels, which have headings of their own: the whole is named where it is meant
_SCORES = frozenset({"得分", "得分率", "权重"})
#: a sentence this short before its number has no subject of its own
_NO_SUBJECT = 8
#: from which share of a name's pairs of characters on a text speaks of it
_SPEAKS, _IN_PHRASE = 3.0, 4.0
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


@dataclass
class Context:
    """What the numbers before in a sentence spoke of."""

    labels: list[str] = field(default_factory=list)
    subjects: set[str] = field(default_factory=set)
    #: of the number right before: its unit, and its labels if it spoke of something
    unit: str = ""
    last: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Anchor:
    """The facts that a number speaks of, and their values in its unit."""

    facts: tuple[Fact, ...]
    values: tuple[float, ...]


class Anchoring:
    """Finds the facts that claims speak of."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        """Keep the facts; what many subjects have in their names tells none of them apart."""
        self.facts = [fact for fact in facts if not fact.in_tables]
        self.rows = [fact.subject for fact in facts if fact.label == "合同金额" and not fact.total]
        names = {fact.subject for fact in facts if fact.subject != WHOLE}
        counted: dict[str, int] = {}
        for name in names:
            for pair in _pairs(name):
                counted[pair] = counted.get(pair, 0) + 1
        self.common = {pair for pair, count in counted.items() if count > max(2, len(names) // 6)}

    def anchor(self, claim: Claim, context: Context) -> Anchor | None:
        """Return what a claim speaks of, or None; the context learns from it."""
        claim = replace(claim, phrase=phrasing.REMARK.sub("", claim.phrase))
        spoken = self._spoken_of(claim, context)
        context.unit, context.last = claim.unit, context.labels if spoken else []
        return spoken

    def _spoken_of(self, claim: Claim, context: Context) -> Anchor | None:
        found = self._of_unit(claim)
        before = phrasing.clause(claim.phrase)
        if not found or phrasing.DIFFERENCE.search(before) or phrasing.EACH.search(claim.phrase):
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
        if phrasing.reaches(claim.phrase, phrasing.clause(claim.phrase)):
            there.discard(CHANGE)
        if claim.unit == "%" and (named := named_behind(there, claim.after)):
            return named
        if phrasing.SHARE.search(claim.phrase) and claim.unit == "%":
            rates = [phrasing.RATE_OF.get(label, label) for label in context.last]
            return [rate for rate in rates if rate in there]
        own = {label: nearest(label, claim.phrase) for label in there}
        if max(own.values())[0] >= _SHORTEST_LABEL:
            return _nearest_labels(own)
        outputs = {"实际值", "计划值"} & there
        if outputs and phrasing.COUNTED_UP.search(claim.phrase):
            return sorted(outputs)
        return self._of_name(claim, found) or self._inherited(claim, found, context)

    def _of_name(self, claim: Claim, found: Sequence[Fact]) -> list[str]:
        """Return the labels of a number that follows nothing but a name: 甲指标10分得9分."""
        name = phrasing.alone(claim.phrase)
        if claim.unit == "分":
            scored = phrasing.OUT_OF.search(claim.after) and any(
                fact.subject in name and len(name) - len(fact.subject) <= phrasing.SHORT
                for fact in found
                if fact.label == "权重"
            )
            return ["权重"] if scored else []
        outputs = {fact.subject for fact in found if fact.label == "实际值"}
        done = phrasing.DONE.search(name)
        if done and name[: done.start()] in outputs:
            return ["实际值"]
        if all(
            one.search(said)
            for one, said in zip(phrasing.FROM_PLAN, (name, claim.after), strict=True)
        ):
            return ["计划值"] if outputs else []
        there = {fact.label for fact in found if fact.subject == name}
        if "实际值" in there and phrasing.PLAN_NEXT.search(claim.after):
            return ["实际值"]
        return sorted({"实际值", "计划值"} & there)

    def _inherited(self, claim: Claim, found: Sequence[Fact], context: Context) -> list[str]:
        """Return the labels of the number before, for a plain list of subjects."""
        rest = claim.phrase
        for name in sorted({fact.subject for fact in found}, key=len, reverse=True):
            rest = rest.replace(name, "")
        if phrasing.BETWEEN.sub("", rest) or (
            rest == claim.phrase and context.unit not in ("", claim.unit)
        ):
            return []
        there = {fact.label for fact in found}
        if phrasing.reaches(claim.phrase, claim.phrase):
            there.discard(CHANGE)
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
        scored = all(fact.label in _SCORES for fact in found)
        totals = {fact.subject for fact in found if fact.total}
        own = [name for name in names if name not in totals and name in claim.phrase]
        if own:
            last = max(own, key=lambda name: (claim.phrase.rfind(name) + len(name), len(name)))
            together = [one.end() for one in phrasing.TOGETHER.finditer(claim.phrase)]
            if not totals or not scored or max(together, default=0) <= claim.phrase.rfind(last):
                return {last}
        if totals and phrasing.TOGETHER.search(claim.phrase):
            return totals
        if listed := self._listed(claim, names):
            return listed
        others = names - totals
        inherited = context.subjects & names
        if not inherited or any(self._speaks_of(n, claim.phrase) > _IN_PHRASE for n in others):
            scores = {name: self._score(name, claim) for name in others}
            best = max(scores.values(), default=0.0)
            if best >= _SPEAKS:
                inherited = {name for name, score in scores.items() if score >= best - 1e-9}
        # one alone has been spoken of, or parts of a whole that goes on: 其中甲区…、乙区…，到位率
        alone = inherited == {name for name in others if name in claim.before}
        if inherited and (scored or (alone and "其中" not in claim.before)):
            return inherited
        return inherited | totals

    def _listed(self, claim: Claim, names: Collection[str]) -> set[str]:
        """Return whose number it is in a list after 依次 or 分别: one, any of them, or none."""
        in_turn = phrasing.turn(
            claim.paragraph.rpartition("。")[2], claim.after, claim.printed, claim.unit
        )
        if in_turn is not None:
            head, place, length = in_turn
            listed = sorted((name for name in names if name in head), key=head.find)
            return {listed[place]} if len(listed) == length else set(names)
        again = phrasing.IN_TURN.search(claim.before) and claim.before.count(claim.unit)
        return set(names) if again or phrasing.IN_TURN.search(claim.phrase) else set()

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
    named = phrasing.YEAR.findall(claim.phrase)
    if claim.unit == CHANGE or claim.unit.startswith("个百分点") or "分别" in claim.before:
        head, apart, rest = claim.before.rpartition("分别")
        if apart:
            listed = [
                year for year in phrasing.YEAR.findall(head.rpartition("较")[2]) if year in years
            ]
            turn = len(re.findall(rf"\d\s*{re.escape(claim.unit)}", rest))
            return listed[turn] if turn < len(listed) else ""
    known = [year for year in named if year in years]
    return known[-1] if known else ""


def _anchor(claim: Claim, found: Sequence[Fact]) -> Anchor | None:
    if not found:
        return None
    base = phrasing.BASE.search(phrasing.clause(claim.phrase))
    values = tuple(
        value / _SCALES.get((claim.unit, fact.unit), 1.0)
        for fact in found
        for value in fact.of_base(base[0] if base else "")
    )
    return Anchor(tuple(found), values)
