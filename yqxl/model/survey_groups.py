"""Several groups of a survey as one source: ``S01+S02``."""

from __future__ import annotations

#: how many groups a cell's formula takes together, and how long their text may be
MOST_GROUPS, LONGEST_GROUPS = 5, 99


def group_codes(source: str) -> list[str]:
    """Return the codes of the groups that a source takes together, lower-cased.

    Empty where it is no such source, or longer than a cell's formula can take apart.

    >>> group_codes("S01+S02"), group_codes("S01"), group_codes("a+b+c+d+e+f")
    (['s01', 's02'], [], [])
    """
    codes = [code.strip(" ") for code in source.lower().split("+")]
    fits = 1 < len(codes) <= MOST_GROUPS and len(source) <= LONGEST_GROUPS
    return codes if fits else []
