"""Pieces of live formulas that give the same in Excel, LibreOffice, Gnumeric and IronCalc.

Measured: over a whole column ISNUMBER, ISTEXT, SEARCH and COUNTIF with a column of
criteria work in Excel and LibreOffice only; comparisons work everywhere. The criterion
``"?*"`` matches numbers in LibreOffice only; ``"<>"`` matches whatever is not blank.
"""

from __future__ import annotations


def is_number_in(column: int) -> str:
    """Return what is 1 for each number of a column inside SUMPRODUCT, and else 0.

    A text is greater than any number, and a blank cell equals "". An error stays one.

    >>> is_number_in(0)
    '({0}<>"")*({0}<9E+307)'
    """
    return f'({{{column}}}<>"")*({{{column}}}<9E+307)'


def rows_with(column: int, cell: str) -> str:
    """Return how many rows of a column hold the text of a cell, case aside.

    A code that was typed as a number equals the same code as a text, as for MATCH in Calc.

    >>> rows_with(0, "[code]")
    'SUMPRODUCT(--({0}&""=[code]&""))'
    """
    return f'SUMPRODUCT(--({{{column}}}&""={cell}&""))'


def tolerance_in(names: int, values: int, name: str, default: float) -> str:
    """Return the number that 参数 gives by this name, else the default.

    >>> tolerance_in(0, 1, "权重合计", 100.0)
    'IF(IFERROR(ISNUMBER(INDEX({1},MATCH("权重合计",{0},0))),FALSE),INDEX({1},MATCH("权重合计",{0},0)),100.0)'
    """
    cell = f'INDEX({{{values}}},MATCH("{name}",{{{names}}},0))'
    return f"IF(IFERROR(ISNUMBER({cell}),FALSE),{cell},{default})"
