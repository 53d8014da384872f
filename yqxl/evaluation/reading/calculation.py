"""How a workbook wants to be computed, where that changes figures (ECMA-376 18.2.2)."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.contract import COVER_SHEET
from yqxl.model.facts import Fact, FactKind


def calculation_facts(
    *, rounded: bool = False, manual: bool = False, iterating: bool = False
) -> Iterator[Fact]:
    """Yield a fact for each setting that makes a spreadsheet compute otherwise.

    Args:
        rounded: precision as displayed: a recalculation rounds each cell to what it shows.
        manual: nothing is computed before somebody presses F9.
        iterating: circular formulas go round instead of being refused.

    >>> [fact.kind.value for fact in calculation_facts(manual=True)]
    ['computed only when somebody asks for it']
    """
    for setting, kind in (
        (rounded, FactKind.ROUNDED_AS_SHOWN),
        (manual, FactKind.MANUAL_CALCULATION),
        (iterating, FactKind.ITERATION),
    ):
        if setting:
            yield Fact(kind, COVER_SHEET)
