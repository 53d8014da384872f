"""Laid-out tables damaged the way tables are: a row or column put in, a cell lost or spoilt."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable

from imports.layouts import Cell, Layout

GARBLED = ["#####", "锟斤拷", "？？", "xx", "见附件", "待定", "0..5", "１５．", "≥", "%"]
JUNK_ROW = ["", "（续上表）", "以下空白", "小计：", "7"]


def insert_row(layout: Layout, source: random.Random) -> None:
    """Put a row in, merges moving along as in Excel or staying behind as some programs do."""
    at = source.randrange(layout.height)
    stay = source.random() < 0.25
    for cell in layout.cells:
        if stay:
            cell.height = 1 if cell.row >= at else cell.height
            cell.row += cell.row >= at
        elif cell.row >= at:
            cell.row += 1
        elif cell.row + cell.height > at:
            cell.height += 1
    layout.height += 1
    junk = source.choice(JUNK_ROW)
    covered = {
        column
        for cell in layout.cells
        if cell.row <= at < cell.row + cell.height
        for column in range(cell.column, cell.column + cell.width)
    }
    free = [column for column in range(layout.width) if column not in covered]
    if junk and free:
        layout.put(junk, at, source.choice(free))


def insert_column(layout: Layout, source: random.Random) -> None:
    """Put a blank column in, or one with remarks."""
    at = source.randrange(1, layout.width)
    for cell in layout.cells:
        if cell.column >= at:
            cell.column += 1
        elif cell.column + cell.width > at:
            cell.width += 1
    layout.width += 1
    if source.random() < 0.3:
        covered = {
            row
            for cell in layout.cells
            if cell.column <= at < cell.column + cell.width
            for row in range(cell.row, cell.row + cell.height)
        }
        for row in range(layout.height):
            if row not in covered:
                layout.put(source.choice(["√", "已核", "5"]), row, at)


def blank_cell(layout: Layout, source: random.Random) -> None:
    """Lose the contents of a cell."""
    cell = source.choice(layout.cells)
    cell.value = None
    _forget(layout, cell, None)


def garble_cell(layout: Layout, source: random.Random) -> None:
    """Spoil the contents of a cell."""
    cell = source.choice(layout.cells)
    cell.value = source.choice(GARBLED)
    _forget(layout, cell, str(cell.value))


def _forget(layout: Layout, cell: Cell, text: str | None) -> None:
    """Expect what now stands there: nothing where points were, the spoilt text elsewhere."""
    for number in cell.about:
        row = layout.expected[number]
        for field_ in [cell.role, *_within_name(layout, cell)]:
            if text is None or field_ in ("weight", "score", "code"):
                row.pop(field_, None)
            elif field_ in row:
                row[field_] = text
        if cell.role == "name" and text is None:
            row.clear()
    if cell.role:
        return
    shown = {str(value) for value in layout.cover.values()}
    layout.cover = {} if shown else layout.cover
    layout.total, layout.execution = None, None


def _within_name(layout: Layout, cell: Cell) -> list[str]:
    """Return what else stands in the cell of a name."""
    if cell.role != "name":
        return []
    parts = {"/label/": "weight", "/prefix/": "code"}
    return [field_ for part, field_ in parts.items() if part in layout.description]


MUTATIONS: tuple[Callable[[Layout, random.Random], None], ...] = (
    insert_row,
    insert_column,
    blank_cell,
    garble_cell,
)


def mutant(layout: Layout, seed: int) -> Layout:
    """Return a damaged copy."""
    source = random.Random(seed)
    damaged = copy.deepcopy(layout)
    source.choice(MUTATIONS)(damaged, source)
    damaged.expected = [row for row in damaged.expected if row]
    return damaged
