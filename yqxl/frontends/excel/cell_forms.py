"""Where the roles of a grid stand, and their forms as what xlwings can set."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Literal, TypeVar

from yqxl.grid import Grid, Role
from yqxl.look import ROLES, Across

#: a rectangle of a grid: row, column, rows, columns; counted from 0
Block = tuple[int, int, int, int]
Key = TypeVar("Key", bound=Hashable)
Horizontal = Literal["left", "center", "right", "center_across_selection"]


def horizontal(across: Across) -> Horizontal:
    """Return an alignment as xlwings calls it."""
    return "center_across_selection" if across == "title" else across


def colour(rgb: str) -> str:
    """Return a colour as xlwings takes it; "" where the program chooses."""
    return f"#{rgb}" if rgb else ""


def role_blocks(grid: Grid) -> dict[Role, list[Block]]:
    """Return where each role stands; a cell that a span covers has the role of the span."""
    return _blocks(_roles(grid))


def bordered_blocks(grid: Grid) -> list[Block]:
    """Return where cells have borders, whatever their role."""
    bordered = [[ROLES[role].frame is not None for role in line] for line in _roles(grid)]
    return _blocks(bordered).get(True, [])


def _roles(grid: Grid) -> list[list[Role]]:
    roles = [[cell.role for cell in row] for row in grid.rows]
    for span in grid.spans:
        for row in range(span.row, span.row + span.rows):
            for column in range(span.column, span.column + span.columns):
                roles[row][column] = roles[span.row][span.column]
    return roles


def _blocks(keys: Sequence[Sequence[Key]]) -> dict[Key, list[Block]]:
    """Return the rectangles of equal keys: runs of a row, joined with equal ones above."""
    found: dict[Key, list[Block]] = {}
    above: dict[tuple[Key, int, int], Block] = {}
    for number, line in enumerate(keys):
        runs: dict[tuple[Key, int, int], Block] = {}
        for key, start, end in _runs(line):
            top, left, rows, columns = above.pop((key, start, end), (number, start, 0, end - start))
            runs[key, start, end] = (top, left, rows + 1, columns)
        _keep(found, above)
        above = runs
    _keep(found, above)
    return found


def _keep(found: dict[Key, list[Block]], ended: Mapping[tuple[Key, int, int], Block]) -> None:
    for (key, _, _), block in ended.items():
        found.setdefault(key, []).append(block)


def _runs(line: Sequence[Key]) -> Iterator[tuple[Key, int, int]]:
    start = 0
    for column in range(1, len(line) + 1):
        if column == len(line) or line[column] != line[start]:
            yield line[start], start, column
            start = column
