"""What a number format adds to a number: the per cent sign, words before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_SIMPLE = re.compile(r'(?:"(?P<before>[^"]*)")?(?P<digits>[#0,]+(?:\.0+)?)(?P<sign>%?)'
                     r'(?:"(?P<behind>[^"]*)")?(?:_.)?')  # fmt: skip
_DATES = re.compile(r"[yYdDhH]")
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
    """Return what a format code shows.

    >>> number_format("0.00%").percent, number_format('0"%"').percent
    (True, False)
    """
    first = code.partition(";")[0]
    simple = _SIMPLE.fullmatch(first)
    if simple:
        return NumberFormat(simple["sign"] == "%", simple["before"] or "", simple["behind"] or "")
    bare = _QUOTED.sub("", first)
    return NumberFormat("%" in bare, date=_DATES.search(bare) is not None)


def builtin_format(number: int) -> NumberFormat:
    """Return a format that has a number only (ECMA-376 18.8.30)."""
    date = 14 <= number <= 22 or 27 <= number <= 36 or 45 <= number <= 58  # noqa: PLR2004 - the standard's ranges
    return NumberFormat(number in _PER_CENT_IDS, date=date)
