"""Which rows of an open sheet are hidden, asked in few calls.

A program tells of a whole area whether all of it is hidden, none, or some: halving what is
mixed finds n hidden blocks among r rows in about 2·n·log2(r) calls, none in one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings


def hidden_rows(sheet: xlwings.Sheet, rows: Sequence[int]) -> Iterator[int]:
    """Yield those of the rows (ascending, counted from 1) that people do not see."""
    if not rows:
        return
    hidden = _all_hidden(sheet, rows[0], rows[-1])
    if hidden is None and len(rows) > 1:
        middle = len(rows) // 2
        yield from hidden_rows(sheet, rows[:middle])
        yield from hidden_rows(sheet, rows[middle:])
    elif hidden:
        yield from rows


def _all_hidden(sheet: xlwings.Sheet, first: int, last: int) -> bool | None:
    """Return whether every row is hidden; None where some are (Range.Hidden of whole rows).

    A program that does not say so by itself gives heights; that of a hidden row is 0.
    """
    area = sheet.range(f"A{first}:A{last}")
    whole = getattr(area.api, "EntireRow", None)
    if whole is not None:
        hidden: bool | None = whole.Hidden
        return hidden
    try:
        height = area.row_height
    except NotImplementedError:
        return False
    return None if height is None else height == 0
