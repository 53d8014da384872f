"""The sheet 问卷明细 by the standard library alone, where neither numpy nor calamine runs.

The browser page counts this way. It is slow and strict: expat walks over every cell, and
what the other two ways refuse is refused here in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value
from yqxl.errors import InputRefusedError
from yqxl.evaluation.reading.roster import (
    SEARCHED_ROWS,
    Tally,
    header_columns,
    header_missing,
    text_of,
)
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.roster import RosterCounts
from yqxl.workbook.package.limits import MIB
from yqxl.workbook.package.structure import xml_bytes
from yqxl.workbook.scan.cell_values import CellValues, Position
from yqxl.workbook.scan.sheet_source import SheetSource
from yqxl.workbook.scan.sheet_walk import SheetWalk
from yqxl.workbook.scan.workbook import ScannedWorkbook

#: a part larger than this would not stay within the memory of a page
LARGEST_PART = 64 * MIB


def plain_counts(workbook: ScannedWorkbook) -> RosterCounts:
    """Return the counted answers of the sheet 问卷明细 (none when there is no such sheet).

    Raises:
        InputRefusedError: the sheet is malformed, a trap, too large, or has no usable header.
    """
    sheet = workbook.sheets.get(ROSTER_SHEET)
    if sheet is None:
        return RosterCounts({})
    package, part = workbook.package, sheet.part
    size = package.entries[part].size
    if size > LARGEST_PART:
        raise InputRefusedError(
            "YQ-214",
            f"明细表太大（展开后 {size:,} 字节，这里的上限是 {LARGEST_PART:,} 字节）。",
            remedy="请在电脑上用 yqxl survey 或 yqxl regenerate 统计。",
            file=workbook.file,
            sheet=ROSTER_SHEET,
        )
    SheetSource(package, ROSTER_SHEET, part)  # refuses what no honest sheet has
    rows = _Rows(workbook)
    walk = SheetWalk(workbook.file, ROSTER_SHEET, part, package.limits, rows.take)
    walk.over(xml_bytes(package, part))
    package.forget(part)
    return rows.counts()


class _Rows:
    """Keeps the first rows until one of them is the header, then two columns alone."""

    def __init__(self, workbook: ScannedWorkbook) -> None:
        self._values = CellValues(
            workbook.file, ROSTER_SHEET, workbook.strings, date1904=workbook.date1904
        )
        self._file = workbook.file
        self._first: dict[int, dict[int, Value]] = {}
        self._header = 0
        self._columns: Sequence[int] = ()
        self._pairs: dict[int, list[str]] = {}

    def take(
        self, at: Position, style: int, kind: str, formula: str | None, stored: str | None
    ) -> None:
        """Take the next cell of the part."""
        row, column = at
        if not self._columns:
            self._look_back(row)
        if self._columns and column not in self._columns:
            return
        cell = self._values.cell(at, style, kind, formula, stored)
        if cell is None:
            return
        if self._columns:
            self._keep(row, column, cell.value)
        else:
            self._first.setdefault(row, {})[column] = cell.value

    def counts(self) -> RosterCounts:
        """Return what was counted, all cells taken."""
        self._look_back(0)
        if not self._columns:
            raise header_missing(ROSTER_SHEET, self._file)
        tally = Tally(file=self._file)
        for first, second in self._pairs.values():
            tally.add(first, second)
        return tally.result()

    def _look_back(self, row: int) -> None:
        """Look whether a row that is complete now is the header."""
        for number, cells in sorted(self._first.items()):
            if number == row or self._columns:
                continue
            columns = header_columns(sorted(cells.items()))
            if columns is None:
                continue
            self._columns, self._header = columns, number
        if self._columns:
            for number, cells in self._first.items():
                for column in self._columns:
                    self._keep(number, column, cells.get(column))
            self._first = {}
        elif len(self._first) > SEARCHED_ROWS:
            raise header_missing(ROSTER_SHEET, self._file)

    def _keep(self, row: int, column: int, value: Value) -> None:
        if row > self._header:
            pair = self._pairs.setdefault(row, ["", ""])
            pair[self._columns.index(column)] = text_of(value)
