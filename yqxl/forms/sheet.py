"""Building blocks of forms: rows of parts that run over columns, spans, live formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yqxl.arithmetic import Value
from yqxl.grid import Cell, Formula, NamedRef, Ref, Role, Span

#: a cell, or a text with a role of its own, and over how many columns it runs
Part = tuple[Cell, int]


def label(text: str) -> Cell:
    """Return a fixed text of the form."""
    return Cell(text, None, Role.HEADER)


def typed_text(value: str, table: str, row: int, column: str, role: Role = Role.TEXT) -> Cell:
    """Return a text that stands in a cell of the workbook."""
    return Cell(value, Formula('{0}&""', (Ref(table, row, column),)), role)


def typed_number(value: Value, table: str, row: int, column: str, role: Role) -> Cell:
    """Return a number that stands in a cell of the workbook, blank for a blank."""
    shown = "" if value is None else value
    return Cell(shown, Formula('IF({0}="","",{0})', (Ref(table, row, column),)), role)


def cover_text(value: str, field_: str) -> Cell:
    """Return a text of 首页."""
    return Cell(value, Formula('{0}&""', (NamedRef(field_),)), Role.TEXT)


@dataclass
class FormSheet:
    """A form while it is put together, row by row from the top."""

    columns: int
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def add(self, *parts: Part) -> int:
        """Add a row; return its number."""
        number = len(self.rows)
        cells: list[Cell] = []
        for cell, columns in parts:
            if columns > 1 and cell.role is not Role.TITLE:
                self.spans.append(Span(number, len(cells), 1, columns))
            cells.append(cell)
            blank = Role.BLANK if cell.role is Role.TITLE else cell.role
            cells += [Cell(role=blank)] * (columns - 1)
        if len(cells) != self.columns:
            raise ValueError(f"row {number} has {len(cells)} columns, not {self.columns}")
        self.rows.append(tuple(cells))
        return number

    def down(self, row: int, column: int, rows: int, columns: int = 1) -> None:
        """Merge a cell downwards."""
        self.spans = [
            s for s in self.spans if not (s.column == column and row <= s.row < row + rows)
        ]
        if rows > 1 or columns > 1:
            self.spans.append(Span(row, column, rows, columns))


def runs(labels: Sequence[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Yield (first, count) of equal labels that follow each other.

    >>> list(runs([("甲",), ("甲",), ("乙",)]))
    [(0, 2), (2, 1)]
    """
    first = 0
    for number in range(1, len(labels) + 1):
        if number == len(labels) or labels[number] != labels[first]:
            yield first, number - first
            first = number
