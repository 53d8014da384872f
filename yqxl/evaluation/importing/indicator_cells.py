"""The cells of one indicator: its name, texts, target and actual value, weight and score."""

from __future__ import annotations

from yqxl.evaluation.importing.cell_texts import joined, means_nothing, plain, tidy
from yqxl.evaluation.importing.columns import Columns
from yqxl.evaluation.importing.header_words import SUBTOTALS, summed_name
from yqxl.evaluation.importing.labels import Label, label_of
from yqxl.evaluation.importing.points import Form, points_of
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
from yqxl.model.number_text import canonical

#: texts that are kept as they are, line breaks too
_TEXTS = (
    "direction",
    "unit",
    "reason",
    "criterion",
    "explanation",
    "note",
    "evidence",
    "process",
    "forecast",
)
#: columns in which a sign or a number alone says something
_SIGNS = frozenset({"direction", "unit", "forecast"})
_NO_REASON = frozenset({"无", "无偏差", "无。", "未扣分"})
_SHARED = "几行共用的单元格"
#: below it: which letters are a code is decided when all rows are known
_CODE_LIKE = 0.9
_GLUED = 0.8


class IndicatorCells:
    """Takes the cells of indicators under the columns of one table."""

    def __init__(self, reader: Reader, draft: Draft, columns: Columns) -> None:
        """Take where cells are noted."""
        self.reader, self.grid, self.draft, self.columns = reader, reader.grid, draft, columns

    def get(self, row: int, role: str, shift: int) -> SourceCell | None:
        """Return the filled cell of a role."""
        if role not in self.columns.at:
            return None
        column = self.columns.at[role] - shift
        return self.grid.filled(row, column) if column >= 0 else None

    def name_cell(self, row: int, shift: int) -> SourceCell | None:
        """Return the cell that names the indicator of a row, None where nothing does."""
        cell = self.get(row, "name", shift)
        if cell is None or cell.column + shift <= self.columns.first - 1:
            return None
        leftmost = min(
            (self.columns.at[level] for level in self.columns.levels), default=self.columns.name
        )
        over_all = cell.column + shift <= leftmost < self.columns.name
        if over_all and len(self.columns.levels) > 1:
            return None  # a label over all levels is no indicator
        return cell if cell.row == row or cell.merged else None

    def is_subtotal(self, cell: SourceCell) -> bool:
        """Return whether a cell says that its row is a subtotal."""
        word = plain(cell.text)
        return word in SUBTOTALS or summed_name(word) != ""

    def as_typed(self, cell: SourceCell, part: str) -> str:
        """Return a part of a cell's text with the brackets and letters that were typed."""
        typed = joined(cell.text)
        spelt = canonical(typed)
        at = spelt.find(part)
        if len(spelt) != len(typed) or at < 0 or not part:
            return part or typed
        return typed[at : at + len(part)].strip()

    def fill(self, row: IndicatorRow, name: SourceCell, at: int, shift: int) -> bool:
        """Put the cells of a row into the indicator; return whether it is one."""
        if points_of(name).number is not None:
            for cell in self.grid.starting(at):
                self.reader.leave(self.draft, cell, "名称处是数字")
            return False
        label = self._name(row, name, at, shift)
        self._texts(row, at, shift)
        self._measures(row, at, shift)
        if label.target and "target" not in row.cells:
            text = self.as_typed(name, label.target)
            row.cells["target"] = self.reader.take(name, text, _GLUED, "与名称写在一起")
        for role in ("weight", "score"):
            self._points(row, role, name, at, shift)
        self._labelled_weight(row, name, label)
        self._unused(at, shift)
        return self._says_something(row, name)

    # ------------------------------------------------------------------- name

    def _name(self, row: IndicatorRow, cell: SourceCell, at: int, shift: int) -> Label:
        label = label_of(cell.text, bare=self.columns.weighted_levels)
        target = self.get(at, "target", shift)
        weight = points_of(self.get(at, "weight", shift)).number
        keep_weight = "weight" in self.columns.at and (
            label.per_cent or (label.weight is not None and label.weight != weight)
        )
        whole, name = label.whole, label.name
        if keep_weight or (label.target and target is not None and not means_nothing(target.text)):
            name = whole = canonical(joined(cell.text))
            if keep_weight and not label.per_cent and label.weight is not None:
                self._contradict_weight(cell, label.weight)
            label = Label(name, name)
        sure, why = 1.0, ""
        if self.columns.name in self.columns.guessed:
            sure, why = GUESSED, "由表头推断的列，或没有三级指标列"
        elif cell.column + shift < self.columns.name:
            sure, why = GUESSED, "与上一级合并的单元格"
        elif label.enumeration:
            sure, why = LIKELY, f"略去序号“{label.enumeration}”"
        row.cells["name"] = self.reader.take(cell, self.as_typed(cell, name), sure, why)
        if label.code:
            row.cells["code"] = self.reader.take(cell, label.code, _CODE_LIKE, "名称前的编码")
            row.whole = self.as_typed(cell, whole)
        self._level_like_name(row, cell)
        return label

    def _whole_name(self, row: IndicatorRow) -> None:
        """Put back what looked like a code, where a column of codes has the real one."""
        if row.whole:
            old = row.cells["name"]
            row.cells["name"] = Taken(row.whole, old.place, old.sure, old.why, old.form, old.cell)
            row.whole = ""

    def _level_like_name(self, row: IndicatorRow, cell: SourceCell) -> None:
        """Give the second level the indicator's name where a table has no third."""
        if "level2" in self.columns.levels:
            second = row.cells.get("level2")
            if second is not None and second.cell is cell:
                row.cells["level2"] = row.cells["name"].doubted(
                    LIKELY, "没有三级指标，与上一级同名"
                )
        elif "level1" in self.columns.levels:
            row.cells["level2"] = row.cells["name"].doubted(LIKELY, "没有二级指标，与指标同名")

    def _contradict_weight(self, cell: SourceCell, weight: float) -> None:
        place, text = self.grid.place(cell), tidy(cell.text)
        message = f"名称“{text}”中的 {weight:g} 与分值列不同，没有当作分值"
        self.draft.contradict("分值不一", place, message)

    # ------------------------------------------------------------------ texts

    def _texts(self, row: IndicatorRow, at: int, shift: int) -> None:
        code = self.get(at, "code", shift)
        if code is not None and code.column + shift == self.columns.at["code"]:
            self.reader.use(code)
            if any(letter.isalpha() for letter in code.text):
                self._whole_name(row)
                row.cells["code"] = self.reader.take(code, tidy(code.text))
        for role in _TEXTS:
            cell = self.get(at, role, shift)
            if cell is None or cell.column + shift < self.columns.at[role]:
                continue
            text = "\n".join(line for line in map(tidy, cell.text.splitlines()) if line)
            if means_nothing(text) or (role == "reason" and plain(text) in _NO_REASON):
                self.reader.use(cell)
                continue
            taken = self.reader.take(cell, text)
            if role not in _SIGNS and not any(letter.isalpha() for letter in text):
                taken = taken.doubted(DOUBTFUL, "没有文字，像是毁了的内容")
            shared = cell.height > 1 and role != "unit"
            row.cells[role] = taken.doubted(GUESSED - 0.1, _SHARED) if shared else taken

    def _measures(self, row: IndicatorRow, at: int, shift: int) -> None:
        for role in ("target", "actual"):
            cell = self.get(at, role, shift)
            if cell is None:
                continue
            if means_nothing(cell.text):
                self.reader.use(cell)
                continue
            if cell.column + shift < self.columns.at[role] or cell.column + shift == (
                self.columns.name
            ):
                continue
            taken = self.reader.take(cell, joined(cell.text))
            if cell.height > 1:
                taken = taken.doubted(DOUBTFUL, _SHARED)
            if role in self.columns.doubted:
                taken = self._doubted_column(taken, cell, role, at, shift)
            if role == "actual" and self.columns.interim:
                taken = taken.doubted(DOUBTFUL, "期中数，不是全年的")
            row.cells[role] = taken

    def _doubted_column(
        self, taken: Taken, cell: SourceCell, role: str, at: int, shift: int
    ) -> Taken:
        """Doubt a value that stands in one of several columns of its kind."""
        why = self.columns.doubted[role]
        beside = self.grid.filled(at, self.columns.at[role] - shift + 1)
        if why.startswith("表头") and (beside is None or beside is cell):
            return taken
        return taken.doubted(DOUBTFUL, why)

    # ----------------------------------------------------------------- points

    def _points(self, row: IndicatorRow, role: str, name: SourceCell, at: int, shift: int) -> None:
        cell = self.get(at, role, shift)
        if cell is None or cell is name:
            return
        word = "分值" if role == "weight" else "得分"
        if cell.row < at or cell.last_row > max(at, name.last_row):
            self.reader.leave(self.draft, cell, f"几行共用一个{word}，不能分到各指标")
            return
        if cell.column + shift < self.columns.at[role]:
            self.reader.leave(self.draft, cell, f"{word}与左边的单元格合并")
            return
        points = points_of(cell)
        if points.number is None:
            if points.form is Form.TEXT:
                self.reader.leave(self.draft, cell, "不是数字")
            return
        taken = self.reader.take(cell, points.number)
        row.cells[role] = Taken(
            points.number, taken.place, taken.sure, taken.why, points.form, cell
        )
        if points.form is Form.PRODUCT:
            row.cells[role] = row.cells[role].doubted(LIKELY, "算式的结果")
        if role in self.columns.doubted:
            row.cells[role] = self._doubted_column(row.cells[role], cell, role, at, shift)

    def _labelled_weight(self, row: IndicatorRow, name: SourceCell, label: Label) -> None:
        """Take the weight that stands behind the name where no column has it."""
        if label.weight is None or "weight" in row.cells:
            return
        if "weight" in self.columns.at and self.get(row.at, "weight", 0) is not None:
            return
        form = Form.PERCENT if label.per_cent else Form.POINTS
        number = label.weight / 100 if label.per_cent else label.weight
        taken = self.reader.take(name, number, LIKELY, "名称中的分值")
        row.cells["weight"] = Taken(number, taken.place, taken.sure, taken.why, form, name)

    def _unused(self, at: int, shift: int) -> None:
        """Note the columns that are understood but carried nowhere."""
        for role in ("rate", "ordinal"):
            self.reader.use(self.get(at, role, shift))

    def _says_something(self, row: IndicatorRow, name: SourceCell) -> bool:
        if any(role in row.cells for role in ("weight", "score", "target", "actual", "reason")):
            return True
        shared = any(self.get(row.at, role, 0) is not None for role in ("weight", "score"))
        if not shared:
            self.reader.used.discard(name)
            self.reader.leave(self.draft, name, "这一行只有名称")
        return shared
