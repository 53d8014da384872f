"""Which parts of an open sheet hold something, without reading all that is formatted.

Excel counts formatted cells as used. A column formatted down to row 1,048,576 would hand
over a hundred million values, or none for lack of memory. ``CountA`` counts on Excel's
side, hidden and filtered rows included, so that blank parts are never handed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import xlwings

#: as many cells are read at once without asking
_PLENTY = 200_000


class _Box(NamedTuple):
    row: int
    column: int
    rows: int
    columns: int

    def halves(self) -> tuple[_Box, _Box]:
        row, column, rows, columns = self
        if rows > 1:
            half = rows // 2
            return _Box(row, column, half, columns), _Box(row + half, column, rows - half, columns)
        half = columns // 2
        return _Box(row, column, 1, half), _Box(row, column + half, 1, columns - half)


def filled_blocks(sheet: xlwings.Sheet) -> Iterator[xlwings.Range]:
    """Yield the used range, or, where it is very large, the parts that are not blank."""
    used = sheet.used_range
    box = _Box(used.row, used.column, *used.shape)
    if box.rows * box.columns <= _PLENTY:
        yield used
        return
    functions = getattr(sheet.book.app.api, "WorksheetFunction", None)
    if functions is None:  # no such object outside of Windows
        yield used
        return

    def filled(part: _Box) -> bool:
        return bool(functions.CountA(_range(sheet, part).api))

    for part in _parts(box, filled):
        yield _range(sheet, part)


def _range(sheet: xlwings.Sheet, box: _Box) -> xlwings.Range:
    last = (box.row + box.rows - 1, box.column + box.columns - 1)
    return sheet.range((box.row, box.column), last)


def _parts(box: _Box, filled: Callable[[_Box], bool]) -> Iterator[_Box]:
    if not filled(box):
        return
    if box.rows * box.columns <= _PLENTY:
        yield box
        return
    for half in box.halves():
        yield from _parts(half, filled)
