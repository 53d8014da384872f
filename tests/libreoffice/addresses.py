"""Cell addresses: ``B3`` and (3, 2), rows and columns counted from 1."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")


def position(address: str) -> tuple[int, int]:
    """Return row and column of ``B3``.

    >>> position("B3"), position("AA10")
    ((3, 2), (10, 27))
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(f"not a cell address: {address}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def address(row: int, column: int) -> str:
    """Return ``B3`` for row 3, column 2.

    >>> address(3, 2), address(10, 27), address(1, 702)
    ('B3', 'AA10', 'ZZ1')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
