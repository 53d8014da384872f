"""The rows below the header of an indicator table: indicators, level rows, the total."""

from __future__ import annotations

import re

from yqxl.evaluation.importing.cell_texts import NUMBER, number_of, plain
from yqxl.evaluation.importing.columns import LEVELS, Columns, columns_of
from yqxl.evaluation.importing.header_rows import Header, find_header, same_header
from yqxl.evaluation.importing.header_words import TOTALS, cover_role, summed_name
from yqxl.evaluation.importing.indicator_cells import IndicatorCells
from yqxl.evaluation.importing.labels import label_of
from yqxl.evaluation.importing.points import Form, points_of
from yqxl.evaluation.importing.row_shift import overflows, shift_of
from yqxl.evaluation.importing.source_grid import SourceCell
from yqxl.evaluation.importing.taken import (
    DOUBTFUL,
    GUESSED,
    LIKELY,
    Draft,
    IndicatorRow,
    Reader,
    Taken,
)

_NOTE = re.compile(
    r"(?:注|备注|说明|填表说明|填报说明|注释)(?:[:\d]|$)"
    r"|评价结论|存在问题|其他需要说明的问题|填表人|项目负责人|审核人|填报人"
)
_TOTAL_IN_WORDS = re.compile(rf"(?:总分|合计|自评总分|总得分|综合得分)[:为]?({NUMBER})分?")
#: so many blank rows end a table
_BLANK_ROWS = 4
_WIDE = 3
_CARRIED = "上一行延续"
_SHIFTED = "这一行前面缺格，按内容对齐"
_ELSEWHERE = "分值、得分两列都不是分数，这一行可能错了列"
_LONGER = "这一行比表头多出格，可能有一格被分隔符（如 1,000）拆开"


def read_body(reader: Reader, draft: Draft, header: Header) -> int:
    """Take the indicators under a header; return the first row that is none of them."""
    return _Body(reader, draft, header).read()


