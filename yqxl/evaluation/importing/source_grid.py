"""The one shape into which every reader puts a table: cells with span, per cent and address.

A merged cell is one object that stands at every place it covers, so that a reader of the
grid asks for a place and learns by identity whether two places are one cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yqxl.model.layout import cell_name


@dataclass(frozen=True, eq=False, slots=True)
class SourceCell:
    """One cell; rows and columns count from 0, ``last_row`` and ``last_column`` belong to it.

    Attributes:
        value: a number, a text, or None for a blank.
        percent: whether the number is shown as per cent (0.96 stands for 96 %).
        shown: the text as displayed, where the number format adds words to a number.
        remark: what the reader saw: a formula without a value, an error, a hidden row.
    """

    value: float | str | None
    row: int
    column: int
    last_row: int
    last_column: int
    percent: bool = False
    shown: str = ""
    remark: str = ""

    @property
    def text(self) -> str:
        """The cell as a person reads it.

        >>> SourceCell(0.885, 0, 0, 0, 0, percent=True).text, SourceCell(12.0, 0, 0, 0, 0).text
        ('88.5%', '12')
        """
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return self.value
        if self.shown:
            return self.shown
        return f"{self.value * 100:.10g}%" if self.percent else f"{self.value:.15g}"

    @property
    def filled(self) -> bool:
        """Whether anything stands in the cell."""
        return self.value is not None and self.text.strip() != ""

    @property
    def merged(self) -> bool:
        """Whether the cell covers more than one place."""
        return (self.row, self.column) != (self.last_row, self.last_column)

    @property
    def height(self) -> int:
        """Over how many rows the cell runs."""
        return self.last_row - self.row + 1

    @property
    def width(self) -> int:
        """Over how many columns the cell runs."""
        return self.last_column - self.column + 1


@dataclass(frozen=True, eq=False)
class SourceGrid:
    """A table as rows of cells.

    Attributes:
        name: the sheet's name, or 表1 for the first table of a document.
        rows: the cells by row and column; all rows have the same length.
        sheet: whether its cells have addresses like B5.
        before: the paragraphs before a table of a document, nearest last.
        lengths: up to which cell each row of a text file is filled; none for other files.
        pages: the first row and the name of each further table that goes on with this one.
    """

    name: str
    rows: tuple[tuple[SourceCell | None, ...], ...]
    sheet: bool = True
    before: tuple[str, ...] = ()
    lengths: tuple[int, ...] = ()
    pages: tuple[tuple[int, str], ...] = ()

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.rows[0]) if self.rows else 0

    def at(self, row: int, column: int) -> SourceCell | None:
        """Return the cell that covers a place, None outside and where nothing stands."""
        if 0 <= row < self.height and 0 <= column < self.width:
            return self.rows[row][column]
        return None

    def filled(self, row: int, column: int) -> SourceCell | None:
        """Return the cell that covers a place if something stands in it."""
        cell = self.at(row, column)
        return cell if cell is not None and cell.filled else None

    def starting(self, row: int) -> list[SourceCell]:
        """Return the filled cells that begin in a row, from left to right."""
        if not 0 <= row < self.height:
            return []
        return [
            cell
            for column, cell in enumerate(self.rows[row])
            if cell is not None and cell.filled and (cell.row, cell.column) == (row, column)
        ]

    def cells(self) -> Iterable[SourceCell]:
        """Yield every filled cell once, in reading order."""
        for row in range(self.height):
            yield from self.starting(row)

    def unread(self) -> Iterable[SourceCell]:
        """Yield the blanks where something stands that no reader could read."""
        noted = {cell: None for cells in self.rows for cell in cells if cell and cell.remark}
        yield from (cell for cell in noted if not cell.filled)

    def place(self, cell: SourceCell) -> str:
        """Return where a cell stands, as a person looks for it."""
        if self.sheet:
            return f"{self.name}!{cell_name(cell.row + 1, cell.column + 1)}"
        begun = [page for page in self.pages if page[0] <= cell.row]
        first, name = begun[-1] if begun else (0, self.name)
        return f"{name} 第{cell.row - first + 1}行第{cell.column + 1}列"

    def column_place(self, column: int) -> str:
        """Return which column of the grid is meant."""
        if self.sheet:
            return f"{self.name}!{cell_name(1, column + 1)[:-1]} 列"
        return f"{self.name} 第{column + 1}列"

    def part(self, first: int, last: int, shared: int) -> SourceGrid:
        """Return the columns ``first`` to ``last``, those before ``shared`` kept as well."""
        rows = tuple(
            tuple(
                cell if column < shared or first <= column <= last else None
                for column, cell in enumerate(row)
            )
            for row in self.rows
        )
        return replace(self, rows=rows)

    def followed_by(self, other: SourceGrid) -> SourceGrid:
        """Return the grid with another one below it, whose cells keep their own places."""
        moved = {
            cell: replace(cell, row=cell.row + self.height, last_row=cell.last_row + self.height)
            for row in other.rows
            for cell in row
            if cell is not None
        }
        below = tuple(
            tuple(moved[cell] if cell is not None else None for cell in row) for row in other.rows
        )
        return replace(self, rows=self.rows + below, pages=(*self.pages, (self.height, other.name)))


def grid_of(
    name: str,
    cells: Iterable[SourceCell],
    *,
    sheet: bool = True,
    before: Sequence[str] = (),
    lengths: Sequence[int] = (),
) -> SourceGrid:
    """Return the grid of some cells; where two claim a place the earlier one keeps it."""
    listed = list(cells)
    height = max((cell.last_row for cell in listed), default=-1) + 1
    width = max((cell.last_column for cell in listed), default=-1) + 1
    rows: list[list[SourceCell | None]] = [[None] * width for _ in range(height)]
    for cell in listed:
        for row in range(cell.row, cell.last_row + 1):
            for column in range(cell.column, cell.last_column + 1):
                if rows[row][column] is None:
                    rows[row][column] = cell
    return SourceGrid(name, tuple(map(tuple, rows)), sheet, tuple(before), tuple(lengths))
