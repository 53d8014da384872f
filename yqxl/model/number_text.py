"""Numbers that somebody typed, pasted or imported as text: the one strict parser.

A text in a number cell is always a finding; this module only tells what number was
probably meant, so that the finding can say "疑为 7,330,000". Survey rosters in CSV,
where everything is text, take a number that :attr:`NumberText.certain` vouches for.

Neither ``float()`` nor Unicode NFKC decides what is a number: the first takes
``1_000``, ``NaN``, ``1e400`` and Arabic digits, the second turns ``10²`` into 102.
An explicit table maps the full-width forms and blanks that Chinese input methods and
copying from web pages leave; after that the grammar is

    [sign] digits | groups of three with commas [. digits] [% | 元 | 万元 | 亿元]
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from yqxl.arithmetic import Value


class Oddity(Enum):
    """What sets a number text apart from plain ASCII digits; the value is for a message."""

    FULL_WIDTH = "全角字符"
    BLANKS = "首尾空格"
    INVISIBLE = "不可见字符"
    THOUSANDS = "千位分隔符"
    PERCENT = "百分号"
    UNIT = "金额单位"
    LEADING_ZERO = "前导零"


@dataclass(frozen=True, slots=True)
class NumberText:
    """The number that a text spells, and how it is spelt.

    Attributes:
        value: the number [unit of the text removed: 元 for 万元 and 亿元, 1 for %].
        oddities: what is odd about the text, in the order of :class:`Oddity`.
        suggestion: the number as a person would type it into a cell.
    """

    value: float
    oddities: tuple[Oddity, ...]
    suggestion: str

    @property
    def certain(self) -> bool:
        """Whether no guess was needed: a unit may or may not be that of the column."""
        return Oddity.UNIT not in self.oddities


_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x2212: "-"}
_BLANKS = dict.fromkeys((0x00A0, 0x3000), " ")
#: Zero-width characters and direction marks: a pocket calculator's copy carries them.
_INVISIBLE = dict.fromkeys(
    (0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xFEFF)
)
_MAPPING: dict[int, str | None] = {**_FULL_WIDTH, **_BLANKS, **_INVISIBLE}

#: A longer text is prose, whatever it begins with.
_LONGEST = 120
#: Cells keep 15 digits; a larger amount is a slip of the keyboard, not money.
_LARGEST = Decimal(10) ** 15
#: ``repr`` of a double from 0.0001 up has at most 4 zeros and 17 digits after the point.
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,16})(?P<part>\.[0-9]{1,21})?"
    r"(?:(?P<percent>%)| ?(?P<unit>[万亿]?元|[万亿]))?",
    re.ASCII,
)
_SCALES = {"万": 4, "亿": 8}


def canonical(text: str) -> str:
    """Return the text with full-width ASCII, odd blanks and invisible characters mapped.

    Only the mapping of this module: no case folding, no stripping, no NFKC.

    >>> canonical("８７．２８％"), canonical("10²"), canonical("（１）")
    ('87.28%', '10²', '(1)')
    """
    return text if text.isascii() else text.translate(_MAPPING)


def parse_number(text: str) -> NumberText | None:
    """Return the number that the text spells, or None where it does not spell one.

    >>> parse_number("１，２３４．５０").value
    1234.5
    >>> parse_number("87.28%").value
    0.8728
    >>> [parse_number(text) for text in ("1_000", "NaN", "1e400", "12,34", "10²", "—", "")]
    [None, None, None, None, None, None, None]
    """
    if len(text) > _LONGEST:
        return None
    mapped = canonical(text)
    match = _NUMBER.fullmatch(mapped.strip(" \t\r\n"))
    if match is None:
        return None
    whole, unit = match["whole"], match["unit"] or ""
    digits = Decimal(match["sign"] + whole.replace(",", "") + (match["part"] or ""))
    exponent = _SCALES.get(unit[:1], -2 if match["percent"] else 0)
    # tuple arithmetic: Decimal's own scaling would round to the context's precision
    sign, figures, places = digits.as_tuple()
    exact = Decimal((sign, figures, int(places) + exponent))
    if abs(exact) > _LARGEST:
        return None
    shown = f"{digits:,f}%" if match["percent"] else f"{exact:,f}"
    return NumberText(
        # adding 0.0 turns "-0" into the 0 that a cell shows
        value=float(exact) + 0.0,
        oddities=tuple(_oddities(text, mapped, match)),
        suggestion=_without_idle_zeros(shown) if unit else shown,
    )


def _oddities(text: str, mapped: str, match: re.Match[str]) -> list[Oddity]:
    codes = {ord(character) for character in text}
    whole = match["whole"]
    present = {
        Oddity.FULL_WIDTH: not codes.isdisjoint(_FULL_WIDTH),
        Oddity.BLANKS: mapped != mapped.strip(" \t\r\n"),
        Oddity.INVISIBLE: not codes.isdisjoint(_INVISIBLE),
        Oddity.THOUSANDS: "," in whole,
        Oddity.PERCENT: bool(match["percent"]),
        Oddity.UNIT: bool(match["unit"]),
        Oddity.LEADING_ZERO: len(whole) > 1 and whole.startswith("0"),
    }
    return [oddity for oddity, there in present.items() if there]


def _without_idle_zeros(shown: str) -> str:
    """Return the amount without the zeros that shifting the point by a unit leaves."""
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def value_text(value: Value) -> str:
    """Return a cell's value as a message shows it: no number ends in ``.0``.

    >>> value_text(10.0), value_text(0.1 + 0.2), value_text(None), value_text("约70人")
    ('10', '0.3', '', '约70人')
    """
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float | int) else str(value)
