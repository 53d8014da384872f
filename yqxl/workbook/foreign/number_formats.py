"""What a number format adds to a number: the per cent sign, words before and behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: one part of a format code (ECMA-376 18.8.31): a word, a space or filler, a condition or
#: colour, the digits, one sign; "!" escapes as a backslash does where Excel is Chinese
_PARTS = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|(?P<space>[_*].)'
    r"|\[\$(?P<money>[^\]\-]*)[^\]]*\]|(?P<bracket>\[[^\]]*\])"
    r"|(?P<digits>General|G/通用格式|[#0?][#0?,.]*)|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
_WORDS = ("quoted", "escaped", "money")
_DATES = frozenset("yYmMdDhHsS")
#: numbers of built-in formats that show per cent
_PER_CENT_IDS = frozenset({9, 10})


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format as far as import must know it."""

    percent: bool = False
    before: str = ""
    behind: str = ""
    date: bool = False

    def shown(self, number: float) -> str:
        """Return the number with the words of its format, "" where the format has none.

        >>> number_format('0"公里"').shown(50.0), number_format("0.00%").shown(0.5)
        ('50公里', '')
        """
        if not (self.before or self.behind):
            return ""
        digits = f"{number * 100:.10g}%" if self.percent else f"{number:.15g}"
        return f"{self.before}{digits}{self.behind}"


def number_format(code: str) -> NumberFormat:
    r"""Return what a format code shows of a positive number.

    Words are kept only beside one group of digits that shows the whole number: not where it
    is scaled ("0.0,") or split ("# ?/?").

    >>> number_format("0.00%").percent, number_format('0"%"').percent
    (True, False)
    >>> number_format(r"\≥#,##0\元").before, number_format('General"户"').behind
    ('≥', '户')
    """
    words, groups, conditional = ["", ""], [], False
    signs = ""
    for kind, text in _first_section(code):
        if kind == "digits":
            groups.append(text)
        elif kind in _WORDS or (kind == "sign" and not text.isascii()):
            words[bool(groups)] += text
        elif kind == "sign":
            signs += text
        elif kind == "bracket":
            conditional = conditional or text[1:2] in "<>="
    date = not _DATES.isdisjoint(signs)
    whole = len(groups) == 1 and not groups[0].endswith(",") and not conditional
    before, behind = (word.strip() for word in words) if whole and not date else ("", "")
    return NumberFormat("%" in signs and not date, before, behind, date)


def _first_section(code: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of each part of the section for positive numbers."""
    for found in _PARTS.finditer(code):
        kind = found.lastgroup or "sign"
        if kind == "sign" and found["sign"] == ";":
            return
        yield kind, found[kind]


def builtin_format(number: int) -> NumberFormat:
    """Return a format that has a number only (ECMA-376 18.8.30)."""
    date = 14 <= number <= 22 or 27 <= number <= 36 or 45 <= number <= 58  # noqa: PLR2004 - the standard's ranges
    return NumberFormat(number in _PER_CENT_IDS, date=date)
