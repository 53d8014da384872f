"""Column formulas cut at their row numbers, so that one comparison tells ours from others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from yqxl.evaluation.formulas.column_formulas import FLAVOURS, formula_of
from yqxl.model.layout import column_letters

_FIELD = re.compile(r"\[(\w+)\]")
#: evaluations are shorter; what is longer is compared anew
_REMEMBERED_ROWS = 500
_BLANKS = re.compile(r"\s+|_xlfn\.|_xll\.|_xludf\.")


@lru_cache(maxsize=1024)
def _pieces(
    table: str, field: str, flavour: str, columns: tuple[tuple[str, int], ...]
) -> tuple[str, ...] | None:
    """Return the texts between the row numbers: ``str(row).join(pieces)`` is the formula."""
    numbers = dict(columns)
    parts = _FIELD.split(formula_of(table, field, flavour).removeprefix("="))
    pieces = [parts[0]]
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        if name not in numbers:
            return None
        pieces[-1] += column_letters(numbers[name])
        pieces.append(text)
    return tuple(pieces)


class ColumnFormula:
    """What yqxl writes into one computed column whose table has its columns like this."""

    def __init__(self, table: str, field: str, columns: tuple[tuple[str, int], ...]) -> None:
        """Prepare the formula of each flavour for the columns as they stand in the file."""
        self._flavours = [
            (flavour, pieces)
            for flavour in FLAVOURS
            if (pieces := _pieces(table, field, flavour, columns)) is not None
        ]
        #: flavours of texts that were seen, by text and row: a batch sees the same ones
        self._seen: dict[tuple[str, int], str] = {}

    def flavour(self, text: str, row: int) -> str | None:
        """Return the flavour that this text is in this row; None when it is not ours."""
        seen = self._seen.get((text, row))
        if seen is not None:
            return seen
        number = str(row)
        for flavour, pieces in self._flavours:
            if number.join(pieces) == text:
                if row <= _REMEMBERED_ROWS:
                    self._seen[text, row] = flavour
                return flavour
        plain = _plain(text)
        for flavour, pieces in self._flavours:
            if _plain(number.join(pieces)) == plain:
                return flavour
        return None

    def text(self, row: int) -> str:
        """Return the native formula of this row, ``""`` when a column is missing."""
        for flavour, pieces in self._flavours:
            if flavour == FLAVOURS[0]:
                return str(row).join(pieces)
        return ""


@lru_cache(maxsize=512)
def _kept(table: str, field: str, columns: tuple[tuple[str, int], ...]) -> ColumnFormula:
    return ColumnFormula(table, field, columns)


def column_formula(table: str, field: str, columns: Mapping[str, int]) -> ColumnFormula:
    """Return the formula of a computed column for the columns as they stand in the file."""
    return _kept(table, field, tuple(columns.items()))


def _plain(text: str) -> str:
    """Return a formula as programs may have rewritten it: no blanks, no case, no anchors."""
    return _BLANKS.sub("", text).replace("$", "").upper()
