"""How each role of a cell looks, as what xlwings can set.

The forms are those of the files that yqxl writes; here their fragments of the stylesheet
are taken apart again, so that a form has one source.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeVar

from yqxl.grid import Grid, Role
from yqxl.workbook.graft.role_styles import FORMS, NO_BORDER

#: a rectangle of a grid: row, column, rows, columns; counted from 0
Block = tuple[int, int, int, int]
Key = TypeVar("Key", bound=Hashable)
Horizontal = Literal["left", "center", "right", "center_across_selection"]
_HORIZONTAL: Mapping[str, Horizontal] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "centerContinuous": "center_across_selection",
}


@dataclass(frozen=True, slots=True)
class LiveForm:
    """The form of a role, by the names of xlwings."""

    font: str
    size: float
    bold: bool
    ink: str
    paper: str
    horizontal: Horizontal
    wrap: bool
    bordered: bool
    number_format: str


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match[1] if match else ""


def _colour(argb: str) -> str:
    return f"#{argb[2:]}" if argb else ""


@cache
def live_form(role: Role) -> LiveForm:
    """Return the form of a role."""
    form = FORMS[role]
    horizontal = _found(r'horizontal="(\w+)"', form.alignment)
    return LiveForm(
        _found(r'<name val="([^"]+)"', form.font),
        float(_found(r'<sz val="([^"]+)"', form.font)),
        "<b/>" in form.font,
        _colour(_found(r'<color rgb="(\w+)"', form.font)),
        _colour(_found(r'<fgColor rgb="(\w+)"', form.fill)),
        _HORIZONTAL[horizontal],
        "wrapText" in form.alignment,
        form.border != NO_BORDER,
        form.number_format,
    )


def role_blocks(grid: Grid) -> dict[Role, list[Block]]:
    """Return where each role stands; a cell that a span covers has the role of the span."""
    return _blocks(_roles(grid))


def bordered_blocks(grid: Grid) -> list[Block]:
    """Return where cells have borders, whatever their role."""
    bordered = [[live_form(role).bordered for role in line] for line in _roles(grid)]
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
