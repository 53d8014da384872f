"""Cell addresses as a sheet's XML writes them, checked against the grid."""

from __future__ import annotations

import re

from yqxl.workbook.package.limits import GRID_COLUMNS, GRID_ROWS

_LAST_COLUMN = "XFD"
#: First row, first column, last row, last column; rows and columns count from 1.
Area = tuple[int, int, int, int]

_COLUMNS_ONLY = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_ROWS_ONLY = re.compile(r"\$?([1-9][0-9]{0,6}):\$?([1-9][0-9]{0,6})")
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?")


class _Columns(dict[str, int]):
    """Column numbers by their letters, each worked out once."""

    def __missing__(self, letters: str) -> int:
        number = 0
        for letter in letters:
            number = number * 26 + ord(letter) - 64
        self[letters] = number
        return number


#: The number of a column from its letters: ``COLUMNS["AA"] == 27``.
COLUMNS = _Columns()


def area_of(ref: str) -> Area | None:
    """Return the area that ``B2:D5`` or ``B2`` names, or None if no sheet has it.

    Whole columns and rows come too as LibreOffice writes them: ``H:H``, ``3:4``.

    >>> area_of("B2:D5"), area_of("A1"), area_of("XFE1"), area_of("D5:B2")
    ((2, 2, 5, 4), (1, 1, 1, 1), None, None)
    >>> area_of("H:H"), area_of("3:4")
    ((1, 8, 1048576, 8), (3, 1, 4, 16384))
    """
    columns, rows = _COLUMNS_ONLY.fullmatch(ref), _ROWS_ONLY.fullmatch(ref)
    if columns:
        ref = f"{columns[1]}1:{columns[2]}{GRID_ROWS}"
    elif rows:
        ref = f"A{rows[1]}:{_LAST_COLUMN}{rows[2]}"
    match = _AREA.fullmatch(ref)
    if not match:
        return None
    first_letters, first_digits, last_letters, last_digits = match.groups()
    row, column = int(first_digits), COLUMNS[first_letters]
    last_row = int(last_digits) if last_digits else row
    last_column = COLUMNS[last_letters] if last_letters else column
    if row > last_row or column > last_column or last_row > GRID_ROWS:
        return None
    return (row, column, last_row, last_column) if last_column <= GRID_COLUMNS else None


def size_of(area: Area) -> int:
    """Return how many cells the area covers."""
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)
