"""Puts values into the cells of a new sheet, exactly and never as a formula by accident."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import TYPE_CHECKING, cast

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.workbook.package.cell_markup import fitting, number_text, text_markup

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
#: day 0 of the dates of a spreadsheet, and the first day that every program numbers alike
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return the cell at this place; a template merges none."""
    return cast("Cell", sheet.cell(row, column))


def put_text(cell: Cell, text: str) -> None:
    """Write a text as a text, whatever it begins with."""
    # openpyxl escapes for XML itself; what remains are the codes for control characters
    cell.value = unescape(text_markup(fitting(text)))
    cell.data_type = "s"


def put_value(cell: Cell, value: Value) -> None:
    """Write a value as it is; a number to its last digit, nothing for a blank."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        put_text(cell, value)
    elif isinstance(value, ErrorValue):
        cell.value = value.value
        cell.data_type = "e"
    else:
        # openpyxl writes 16 digits of a number, which is another double three times in ten
        cell.value = number_text(value)
        cell.data_type = "n"


def put_formula(cell: Cell, formula: str) -> None:
    """Write a formula of ours (without ``=``)."""
    cell.value = f"={formula}"
    cell.data_type = "f"


def day_number(iso: str) -> float | None:
    """Return the number that a spreadsheet has for an ISO date, None for any other text.

    >>> day_number("2023-03-31"), day_number("2023-02-30"), day_number("三月")
    (45016.0, None, None)
    """
    match = _ISO_DATE.fullmatch(iso)
    try:
        day = date(*map(int, match.groups())) if match else None
    except ValueError:
        day = None
    if day is None or day < _FIRST_SAFE_DAY:
        return None
    return float((day - _DAY_ZERO).days)


def put_date(cell: Cell, iso: str) -> bool:
    """Write an ISO date as a date; return False, the text written, when it is none."""
    number = day_number(iso)
    put_value(cell, iso if number is None else number)
    return number is not None
