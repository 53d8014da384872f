"""The block of funds: 年初预算数, 全年预算数, 全年执行数 by total and source of money.

财预〔2020〕10号 附1: rows 年度资金总额, 当年财政拨款, 上年结转资金, 其他资金; the row of the
total carries the 10 points of the 预算执行率.
"""

from __future__ import annotations

import re

from yqxl.evaluation.importing.cell_texts import BRACKETS, NUMBER, number_of, plain, tidy
from yqxl.evaluation.importing.cover import money_unit_of
from yqxl.evaluation.importing.header_rows import find_header
from yqxl.evaluation.importing.header_words import (
    ACHIEVED_OBJECTIVE,
    AMOUNTS,
    EXPECTED_OBJECTIVE,
    cover_role,
    fund_role,
)
from yqxl.evaluation.importing.labels import label_of
from yqxl.evaluation.importing.points import Form, points_of, ratio_of
from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid
from yqxl.evaluation.importing.taken import (
    DOUBTFUL,
    LIKELY,
    Draft,
    FundRow,
    Leftover,
    Reader,
    Taken,
)
from yqxl.evaluation.importing.values import Kind, measure_of

_FUND_WORDS = re.compile(
    "资金|总额|拨款|财政|合计|结转|单位|其他|其中|预算|支出|中央|省|市|县|补助|自筹|贷款|债券"
)
_TOTAL_WORDS = re.compile(r"总额|合计|^资金总|^总计$|预算资金$|^预算执行")
_PART_WORDS = re.compile(r"^其中|拨款|结转|其他|自筹|补助")
_MONEY = re.compile(rf"({NUMBER})(万元|元)")
_LONGEST_LABEL = 24
#: a rate above it is a number of per cent whose sign is missing
_RATIO = 1.5


def funds_header(grid: SourceGrid, row: int) -> dict[str, int] | None:
    """Return the columns of a block of funds whose header stands in a row, or None."""
    columns: dict[str, int] = {}
    for cell in grid.starting(row):
        role = fund_role(plain(cell.text)) if isinstance(cell.value, str) else None
        if role and (role not in columns or _is_full_year(cell)):
            columns[role] = cell.column
    return columns if len(set(AMOUNTS) & set(columns)) > 1 else None


def _is_full_year(cell: SourceCell) -> bool:
    return plain(cell.text).startswith(("全年预算", "调整"))


def read_funds(reader: Reader, draft: Draft, row: int, columns: dict[str, int]) -> int:
    """Take the block whose header stands in a row; return the first row that is none of it."""
    block = _Block(reader, draft, row, columns)
    at = row + 1
    while at < reader.grid.height and block.take(at):
        at += 1
    return at