class _Body:
    """One table while its rows are read."""

    def __init__(self, reader: Reader, draft: Draft, header: Header) -> None:
        self.reader, self.grid, self.draft, self.header = reader, reader.grid, draft, header
        self.columns: Columns = columns_of(self.grid, header)
        self.last: dict[str, Taken] = {}
        self.rows: list[IndicatorRow] = []
        self.cells = IndicatorCells(reader, draft, self.columns)
        for row in range(header.row, header.row + header.depth):
            reader.use(*self.grid.starting(row))
        if self.columns.interim:
            draft.kind = "monitoring"
        draft.headers.append(self._described())
        draft.columns = tuple(header.text(column) for column in sorted(header.roles))
        self.tops = {self.header.row + self.header.depth, *(row for row, _ in self.grid.pages)}
        for role, why in self.columns.doubted.items():
            if why.startswith("有几列"):
                place = self.grid.column_place(self.columns.at[role])
                draft.contradict("多个同类列", place, f"{why}，请核对")

    def _described(self) -> str:
        rows = f"第 {self.header.row + 1} 行"
        if self.header.depth > 1:
            rows = f"第 {self.header.row + 1}-{self.header.row + self.header.depth} 行"
        return f"{self.grid.name} {rows}"

    def read(self) -> int:
        row = self.header.row + self.header.depth
        blank = 0
        while row < self.grid.height and blank < _BLANK_ROWS:
            cells = self.grid.starting(row)
            if not cells:
                blank += 1
                row += 1
                continue
            blank = 0
            again = find_header(self.grid, row)
            if again and same_header(self.grid, self.header, again):
                for each in range(row, row + again.depth):
                    self.reader.use(*self.grid.starting(each))
                row += again.depth
                self.tops.add(row)
                continue
            if again or self._is_foreign(cells):
                break
            row += 1
            if self._total(row - 1, cells):
                break
            self._row(row - 1, cells)
        self.draft.rows += self.rows
        return row

    def _is_foreign(self, cells: list[SourceCell]) -> bool:
        """Return whether a row belongs to something else: a note, a cover, another block."""
        first = cells[0]
        word = plain(first.text)
        if first.column > self.columns.first:
            return False
        if _NOTE.match(word):
            for cell in cells:
                self.reader.leave(self.draft, cell, "表下说明")
            return True
        return cover_role(word) is not None and first.column != self.columns.name

    def _total(self, row: int, cells: list[SourceCell]) -> bool:
        """Take the row of the total, if it is one."""
        label = next(
            (
                cell
                for cell in cells[:3]
                if plain(cell.text).rstrip(":") in TOTALS and cell.column <= self.columns.name
            ),
            None,
        )
        if label is None:
            said = _TOTAL_IN_WORDS.fullmatch(plain(cells[0].text))
            if said:
                taken = self.reader.take(cells[0], number_of(said[1]), LIKELY, "合计行的文字")
                self.draft.total = {"score": taken}
            return said is not None
        self.reader.use(label)
        found: dict[str, Taken] = {}
        shift = shift_of(self.grid, row, self.header.row, self.columns) or 0
        if any(points_of(self._cell(row, role, 0)).number is not None for role in _POINTS):
            shift = 0  # a total has no name to be told by: where numbers stand right, they do
        for role in _POINTS:
            cell = self._cell(row, role, shift)
            if cell is None or cell is label or cell.row != row:
                continue
            points = points_of(cell)
            if points.number is not None:
                scale = 100 if points.form is Form.PERCENT else 1
                found[role] = self.reader.take(cell, points.number * scale)
        self.draft.total = found
        return True

    def _cell(self, row: int, role: str, shift: int) -> SourceCell | None:
        if role not in self.columns.at:
            return None
        column = self.columns.at[role] - shift
        return self.grid.filled(row, column) if column >= 0 else None

    def _row(self, row: int, cells: list[SourceCell]) -> None:
        if len(cells) == 1 and cells[0].width >= max(_WIDE, self.grid.width - 1):
            self.reader.leave(self.draft, cells[0], "横贯全表的一行")
            return
        shift = shift_of(self.grid, row, self.header.row, self.columns)
        if shift is None:
            for cell in cells:
                self.reader.leave(self.draft, cell, "这一行缺格，对不齐各列")
            return
        indicator = IndicatorRow(row)
        self._levels(indicator, row, shift)
        name = self.cells.name_cell(row, shift)
        if any(self.cells.is_subtotal(cell) for cell in cells):
            self._subtotal(row, cells, shift)
        elif name is None:
            if not self._level_row(row, cells, shift):
                self._unnamed(indicator, row, cells, shift)
        elif name.row < row:
            self._second_line(row, cells)
        elif self.cells.fill(indicator, name, row, shift):
            self._doubt_place(indicator, row, shift)
            self.rows.append(indicator)

    def _doubt_place(self, indicator: IndicatorRow, row: int, shift: int) -> None:
        """Doubt a row whose cells may not stand under their headers."""
        if shift:
            indicator.doubt(GUESSED, _SHIFTED)
        if overflows(self.grid, row, self.header.row, self.header.depth):
            indicator.doubt(DOUBTFUL, _LONGER)
        weight, score = (points_of(self._cell(row, role, shift)).form for role in _POINTS)
        if score is Form.TEXT and weight in (Form.TEXT, Form.PRODUCT):
            indicator.doubt(DOUBTFUL, _ELSEWHERE)

    # ------------------------------------------------------------------ levels

    def _levels(self, indicator: IndicatorRow, row: int, shift: int) -> None:
        """Put the levels of a row into it: its own, or those of the row above."""
        for level in self.columns.levels:
            column = self.columns.at[level] - shift
            cell = self.grid.at(row, column) if column >= 0 else None
            if cell is not None and cell.filled and cell.column == column:
                if not self.cells.is_subtotal(cell):
                    self._own_level(level, cell, row)
                    indicator.cells[level] = self.last[level]
            elif level in self.last and (cell is None or not cell.merged or cell.row in self.tops):
                indicator.cells[level] = self.last[level].doubted(LIKELY, _CARRIED)

    def _own_level(self, level: str, cell: SourceCell, row: int) -> None:
        label = label_of(cell.text, bare=self.columns.weighted_levels)
        name = self.cells.as_typed(cell, label.whole)
        sure, why = 1.0, ""
        if self.columns.at[level] in self.columns.guessed:
            sure, why = GUESSED, "由合并的表头推断的列"
        elif label.enumeration:
            sure, why = LIKELY, f"略去序号“{label.enumeration}”"
        if cell.row == row:
            for below in LEVELS[LEVELS.index(level) + 1 :]:
                self.last.pop(below, None)
        self.last[level] = self.reader.take(cell, name, sure, why)
        if cell.row != row:
            return
        known = self.draft.levels.setdefault(name, {}) if self._weighs(level, label.weight) else {}
        if label.weight is not None and not label.by_execution:
            known["weight"] = self.reader.take(cell, label.weight, LIKELY, "名称中的分值")
        self._level_points(level, row, name)

    def _weighs(self, level: str, weight: float | None) -> bool:
        return weight is not None or any(f"{role}_{level}" in self.columns.at for role in _POINTS)

    def _level_points(self, level: str, row: int, name: str) -> None:
        for role in _POINTS:
            column = self.columns.at.get(f"{role}_{level}")
            cell = self.grid.filled(row, column) if column is not None else None
            points = points_of(cell)
            if cell is not None and points.number is not None:
                scale = 100 if points.form is Form.PERCENT else 1
                self.draft.levels[name][role] = self.reader.take(cell, points.number * scale)

    def _level_row(self, row: int, cells: list[SourceCell], shift: int) -> bool:
        """Take a row that gives the points of a level and names no indicator."""
        own = [level for level in self.columns.levels if self._starts(row, level, shift)]
        measured = any(self._cell(row, role, shift) for role in ("target", "actual"))
        if not own or measured:
            return False
        below = self.grid.filled(row + 1, self.columns.name)
        if below is None or points_of(below).number is not None:
            return False
        following = self.grid.filled(row + 1, self.columns.at[own[-1]])
        if following is not None and following.row > row and not self._repeats(own[-1], following):
            return False  # the next row has a level of its own: this one is an indicator
        return self._subtotal(row, cells, shift, own[-1])

    def _repeats(self, level: str, cell: SourceCell) -> bool:
        """Return whether a cell names the level that is open already."""
        label = label_of(cell.text, bare=self.columns.weighted_levels)
        return level in self.last and self.last[level].value == self.cells.as_typed(
            cell, label.whole
        )

    def _starts(self, row: int, level: str, shift: int) -> bool:
        cell = self.grid.filled(row, self.columns.at[level] - shift)
        return cell is not None and cell.row == row and not self.cells.is_subtotal(cell)

    def _subtotal(
        self, row: int, cells: list[SourceCell], shift: int, level: str | None = None
    ) -> bool:
        """Take the points of a level from a row of its own, or from a 小计."""
        points = {
            role: self._cell(row, role, shift)
            for role in _POINTS
            if points_of(self._cell(row, role, shift)).number is not None
        }
        level = level or self._summed_level(row, shift)
        named = next(filter(None, (summed_name(plain(cell.text)) for cell in cells)), "")
        if not points or (level not in self.last and not named):
            if level is None or not points:
                for cell in cells:
                    self.reader.leave(self.draft, cell, "小计行，没有用到")
            return bool(points)
        name = str(self.last[level].value) if level in self.last else named
        known = self.draft.levels.setdefault(name, {})
        for role, found in points.items():
            number = points_of(found)
            if found is not None and number.number is not None:
                scale = 100 if number.form is Form.PERCENT else 1
                known[role] = self.reader.take(found, number.number * scale)
        self.reader.use(*cells)
        return True

    def _summed_level(self, row: int, shift: int) -> str | None:
        """Return which level a 小计 sums up: the one left of the cell that says so."""
        for cell in self.grid.starting(row):
            if self.cells.is_subtotal(cell):
                left = [
                    level
                    for level in self.columns.levels
                    if self.columns.at[level] - shift < cell.column
                ]
                return left[-1] if left else (self.columns.levels or (None,))[0]
        return None

    # ------------------------------------------------------------- odd rows

    def _unnamed(
        self, indicator: IndicatorRow, row: int, cells: list[SourceCell], shift: int
    ) -> None:
        """Take a row without a name of its own if its level can name it, else leave it."""
        own = [level for level in self.columns.levels if self._starts(row, level, shift)]
        measured = any(
            self._cell(row, role, shift) for role in ("weight", "score", "target", "actual")
        )
        blank = self.grid.at(row, self.columns.name - shift)
        if not own or not measured or (blank is not None and blank.merged):
            for cell in cells:
                self.reader.leave(self.draft, cell, "这一行没有指标名称")
            return
        level = self.last[own[-1]]
        name = level.doubted(GUESSED - 0.1, "没有三级指标，用上一级的名称")
        if level.cell is not None and self.cells.fill(indicator, level.cell, row, shift):
            indicator.cells["name"] = name
            indicator.doubt(GUESSED, "这一行没有指标名称")
            self.rows.append(indicator)

    def _second_line(self, row: int, cells: list[SourceCell]) -> None:
        """Leave further lines of one indicator; what was taken of it needs a look."""
        for cell in cells:
            self.reader.leave(self.draft, cell, "同一指标的另一行")
        if self.rows and self.rows[-1].at < row and cells:
            self.rows[-1].doubt(GUESSED, "此指标占多行，只取了第一行")


_POINTS = ("weight", "score")
__all__ = ["LEVELS", "read_body"]
