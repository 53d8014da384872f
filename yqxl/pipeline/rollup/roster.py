"""Who should have reported: the names of a list (.xlsx, .xls, .ods, .csv, .txt)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from yqxl.errors import InputRefusedError
from yqxl.evaluation.importing.source_grid import SourceCell
from yqxl.model.headers import header_key
from yqxl.pipeline.isolation.limits_file import bounds
from yqxl.pipeline.rollup.entries import Entry
from yqxl.workbook.foreign.kinds import read_tables

_HEADERS = frozenset(("名称", "项目名称", "政策名称", "评价名称", "项目", "单位", "单位名称"))


def roster_names(path: Path) -> tuple[str, ...]:
    """Return the names of a list, each once: the column 名称, else the first.

    Raises:
        InputRefusedError: the file cannot be read, or there is no name in it (YQ-240).
    """
    for grid in read_tables(path, bounds().limits):
        rows = [row for row in grid.rows if any(cell and cell.filled for cell in row)]
        names = _names(rows)
        if names:
            return tuple(dict.fromkeys(names))
    raise InputRefusedError(
        "YQ-240",
        "名单里没有名称。",
        remedy="请把应报的名称写在一列，表头写“名称”。",
        file=str(path),
    )


def _names(rows: Sequence[Sequence[SourceCell | None]]) -> list[str]:
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is not None and header_key(cell.text) in _HEADERS:
                return _column(rows[number + 1 :], column)
    return _column(rows, 0)


def _column(rows: Iterable[Sequence[SourceCell | None]], column: int) -> list[str]:
    cells = (row[column] for row in rows if column < len(row))
    return [cell.text.strip() for cell in cells if cell is not None and cell.text.strip()]


def not_reported(names: Iterable[str], entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the names for which there is no evaluation, whatever its state.

    A name is met by an evaluation that carries it, or whose name holds it.

    >>> not_reported(["甲项目", "乙项目"], [Entry("a.xlsx", "2024年甲项目")])
    ('乙项目',)
    """
    there = [header_key(one.name) for one in entries if one.name]
    wholly = frozenset(there)
    return tuple(
        name
        for name in names
        if (key := header_key(name)) not in wholly and not any(key in one for one in there)
    )
