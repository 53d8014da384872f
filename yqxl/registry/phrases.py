"""Sentences over the data: a text that is right now, and the live formula that keeps it right.

A phrase is made of plain words and of figures with their formulas; put together it gives
one text and one formula over the same cells, so that a sentence in a sheet changes with
its data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from yqxl.arithmetic import round_half_up
from yqxl.grid import Formula, Ref, Reference

_SLOT = re.compile(r"\{(\w+)\}")
#: money is exact to a fen in 万元 too, and sums carry no more
_DIGITS = 6


@dataclass(frozen=True)
class Phrase:
    """A text and the formula that gives it; ``pieces`` are joined by ``&``.

    A piece is a formula text whose references are numbered within it, and the references.
    """

    text: str
    pieces: tuple[tuple[str, tuple[Reference, ...]], ...]

    @property
    def formula(self) -> Formula:
        """Return one formula over every reference of the pieces."""
        refs: list[Reference] = []
        texts = []
        for text, own in self.pieces:
            places = {str(number): f"{{{len(refs) + number}}}" for number in range(len(own))}
            texts.append(re.sub(r"\{(\d+)\}", lambda found, at=places: at[found[1]], text))  # type: ignore[misc]  # at is this piece's
            refs += own
        return Formula("&".join(texts), tuple(refs))


def words(text: str) -> Phrase:
    """Return words that never change."""
    quoted = text.replace('"', '""')
    return Phrase(text, ((f'"{quoted}"', ()),) if text else ())


def cell_text(table: str, row: int, column: str, text: str) -> Phrase:
    """Return the text of a cell."""
    return Phrase(text, (('{0}&""', (Ref(table, row, column),)),))


def cell_name(table: str, row: int, name: str, code: str) -> Phrase:
    """Return the name of a row, its code where it has none."""
    refs = (Ref(table, row, "name"), Ref(table, row, "code"))
    return Phrase(name or code, (('IF({0}="",{1},{0})&""', refs),))


def cell_date(table: str, row: int, column: str, text: str) -> Phrase:
    """Return the date of a cell: a day's number, or a text where only the month is known."""
    shown = 'IF(ISNUMBER({0}),TEXT({0},"yyyy-mm-dd"),{0}&"")'
    return Phrase(text, ((shown, (Ref(table, row, column),)),))


def amount(value: float, text: str, *refs: Reference) -> Phrase:
    """Return a number without idle zeros; ``text`` is its formula over ``refs``."""
    formula = f"ROUND({text},{_DIGITS})"
    return Phrase(f"{round_half_up(value, _DIGITS):.15g}", ((formula, refs),))


def cell_amount(table: str, row: int, column: str, value: float) -> Phrase:
    """Return the number of a cell."""
    return amount(value, "{0}", Ref(table, row, column))


def percent(value: float, text: str, *refs: Reference) -> Phrase:
    """Return a rate as the report prints it: 64.83%, 85%."""
    shown = f"{round_half_up(value * 100, 2):.15g}%"
    return Phrase(shown, ((f'ROUND(({text})*100,2)&"%"', refs),))


def sentence(template: str, **parts: Phrase) -> Phrase:
    """Return a phrase from a template with named slots.

    >>> said = sentence("{unit}缺口{gap}万元。", unit=cell_text("funds", 2, "unit", "矿区"),
    ...     gap=amount(68.85, "{0}-{1}", Ref("funds", 2, "contract"), Ref("funds", 2, "budget")))
    >>> said.text, said.formula.text
    ('矿区缺口68.85万元。', '{0}&""&"缺口"&ROUND({1}-{2},6)&"万元。"')
    """
    found: list[Phrase] = []
    for number, piece in enumerate(_SLOT.split(template)):
        found.append(parts[piece] if number % 2 else words(piece))
    return together(found)


def together(phrases: Iterable[Phrase], between: str = "") -> Phrase:
    """Return phrases one after the other."""
    joined: list[Phrase] = []
    for number, phrase in zip(count(), phrases, strict=False):
        if between and number:
            joined.append(words(between))
        joined.append(phrase)
    return Phrase(
        "".join(phrase.text for phrase in joined),
        tuple(piece for phrase in joined for piece in phrase.pieces),
    )
