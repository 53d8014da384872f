"""Live formulas to the cells of the contract tables.

A formula over a blank cell gives 0, and ``&`` makes text of a number: what stands here
shows a cell as it is. Formulas are kept, for those of one row are the same in every file.
"""

from __future__ import annotations

from functools import lru_cache

from yqxl.arithmetic import Value
from yqxl.grid import Formula, NamedRef, Ref

#: formulas of so many rows and columns are kept
KEPT = 16384


@lru_cache(maxsize=KEPT)
def text_formula(table: str, row: int, column: str) -> Formula:
    """Return the formula that shows a text cell."""
    return Formula('{0}&""', (Ref(table, row, column),))


@lru_cache(maxsize=KEPT)
def number_formula(table: str, row: int, column: str) -> Formula:
    """Return the formula that shows a number cell, and nothing for a blank one."""
    return Formula('IF({0}="","",{0})', (Ref(table, row, column),))


@lru_cache(maxsize=64)
def named_formula(field: str) -> Formula:
    """Return the formula that shows the text of a named cell."""
    return Formula('{0}&""', (NamedRef(field),))


def shown(value: Value) -> Value:
    """Return what the formula to a cell shows: ``""`` for a blank one."""
    return "" if value is None else value
