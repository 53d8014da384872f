"""Where the rows of an evaluation stand in a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

#: how far below a table's closing row content still counts as typed directly below it
ROWS_BELOW = 3


@dataclass(frozen=True)
class TableLayout:
    """One contract table in its sheet; rows and columns of the sheet count from 1."""

    table: str
    sheet: str
    header_row: int
    #: column number by field name, for the columns that are there
    columns: Mapping[str, int]
    #: sheet row of each data row, in order
    rows: tuple[int, ...]
    #: the closing row (sentinel), or the row after the last one
    last_row: int
    #: rows inside the table in which nobody typed anything
    blank_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Layout:
    """All tables and named cells of one workbook."""

    tables: Mapping[str, TableLayout] = field(default_factory=dict)
    #: (sheet, row, column) of each named cell of 首页, by field name
    named: Mapping[str, tuple[str, int, int]] = field(default_factory=dict)


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a column counted from 1.

    >>> column_letters(1), column_letters(26), column_letters(27), column_letters(703)
    ('A', 'Z', 'AA', 'AAA')
    """
    letters = ""
    while column:
        column, rest = (column - 1) // 26, (column - 1) % 26
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1.

    >>> column_number("A"), column_number("AA"), column_number("AAA")
    (1, 27, 703)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_name(row: int, column: int) -> str:
    """Return the A1 name of a cell counted from 1.

    >>> cell_name(5, 15)
    'O5'
    """
    return f"{column_letters(column)}{row}"


def quoted_sheet(sheet: str) -> str:
    """Return a sheet's name as a formula needs it: always quoted.

    Chinese names need no quotes in Excel, but some engines misread them without.

    >>> quoted_sheet("指标体系"), quoted_sheet("it's")
    ("'指标体系'", "'it''s'")
    """
    return "'" + sheet.replace("'", "''") + "'"
