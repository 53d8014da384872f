"""Where the row formulas of the live checks stand in the hidden working sheet.

Each takes one column, in the order of the checks; nothing is listed.
"""

from __future__ import annotations

from functools import cache

from yqxl.catalog import checks
from yqxl.grid import WorkingRef
from yqxl.model.contract import WORKING_SHEET
from yqxl.model.layout import column_letters, quoted_sheet
from yqxl.registry import LiveRows
from yqxl.tables.live.working_sheet import FIRST_ROW

#: the row, counted from 1, that says how many rows of a table are not covered
BEYOND_ROW = FIRST_ROW - 1
#: more rows than any table has; what a check adds up reaches down to there
_LAST_ROW = 2003


@cache
def working_parts() -> tuple[tuple[WorkingRef, LiveRows], ...]:
    """Return every row formula with what refers to its column, in the columns' order."""
    return tuple(
        (WorkingRef(check.code, part), rows)
        for check in checks()
        if check.live is not None
        for part, rows in enumerate(check.live.rows)
    )


@cache
def working_column(ref: WorkingRef) -> str:
    """Return the cells of a column: ``'_表格辅助（勿删）'!$C$4:$C$2003``.

    Raises ValueError when no check has such a row formula.
    """
    number = [one for one, _ in working_parts()].index(ref) + 1
    letters = column_letters(number)
    return f"{quoted_sheet(WORKING_SHEET)}!${letters}${FIRST_ROW}:${letters}${_LAST_ROW}"
