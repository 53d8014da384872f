"""The three lists: what contradicts the workbook, what agrees, what it has no figure for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yqxl.documents.checking.anchoring import Anchor, Anchoring, Context
from yqxl.documents.checking.claims import Claim, plain_text, sentences
from yqxl.documents.checking.facts import WHOLE, Fact, facts
from yqxl.documents.checking.sentence_arithmetic import Sum, sums
from yqxl.documents.checking.table_anchoring import TableAnchoring, agrees, values_of
from yqxl.documents.checking.table_claims import table_claims
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
    _tables(plain, known, str(evaluation.project.year or ""), (wrong, right, unknown))
    return Verdicts(*(tuple(sorted(each, key=_start)) for each in (wrong, right, unknown)))


def _tables(plain: str, known: Sequence[Fact], year: str, lists: tuple[list[Verdict], ...]) -> None:
    """Add the verdicts on the numbers in tables; one without row or column is no claim."""
    wrong, right, unknown = lists
    anchoring = TableAnchoring(known, year.removesuffix(".0"))
    for one in table_claims(plain):
        found, labelled = anchoring.anchor(one)
        values = tuple(value for fact in found for value in values_of(fact, one))
        row = one.row[-1] if one.row else ""
        context = f"表 {row}/{one.header}：{one.claim.printed}"
        if found:
            verdict = Verdict(
                one.claim.printed, context, one.claim.start, _named(found),
                _shown(values, one.claim.unit), found[0].cell,
            )  # fmt: skip
            agreeing = any(agrees(one, value) for value in values)
            (right if agreeing else wrong).append(verdict)
        elif labelled:
            unknown.append(Verdict(one.claim.printed, context, one.claim.start))


def _start(verdict: Verdict) -> int:
    return verdict.start


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
