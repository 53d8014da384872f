"""The texts in the first rows of a sheet: enough to tell whose table it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yqxl.evaluation.reading.book import BookCell

#: below these rows no header is looked for in a sheet that is not ours by name
FIRST_ROWS = 30
#: row and column, counted from 1, and the text
FirstText = tuple[int, int, str]


def first_texts(cells: Mapping[tuple[int, int], BookCell]) -> Iterator[FirstText]:
    """Yield the texts in the first rows of a sheet whose cells are at hand."""
    for (row, column), cell in cells.items():
        if row <= FIRST_ROWS and isinstance(cell.value, str):
            yield row, column, cell.value
