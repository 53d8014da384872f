"""The three lists: what contradicts the workbook, what agrees, what it has no figure for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yqxl.documents.checking.anchoring import Anchor, Anchoring, Context
from yqxl.documents.checking.claims import Claim, plain_text, sentences
from yqxl.documents.checking.facts import WHOLE, Fact, facts
from yqxl.documents.checking.sentence_arithmetic import Sum, sums
from yqxl.evaluation.rendering.text_table import display_text
from yqxl.grid import Role
from yqxl.model.layout import Layout
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation

_AROUND = 24
_MOST_VALUES = 4


@dataclass(frozen=True)
class Verdict:
    """A number of a report: where, what the workbook says instead, and in which cell."""

    printed: str
    #: the text around it
    context: str
    start: int
    #: 资金/合计/到位率, or 相除 of the numbers before
    against: str = ""
    expected: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Verdicts:
    """The three lists, in the order of the text."""

    contradicting: tuple[Verdict, ...]
    agreeing: tuple[Verdict, ...]
    without_data: tuple[Verdict, ...]


def compare_text(text: str, evaluation: Evaluation, results: Results, layout: Layout) -> Verdicts:
    """Return what of a report's text agrees with a workbook.

    Numbers are compared where unit, nearest label and subject say which figure is meant, and
    where a sentence gives the numbers that another one follows from.
    """
    known = facts(evaluation, results, layout)
    anchoring = Anchoring(known)
    plain = plain_text(text)
    wrong: list[Verdict] = []
    right: list[Verdict] = []
    unknown: list[Verdict] = []
    for claims in sentences(plain, {fact.unit for fact in known}):
        computed = {id(one.claim): one for one in sums(claims)}
        context = Context()
        for claim in claims:
            anchor = anchoring.anchor(claim, context)
            made = computed.get(id(claim))
            verdict = _verdict(claim, plain, anchor, made)
            if anchor is None and made is None:
                unknown.append(verdict)
            elif _agrees(claim, anchor, made):
                right.append(verdict)
            else:
                wrong.append(verdict)
    return Verdicts(tuple(wrong), tuple(right), tuple(unknown))


def _agrees(claim: Claim, anchor: Anchor | None, made: Sum | None) -> bool:
    """Return whether the data say so, or the sentence itself does: on another base, say."""
    by_data = anchor is not None and any(claim.agrees(value) for value in anchor.values)
    return by_data or (made is not None and made.holds)


def _verdict(claim: Claim, text: str, anchor: Anchor | None, made: Sum | None) -> Verdict:
    first = max(0, claim.start - _AROUND, text.rfind("\n", 0, claim.start) + 1)
    last = claim.start + len(claim.printed)
    context = text[first:last]
    if anchor is not None and (made is None or not made.holds):
        fact = anchor.facts[0]
        return Verdict(
            claim.printed, context, claim.start, _named(anchor.facts),
            _shown(anchor.values, claim.unit), fact.cell,
        )  # fmt: skip
    if made is not None:
        against = f"{'、'.join(one.printed for one in made.operands)}{made.what}"
        return Verdict(
            claim.printed, context, claim.start, against, _shown(made.results, claim.unit)
        )
    return Verdict(claim.printed, context, claim.start)


def _named(found: Sequence[Fact]) -> str:
    first = found[0]
    subject = "" if first.subject == WHOLE else f"{first.subject}/"
    labels = "、".join(dict.fromkeys(fact.label for fact in found if fact.subject == first.subject))
    return f"{subject}{labels}"


def _shown(values: Sequence[float], unit: str) -> str:
    shown = dict.fromkeys(display_text(round(value, 4), Role.NUMBER) for value in values)
    listed = [f"{value}{unit}" for value in list(shown)[:_MOST_VALUES]]
    return " 或 ".join(listed)
