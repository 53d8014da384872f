"""Two tables of one project in a report: the indicator system, and further down its scores.

They are one where they name the same indicators, give them the same weights and do not both
score them differently: projects of one template differ in their scores.
"""

from __future__ import annotations

from collections.abc import Iterable

from yqxl.evaluation.importing.cell_texts import plain
from yqxl.evaluation.importing.taken import Draft, IndicatorRow

_ALIKE = 0.9
_SLACK = 0.0051


def are_same_indicators(first: Draft, second: Draft) -> bool:
    """Return whether two tables are about the same indicators of one project."""
    own, other = _by_name(first.rows), _by_name(second.rows)
    if len(own) < len(first.rows) or len(other) < len(second.rows):
        return False
    shared = own.keys() & other.keys()
    if not shared or len(shared) < _ALIKE * max(len(own), len(other)):
        return False
    return all(
        _agree(own[name], other[name], role) for name in shared for role in ("weight", "score")
    )


def _by_name(rows: Iterable[IndicatorRow]) -> dict[str, IndicatorRow]:
    return {plain(row.text("name")): row for row in rows}


def _agree(first: IndicatorRow, second: IndicatorRow, role: str) -> bool:
    numbers = first.number(role), second.number(role)
    if numbers[0] is None or numbers[1] is None:
        return True
    return abs(numbers[0] - numbers[1]) < _SLACK


def merge_indicators(first: Draft, second: Draft) -> None:
    """Put what only the second table says of an indicator beside what the first says."""
    other = _by_name(second.rows)
    names = [plain(row.text("name")) for row in first.rows]
    for name, row in zip(names, first.rows, strict=True):
        for field, taken in other[name].cells.items() if name in other else ():
            row.cells.setdefault(field, taken)
    first.rows += [row for name, row in other.items() if name not in names]
