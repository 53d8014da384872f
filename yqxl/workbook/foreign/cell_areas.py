"""Cells with spans for a grid, from values and merged areas; nothing hidden is lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yqxl.evaluation.importing.source_grid import SourceCell
from yqxl.workbook.package.limits import Limits
from yqxl.workbook.package.refusals import Refusal

#: first row, first column, last row, last column, from 0
Area = tuple[int, int, int, int]
Place = tuple[int, int]
COVERED = "合并区域里另有内容"


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a cell, without its place."""

    value: float | str | None
    percent: bool = False
    shown: str = ""
    remark: str = ""


def placed(contents: Mapping[Place, Content], areas: Iterable[Area]) -> list[SourceCell]:
    """Return the cells of a sheet, each merged area as one cell.

    A merged area that hides other contents (a row was inserted, the merge stayed) is no
    cell: its places stand alone and are marked.
    """
    cells: list[SourceCell] = []
    left = dict(contents)
    by_row: dict[int, list[int]] = {}
    for row, column in contents:
        by_row.setdefault(row, []).append(column)
    for first_row, first_column, last_row, last_column in areas:
        inside = [
            (row, column)
            for row in range(first_row, last_row + 1)
            for column in by_row.get(row, ())
            if first_column <= column <= last_column
        ]
        filled = [place for place in inside if contents[place].value is not None]
        if any(place != (first_row, first_column) for place in filled):
            for place in filled:
                own = left.pop(place, None)
                if own is not None:
                    cells.append(_cell(own, (*place, *place), own.remark or COVERED))
            continue
        for place in inside:
            left.pop(place, None)
        own = contents.get((first_row, first_column), Content(None))
        cells.append(_cell(own, (first_row, first_column, last_row, last_column), own.remark))
    cells += [
        _cell(content, (*place, *place), content.remark)
        for place, content in left.items()
        if content.value is not None or content.remark
    ]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _cell(content: Content, area: Area, remark: str) -> SourceCell:
    return SourceCell(content.value, *area, content.percent, content.shown, remark)


def within_limits(cells: Sequence[SourceCell], limits: Limits, file: object, name: str) -> None:
    """Refuse a table whose box no honest form has.

    Raises:
        InputRefusedError: the box that the cells span is larger than the limit.
    """
    height = max((cell.last_row for cell in cells), default=-1) + 1
    width = max((cell.last_column for cell in cells), default=-1) + 1
    if height * width > limits.cells:
        found = f"{height:,} 行 × {width:,} 列，上限 {limits.cells:,} 格"
        raise Refusal.USED_BOX.error(found, file=file, sheet=name)