class _Block:
    """One block of funds while its rows are read."""

    def __init__(self, reader: Reader, draft: Draft, row: int, columns: dict[str, int]) -> None:
        self.reader, self.grid, self.draft = reader, reader.grid, draft
        self.header, self.columns = row, columns
        self.first = min(columns.values())
        self.count = 0
        reader.use(*self.grid.starting(row))
        beside = [self.grid.filled(at, c) for at in (row, row + 1) for c in range(self.first)]
        labels = [cell for cell in beside if cell is not None]
        heads = [cell for column in columns.values() if (cell := self.grid.filled(row, column))]
        unit = money_unit_of([cell.text for cell in (*labels, *heads)])
        if unit and "money_unit" not in draft.cover:
            place = self.grid.place((labels or heads)[0])
            draft.cover["money_unit"] = Taken(unit, place, 1.0, "")
        for cell in (*labels, *heads):
            self._execution_label(cell)

    def _execution_label(self, cell: SourceCell) -> None:
        label = label_of(cell.text)
        if label.weight is not None and "执行" in plain(cell.text) and not label.per_cent:
            taken = Taken(label.weight, self.grid.place(cell), LIKELY, "标签中的分值")
            self.draft.execution.setdefault("weight", taken)
            self.reader.use(cell)

    def take(self, row: int) -> bool:
        """Take one row of the block; return False at the first that is none."""
        label = self._label(row)
        if label is None or not self._belongs(row, label):
            return False
        cells = {
            role: taken
            for role, column in self.columns.items()
            if (taken := self._cell(role, self.grid.filled(row, column), row)) is not None
        }
        self.reader.use(label)
        name = BRACKETS.sub("", tidy(label.text).replace("（", "(").replace("）", ")")).strip()
        said = label_of(label.text)
        text = name if said.weight is not None else tidy(label.text)
        total = self._is_total(plain(text))
        row_of_funds = FundRow(self.reader.take(label, text), total, cells)
        self.draft.funds.append(row_of_funds)
        if total:
            self._execution(row_of_funds)
        self.count += 1
        return True

    def _label(self, row: int) -> SourceCell | None:
        """Return the label of a row: the nearest text left of the amounts."""
        for column in range(self.first - 1, -1, -1):
            cell = self.grid.filled(row, column)
            if cell is not None:
                return cell if isinstance(cell.value, str) else None
        return None

    def _belongs(self, row: int, label: SourceCell) -> bool:
        word = plain(label.text).rstrip(":")
        if len(word) > _LONGEST_LABEL or cover_role(word) or word in _ENDS:
            return False
        own = label.row == row or (self.count == 0 and label.last_row >= row)
        if not own or find_header(self.grid, row) or funds_header(self.grid, row):
            return False
        amounts = [self.grid.filled(row, self.columns[r]) for r in AMOUNTS if r in self.columns]
        numbers = any(points_of(cell).form is Form.POINTS for cell in amounts)
        return numbers or _FUND_WORDS.search(word) is not None

    def _is_total(self, word: str) -> bool:
        own = self.draft.funds[len(self.draft.funds) - self.count :]
        if any(row.total for row in own):
            return False
        if _TOTAL_WORDS.search(word) and not word.startswith("其中"):
            return True
        return self.count == 0 and _PART_WORDS.search(word) is None

    def _cell(self, role: str, cell: SourceCell | None, row: int) -> Taken | None:
        if cell is None or cell.row != row or cell.column < self.columns[role]:
            return None
        if role == "reason":
            return self.reader.take(cell, tidy(cell.text))
        if role in ("rate", "arrival"):
            return self._rate(cell)
        return self._amount(cell)

    def _rate(self, cell: SourceCell) -> Taken | None:
        measure = measure_of(cell)
        if not measure.numeric:
            self._leave(cell, measure.kind is not Kind.BLANK, "不是比率")
            return None
        if measure.kind is Kind.PERCENT:
            return self.reader.take(cell, measure.number)
        scaled = measure.number > _RATIO
        number = ratio_of(measure.number) if scaled else measure.number
        return self.reader.take(cell, number, DOUBTFUL, "没有写 %" if scaled else "")

    def _amount(self, cell: SourceCell) -> Taken | None:
        if isinstance(cell.value, str):
            money = _MONEY.fullmatch(plain(cell.value))
            if money:
                unit = self.draft.cover.get("money_unit")
                if unit is not None and unit.value == money[2]:
                    return self.reader.take(cell, number_of(money[1]), LIKELY, "略去金额单位")
                self._leave(cell, True, "金额单位与表头不一或表头没有单位")  # noqa: FBT003 - see _leave
                return None
        points = points_of(cell)
        if points.number is not None and points.form is Form.POINTS:
            return self.reader.take(cell, points.number)
        self._leave(cell, points.form is not Form.BLANK, "不是数字")
        return None

    def _leave(self, cell: SourceCell, said: bool, why: str) -> None:  # noqa: FBT001 - a claim that holds or not
        if said:
            self.reader.leave(self.draft, cell, why)
        else:
            self.reader.use(cell)

    def _execution(self, row: FundRow) -> None:
        """Take the points of the 预算执行率 from the row of the total."""
        for role in ("weight", "score", "rate", "reason"):
            if role in row.cells:
                self.draft.execution[role] = row.cells[role]


_ENDS = EXPECTED_OBJECTIVE | ACHIEVED_OBJECTIVE | {"总体目标", "年度总体目标"}
__all__ = ["Leftover", "funds_header", "read_funds"]
