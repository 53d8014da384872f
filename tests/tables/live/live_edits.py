"""Eight kinds of edits of the rows, made by LibreOffice in the model case with its live tables.

What its formulas then show is held against the written tables, which yqxl makes in Python
from the rows that were saved and from no formula of the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from libreoffice.office import Calc
from tables.live.live_cases import CASE, NUMBERS, Seen, differences

from yqxl.evaluation.computing import compute
from yqxl.pipeline.create import create
from yqxl.workbook.file_book import FileBook
from yqxl.workbook.scan.workbook import open_workbook

_SYSTEM, _GOALS = "指标体系", "绩效目标"
#: rows and columns count from 0
_FIRST, _LAST = 4, 37
_CODE, _LEVEL1, _LEVEL2, _NAME, _WEIGHT, _GIVEN = 0, 1, 2, 3, 4, 13
_COLUMNS = 25
_SEEN = {"1-1": 4, "2-1": 4, "3-1": 10, "3-2": 9}

EDITS: dict[str, Sequence[Sequence[object]]] = {
    "复制一行，改编码和权重": (
        ("copy_row", _SYSTEM, _FIRST, 20), ("type", _SYSTEM, 20, _CODE, "Z901"),
        ("type", _SYSTEM, 20, _NAME, "新加的指标"), ("type", _SYSTEM, 20, _WEIGHT, "2.5"),
    ),
    "删除几行": (("delete_rows", _SYSTEM, 6, 2), ("delete_rows", _SYSTEM, 20, 3)),
    "按编码倒排": (
        ("sort", _SYSTEM, (_FIRST, _LAST - _FIRST + 1), (0, _COLUMNS), _CODE, False),
    ),
    "改层级的名称": (
        ("type", _SYSTEM, 5, _LEVEL1, "新层级(99分)"), ("type", _SYSTEM, 12, _LEVEL2, "a*?~"),
        ("type", _SYSTEM, 30, _LEVEL1, "A政策制定"),
    ),
    "插入空行": (("insert_rows", _SYSTEM, 8, 2), ("insert_rows", _GOALS, 7, 1)),
    "插入一列": (("insert_columns", _SYSTEM, 3, 1), ("insert_columns", _GOALS, 1, 1)),
    "清掉得分和权重": (("clear", _SYSTEM, _FIRST, _GIVEN), ("clear", _SYSTEM, 7, _WEIGHT)),
    "改绩效目标": (
        ("delete_rows", _GOALS, 5, 2), ("type", _GOALS, 8, 0, "社会效益"),
        ("type", _GOALS, 10, 2, "另一个目标"), ("clear", _GOALS, 12, 1),
        ("copy_row", _GOALS, 6, 14),
    ),
}  # fmt: skip


def edited_differences(calc: Calc, kind: str, folder: Path) -> tuple[int, list[str]]:
    """Return how many cells were compared after an edit, and which differ."""
    source, target = folder / "live.xlsx", folder / "edited.xlsx"
    create(CASE, source, live=True)
    with calc.open(source, editable=True) as document:
        refused = document.edit(EDITS[kind])
        document.save(target)
    assert refused == []
    cells, found = 0, []
    with open_workbook(target) as book:
        computed = compute(FileBook(book))
        for grid in computed.tables:
            if grid.table in NUMBERS:
                cells += sum(1 for _ in grid.shown())
                found += differences(grid, _seen(book.sheets[grid.sheet].cells, grid.table))
    return cells, found


def _seen(cells: object, table: str) -> Seen:
    rows = max(row for row, _ in cells)  # type: ignore[call-overload,misc,attr-defined]  # a mapping of places
    return [
        [getattr(cells.get((row, column)), "value", None) for column in range(1, _SEEN[table] + 1)]  # type: ignore[attr-defined]  # as above
        for row in range(1, rows + 1)
    ]
