"""The header of an indicator table: one to three rows, told by words in company."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from yqxl.evaluation.importing.cell_texts import plain
from yqxl.evaluation.importing.header_words import cover_role, indicator_role
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid

NAMES = frozenset({"level1", "level2", "name", "name4"})
MEASURES = frozenset({"weight", "score", "target", "actual", "interim"})
#: columns that hardly any other table has
_TELLING = NAMES | {"weight", "score", "code"}
#: what stands over 一级指标, 二级指标, 三级指标
_GROUP = re.compile("指标|绩效|体系|评价|考核")
_LONGEST_GROUP = 8
_DEEPEST = 3
_FEWEST_KINDS = 3
#: so many of its columns make a header the same one again
_ALIKE = 0.75
#: a longer text is no header
_LONGEST = 20
#: what a label over several columns without texts of their own stands for
_SPREAD = {1: ("name",), 2: ("level1", "name"), 3: ("level1", "level2", "name")}


@dataclass(frozen=True)
class Header:
    """A header found: which column means what.

    Attributes:
        row: its first row.
        depth: how many rows it has.
        roles: the role of each column that has one.
        cells: the header cell that decided, by column.
        guessed: columns under one merged label, told apart by their order only.
    """

    row: int
    depth: int
    roles: dict[int, str]
    cells: dict[int, SourceCell]
    guessed: frozenset[int]

    def text(self, column: int) -> str:
        """Return the plain header text of a column."""
        cell = self.cells.get(column)
        return plain(cell.text) if cell else ""


def find_header(grid: SourceGrid, row: int) -> Header | None:
    """Return the header that begins in a row, or None."""
    tops = grid.starting(row)
    if not any(_heads_indicators(cell) for cell in tops):
        return None
    depth = 1
    while depth < _DEEPEST and _goes_on(grid, row, depth):
        depth += 1
    header = _header(grid, row, _past_disturbance(grid, row, depth))
    return header if _is_one(grid, header) else None


def _heads_indicators(cell: SourceCell) -> bool:
    """Return whether a top cell belongs to a table of indicators: a column, or a group."""
    word = plain(cell.text)
    if indicator_role(word) in _TELLING:
        return True
    return cell.width > 1 and len(word) <= _LONGEST_GROUP and _GROUP.search(word) is not None


def _goes_on(grid: SourceGrid, row: int, depth: int) -> bool:
    """Return whether the next row belongs to the header: known words, or parts of a group."""
    below = grid.starting(row + depth)
    known = 0
    for cell in below:
        role = indicator_role(plain(cell.text))
        above = grid.filled(row + depth - 1, cell.column)
        group = above is not None and above.width > 1
        if _numeric(cell) or len(cell.text) > _LONGEST or not (role or group):
            return False
        if above is not None and indicator_role(plain(above.text)) in NAMES and role not in NAMES:
            return False
        known += bool(role)
    beside = all(
        cell.width > 1 or cell.last_row >= row + depth or _unmerged_top(grid, cell, depth)
        for cell in grid.starting(row)
    )
    return bool(below) and beside and (known > 0 or len(below) > 1)


def _unmerged_top(grid: SourceGrid, cell: SourceCell, depth: int) -> bool:
    """Return whether a one-cell top stands over a blank, or over a word that refines it."""
    below = grid.filled(cell.row + depth, cell.column)
    return below is None or indicator_role(plain(below.text)) is not None


def _past_disturbance(grid: SourceGrid, row: int, depth: int) -> int:
    """Return the depth with a row of level names that something was put in front of.

    A header without levels stands over one with them: a blank or a remark in between
    does not make the group above a column of names.
    """
    tops = {indicator_role(plain(cell.text)) for cell in grid.starting(row)}
    if "name" not in tops or {"level1", "level2"} & tops:
        return depth
    for at in range(row + 1, row + 1 + _DEEPEST):
        words = {indicator_role(plain(cell.text)) for cell in grid.starting(at)}
        if {"level1", "level2"} & words and len(words & NAMES) > 1:
            return max(depth, at - row + 1)
    return depth


def _numeric(cell: SourceCell) -> bool:
    return not isinstance(cell.value, str) or points_of(cell).form in (Form.POINTS, Form.PERCENT)


def _header(grid: SourceGrid, row: int, depth: int) -> Header:
    roles: dict[int, str] = {}
    cells: dict[int, SourceCell] = {}
    for column in range(grid.width):
        for cell in reversed(list(_stack(grid, row, depth, column))):
            role = indicator_role(plain(cell.text))
            if role:
                roles[column], cells[column] = role, cell
                break
    guessed = _spread(roles, cells)
    return Header(row, depth, roles, cells, guessed)


def _stack(grid: SourceGrid, row: int, depth: int, column: int) -> Iterable[SourceCell]:
    """Yield the header cells over a column from the top; a label beside the body is none."""
    seen = None
    for at in range(row, row + depth):
        cell = grid.filled(at, column)
        if cell is None or cell is seen or cell.row < row or cell.last_row > row + depth:
            continue
        seen = cell
        yield cell


def _spread(roles: dict[int, str], cells: dict[int, SourceCell]) -> frozenset[int]:
    """Share merged labels out over their columns; other merged headers keep their first."""
    guessed: set[int] = set()
    for cell in set(cells.values()):
        columns = sorted(column for column, own in cells.items() if own is cell)
        if len(columns) < 2:  # noqa: PLR2004 - a label over one column is nothing to share
            continue
        role = roles[columns[0]]
        if role not in NAMES:
            for column in columns[1:]:
                del roles[column], cells[column]
            continue
        others = {each for column, each in roles.items() if column not in columns}
        names = ("name",) if "level1" in others else _SPREAD[min(3, len(columns))]
        names = (role,) if role != "name" else names
        wanted = columns[-len(names) :]
        for column in columns:
            del roles[column], cells[column]
        for column, name in zip(wanted, names, strict=True):
            roles[column], cells[column] = name, cell
        guessed.update(wanted)
    return frozenset(guessed)


def _is_one(grid: SourceGrid, header: Header) -> bool:
    """Return whether the words found make a header of indicators."""
    kinds = set(header.roles.values())
    if not (kinds & NAMES and kinds & MEASURES):
        return False
    pairs = "name" in kinds and bool(kinds & {"weight", "score", "target"})
    if len(kinds) < _FEWEST_KINDS and not pairs:
        return False
    if not (kinds & {"level1", "level2"} or {"name", "weight"} <= kinds):
        return False  # a list of tasks or of statistics has names and targets too
    unknown = 0
    for cell in grid.starting(header.row):
        word = plain(cell.text)
        if _numeric(cell) or (cover_role(word) not in (None, "other") and not indicator_role(word)):
            return False
        unknown += not indicator_role(word) and cell.width == 1
    return unknown <= len(header.roles)


def same_header(grid: SourceGrid, first: Header, second: Header) -> bool:
    """Return whether a header is the same one again, as a new page repeats it."""
    texts = [
        [(cell.column, plain(cell.text)) for cell in grid.starting(header.row)]
        for header in (first, second)
    ]
    # a label beside the body is not repeated, and a text may be spoilt
    first_roles = {(column, first.text(column)) for column in first.roles}
    second_roles = {(column, second.text(column)) for column in second.roles}
    alike = len(first_roles & second_roles)
    return texts[0] == texts[1] or alike >= _ALIKE * max(len(first_roles), len(second_roles))
