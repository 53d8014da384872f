"""Errors planted into a true report: a figure swapped, one digit changed, the last digit changed.

What is planted is chosen without the check: every number outside tables that is printed as a
figure of the workbook with its unit; so much of each (每期70人) is no figure of a workbook. In
tables it is every cell that holds a number that is one of the workbook's.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yqxl.documents.checking.claims import Claim, plain_text, sentences
from yqxl.documents.checking.facts import Fact

_CELL = re.compile(r"(?<=[|])[ ]*(\d[\d,]*(?:\.\d+)?)[ ]*(%?)[ ]*(?=[|\n])")
KINDS = ("swap", "one digit", "last digit")


@dataclass(frozen=True)
class Plant:
    """A text with one error: at which place, what stood there and what stands now."""

    text: str
    start: int
    before: str
    after: str


def plantable(text: str, known: Sequence[Fact]) -> list[Claim]:
    """Return the numbers that are figures of the workbook by value and unit alone."""
    units = {fact.unit for fact in known}
    return [
        claim
        for claims in sentences(plain_text(text), units)
        for claim in claims
        if not re.search("每[^,、]{0,2}$", claim.phrase)
        and any(
            fact.unit == claim.unit and any(claim.agrees(value) for value in fact.values)
            for fact in known
        )
    ]


def plantable_in_tables(text: str, known: Sequence[Fact]) -> list[Claim]:
    """Return the cells whose number is a figure of the workbook, by value alone."""
    cells = [
        Claim(found[1], found[2], found.start(1), "", "", "", "", "")
        for found in _CELL.finditer(plain_text(text))
    ]
    values = [value for fact in known for value in fact.values]
    return [cell for cell in cells if any(cell.agrees(value) for value in values)]


def plants(text: str, claims: Sequence[Claim], kind: str, count: int, seed: int) -> Iterator[Plant]:
    """Yield texts with one error each, at random places."""
    chance = random.Random(seed)
    places = chance.sample(range(len(claims)), len(claims))
    made = 0
    for place in places:
        claim = claims[place]
        after = _changed(claim, claims, kind, chance)
        if after and made < count:
            made += 1
            end = claim.start + len(claim.number)
            yield Plant(text[: claim.start] + after + text[end:], claim.start, claim.printed, after)


def _changed(claim: Claim, claims: Sequence[Claim], kind: str, chance: random.Random) -> str:
    if kind == "swap":
        others = sorted(
            {one.number for one in claims if one.unit == claim.unit and one.value != claim.value}
        )
        return chance.choice(others) if others else ""
    digits = [place for place, sign in enumerate(claim.number) if sign.isdigit()]
    place = digits[-1] if kind == "last digit" else chance.choice(digits)
    first = place == 0 and len(digits) > 1
    other = [
        one for one in "0123456789" if one != claim.number[place] and not (first and one == "0")
    ]
    return claim.number[:place] + chance.choice(other) + claim.number[place + 1 :]
