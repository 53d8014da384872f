"""Range and what hangs on it: fonts, fills, borders, conditional formats.

Sources: the Excel object model (Range, Font, Interior, Borders, FormatConditions); each
rule stands at its member.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from excel_desk.com import OUT_OF_MEMORY, ComError, Model, StoodStillError, refused
from excel_desk.typing_in import enter, formula_text, serial
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter, range_boundaries

#: a rectangle: first row, first column, last row, last column
Box = tuple[int, int, int, int]
#: what spreadsheets add to a width in characters for the cell's own margin
_PADDING = 0.7109375
#: an array of more cells than this is not handed over (measured: 32-bit Excel gives up sooner)
_MOST_CELLS = 5_000_000
_HORIZONTAL = {
    1: "general", -4131: "left", -4108: "center", -4152: "right", 7: "centerContinuous",
}  # fmt: skip
_VERTICAL = {-4160: "top", -4108: "center", -4107: "bottom"}
_CONTINUOUS, _THIN, _EXPRESSION = 1, 2, 2
_STYLE_NUMBERS = {
    "font": "fontId", "fill": "fillId", "alignment": "alignmentId", "number_format": "numFmtId",
}  # fmt: skip
_SIDES = {7: "left", 8: "top", 9: "bottom", 10: "right"}
_INSIDE = {11: ("left", "right"), 12: ("top", "bottom")}


def boundaries(address: str) -> tuple[int, int, int, int]:
    """Return left, top, right, bottom of an address."""
    left, top, right, bottom = range_boundaries(address.replace("$", ""))
    return left or 1, top or 1, right or 16_384, bottom or 1_048_576


class Range(Model):
    """Range."""

    iid = "{00020846-0000-0000-C000-000000000046}"

    def __init__(self, sheet: Any, box: Box) -> None:
        self._sheet, self._box, self.calls = sheet, box, sheet.calls
        self._ws = sheet._ws

    @classmethod
    def _between(cls, sheet: Any, first: Any, last: Any) -> Range:
        """Worksheet.Range: an address, or two corners; corners of another sheet are refused."""
        if isinstance(first, str):
            left, top, right, bottom = boundaries(first)
            found = cls(sheet, (top, left, bottom, right))
        else:
            found = first
        if last is not None:
            end = cls._between(sheet, last, None)
            if not found._sheet is end._sheet is sheet:
                raise refused("类 Worksheet 的 Range 方法无效")
            top, left, _, _ = found._box
            _, _, bottom, right = end._box
            found = cls(sheet, (top, left, bottom, right))
        return found

    # --- where --------------------------------------------------------------------------

    def _default(self, row: int, column: int | None = None) -> Range:
        top, left, _, right = self._box
        if column is None:
            row, column = divmod(row - 1, right - left + 1)
            row, column = row + 1, column + 1
        place = (top + row - 1, left + column - 1)
        return Range(self._sheet, (*place, *place))

    def _cells(self) -> Iterator[list[Any]]:
        top, left, bottom, right = self._box
        if (bottom - top + 1) * (right - left + 1) > _MOST_CELLS:
            raise ComError(OUT_OF_MEMORY, "存储空间不足，无法完成此操作。")
        for row in range(top, bottom + 1):
            yield [self._ws.cell(row, column) for column in range(left, right + 1)]

    def _existing(self) -> Iterator[Any]:
        top, left, bottom, right = self._box
        for (row, column), cell in list(self._ws._cells.items()):
            if top <= row <= bottom and left <= column <= right:
                yield cell

    def _filled(self) -> int:
        return sum(cell.value is not None for cell in self._existing())

    @property
    def Worksheet(self) -> Any:
        return self._sheet

    @property
    def Row(self) -> int:
        return self._box[0]

    @property
    def Column(self) -> int:
        return self._box[1]

    @property
    def Rows(self) -> Lines:
        return Lines(self, self._box[2] - self._box[0] + 1)

    @property
    def Columns(self) -> Lines:
        return Lines(self, self._box[3] - self._box[1] + 1)

    @property
    def EntireRow(self) -> WholeRows:
        return WholeRows(self)

    @property
    def Cells(self) -> Range:
        return self

    @property
    def Count(self) -> int:
        top, left, bottom, right = self._box
        return (bottom - top + 1) * (right - left + 1)

    @property
    def Address(self) -> str:
        top, left, bottom, right = self._box
        first = f"${get_column_letter(left)}${top}"
        last = f"${get_column_letter(right)}${bottom}"
        return first if first == last else f"{first}:{last}"

    def Select(self) -> None:
        """Selects in the active sheet of the active workbook only (Range.Select)."""
        book = self._sheet._book
        if book._application._front is not book or book._active is not self._sheet:
            raise refused("类 Range 的 Select 方法无效")
        self._sheet._selected = self.Address

    # --- contents -----------------------------------------------------------------------

    def _framed(self, read: Callable[[Any], Any], blank: Any) -> Any:
        """One cell comes as its value alone, more as rows (Range.Value)."""
        top, left, bottom, right = self._box
        if self.Count > _MOST_CELLS:
            raise ComError(OUT_OF_MEMORY, "存储空间不足，无法完成此操作。")
        cells, columns = self._ws._cells, range(left, right + 1)
        rows = tuple(
            tuple(read(cells[row, c]) if (row, c) in cells else blank for c in columns)
            for row in range(top, bottom + 1)
        )
        return rows[0][0] if self.Count == 1 else rows

    def _shown(self, cell: Any) -> Any:
        if cell.data_type == "f":
            return self._sheet._shown.get((cell.row, cell.column))
        return cell.value

    @property
    def Value2(self) -> Any:
        return self._framed(lambda cell: serial(self._shown(cell)), None)

    @property
    def Formula(self) -> Any:
        return self._framed(formula_text, "")

    @Formula.setter
    def Formula(self, value: Any) -> None:
        self.Value = value

    @property
    def Value(self) -> Any:
        return self.Value2

    @Value.setter
    def Value(self, data: Any) -> None:
        self._sheet._change()
        rows, columns = self._box[2] - self._box[0] + 1, self._box[3] - self._box[1] + 1
        if not isinstance(data, list | tuple):
            data = [[data] * columns] * rows
        if len(data) != rows or any(len(line) != columns for line in data):
            raise StoodStillError("an array of another shape fills the rest with #N/A")
        for cells, values in zip(self._cells(), data, strict=True):
            for cell, value in zip(cells, values, strict=True):
                if isinstance(cell, MergedCell):
                    continue  # what a merged area covers takes nothing
                self._sheet._shown.pop((cell.row, cell.column), None)
                enter(cell, value if value != "" else None)

    def Clear(self) -> None:
        """Clears contents, formats, merges and rules; the whole sheet is what we clear."""
        self._sheet._change()
        if self.Count < 16_384 * 1_048_576:
            raise StoodStillError("only whole sheets are cleared here")
        self._sheet._clear()

    def ClearContents(self) -> None:
        self._sheet._change()
        for cell in self._existing():
            cell.value = None

    def Merge(self, Across: bool = False) -> None:
        """Keeps the upper left content; Excel asks first unless DisplayAlerts is False."""
        self._sheet._change()
        box = self._box
        if Across:
            raise StoodStillError("Merge(Across)")
        for area in self._ws.merged_cells.ranges:
            left, top, right, bottom = area.bounds
            if top <= box[2] and box[0] <= bottom and left <= box[3] and box[1] <= right:
                raise StoodStillError(f"{self.Address} overlaps the merged {area}")
        filled = [c for c in self._existing() if c.value is not None]
        if len(filled) > 1 and self._sheet._book._application._alerts:
            raise StoodStillError(f"{self.Address}: Excel asks whether contents may be lost")
        self._ws.merge_cells(self.Address.replace("$", ""))

    def UnMerge(self) -> None:
        self._sheet._change()
        for area in list(self._ws.merged_cells.ranges):
            self._ws.unmerge_cells(str(area))

    # --- form ---------------------------------------------------------------------------

    def _style(self, name: str, make: Callable[[Any], Any]) -> None:
        self._sheet._change()
        made: dict[int, Any] = {}
        for row in self._cells():
            for cell in row:
                # cells of one style share it: openpyxl numbers the styles of a workbook
                key = getattr(cell._style, _STYLE_NUMBERS[name])
                if key not in made:
                    made[key] = make(getattr(cell, name))
                setattr(cell, name, made[key])

    @property
    def Font(self) -> FontOf:
        return FontOf(self)

    @property
    def Interior(self) -> Interior:
        return Interior(self)

    @property
    def Borders(self) -> BordersOf:
        return BordersOf(self)

    @property
    def FormatConditions(self) -> FormatConditions:
        return FormatConditions(self)

    def _align(self, **changes: Any) -> None:
        def changed(old: Alignment) -> Alignment:
            new = copy(old)
            for name, value in changes.items():
                setattr(new, name, value)
            return new

        self._style("alignment", changed)

    @property
    def HorizontalAlignment(self) -> Any:
        return None

    @HorizontalAlignment.setter
    def HorizontalAlignment(self, value: int) -> None:
        self._align(horizontal=_HORIZONTAL[value])

    @property
    def VerticalAlignment(self) -> Any:
        return None

    @VerticalAlignment.setter
    def VerticalAlignment(self, value: int) -> None:
        self._align(vertical=_VERTICAL[value])

    @property
    def WrapText(self) -> Any:
        return None

    @WrapText.setter
    def WrapText(self, value: bool) -> None:
        self._align(wrap_text=value or None)

    @property
    def IndentLevel(self) -> Any:
        return None

    @IndentLevel.setter
    def IndentLevel(self, value: int) -> None:
        if not 0 <= value <= 15:
            raise refused("不能设置类 Range 的 IndentLevel 属性")
        self._align(indent=value)

    @property
    def NumberFormat(self) -> str:
        return str(self._ws.cell(self.Row, self.Column).number_format)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._style("number_format", lambda _: value)

    @property
    def ColumnWidth(self) -> Any:
        return None

    @ColumnWidth.setter
    def ColumnWidth(self, value: float) -> None:
        self._sheet._change()
        if not 0 <= value <= 255:
            raise refused("不能设置类 Range 的 ColumnWidth 属性")
        for column in range(self._box[1], self._box[3] + 1):
            self._ws.column_dimensions[get_column_letter(column)].width = value + _PADDING

    @property
    def RowHeight(self) -> Any:
        """None where the rows differ; 0 of a hidden row."""
        rows = self._ws.row_dimensions
        heights = {
            0.0 if rows[n].hidden else rows[n].height or 15.0
            for n in range(self._box[0], self._box[2] + 1)
        }
        return heights.pop() if len(heights) == 1 else None

    @RowHeight.setter
    def RowHeight(self, value: float) -> None:
        self._sheet._change()
        if not 0 <= value <= 409.5:
            raise refused("不能设置类 Range 的 RowHeight 属性")
        for row in range(self._box[0], self._box[2] + 1):
            self._ws.row_dimensions[row].height = value


class WholeRows(Model):
    """Range.EntireRow: Hidden is None where some of the rows are."""

    def __init__(self, area: Range) -> None:
        self._area, self.calls = area, area.calls

    @property
    def Hidden(self) -> bool | None:
        found = self._area._ws.row_dimensions
        rows = range(self._area._box[0], self._area._box[2] + 1)
        hidden = {bool(found[number].hidden) for number in rows if number in found} or {False}
        return hidden.pop() if len(hidden) == 1 else None


class Lines(Model):
    """Range.Rows and Range.Columns: how many."""

    def __init__(self, area: Range, count: int) -> None:
        self._area, self._count, self.calls = area, count, area.calls

    @property
    def Count(self) -> int:
        return self._count


class _Of(Model):
    def __init__(self, area: Range) -> None:
        self._area, self.calls = area, area.calls


def argb(colour: int) -> str:
    """Return Excel's blue-green-red number as a file's colour."""
    return f"FF{colour & 255:02X}{colour >> 8 & 255:02X}{colour >> 16 & 255:02X}"


class FontOf(_Of):
    """Font."""

    def _change(self, **changes: Any) -> None:
        def changed(old: Font) -> Font:
            new = copy(old)
            for name, value in changes.items():
                setattr(new, name, value)
            return new

        self._area._style("font", changed)

    @property
    def Name(self) -> Any:
        return None

    @Name.setter
    def Name(self, value: str) -> None:
        self._change(name=value)

    @property
    def Size(self) -> Any:
        return None

    @Size.setter
    def Size(self, value: float) -> None:
        self._change(sz=value)

    @property
    def Bold(self) -> Any:
        return None

    @Bold.setter
    def Bold(self, value: bool) -> None:
        self._change(b=value)

    @property
    def Color(self) -> Any:
        return None

    @Color.setter
    def Color(self, value: int) -> None:
        self._change(color=argb(value))


class Interior(_Of):
    """Interior."""

    @property
    def Color(self) -> Any:
        return None

    @Color.setter
    def Color(self, value: int) -> None:
        fill = PatternFill("solid", fgColor=argb(value))
        self._area._style("fill", lambda _: fill)


class BordersOf(_Of):
    """Borders, by side (XlBordersIndex); a property of the whole is one of every side.

    https://learn.microsoft.com/office/vba/api/excel.borders.linestyle, .weight
    """

    @property
    def LineStyle(self) -> Any:
        return None

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:
        for side in (*_SIDES, *_INSIDE):
            BorderOf(self._area, side).LineStyle = value

    @property
    def Weight(self) -> Any:
        return None

    @Weight.setter
    def Weight(self, value: int) -> None:
        for side in (*_SIDES, *_INSIDE):
            BorderOf(self._area, side).Weight = value

    def _default(self, side: int) -> BorderOf:
        if side not in _SIDES and side not in _INSIDE:
            raise refused("不能取得类 Range 的 Borders 属性")
        return BorderOf(self._area, side)


class BorderOf(Model):
    """One side; inside sides lie between the cells of the range."""

    def __init__(self, area: Range, side: int) -> None:
        self._area, self._side, self.calls = area, side, area.calls

    @property
    def Weight(self) -> Any:
        return None

    @Weight.setter
    def Weight(self, value: int) -> None:
        if value != _THIN:
            raise StoodStillError("only thin borders are drawn here")

    @property
    def LineStyle(self) -> Any:
        return None

    @LineStyle.setter
    def LineStyle(self, value: int) -> None:
        if value != _CONTINUOUS:
            raise StoodStillError("only continuous borders are drawn here")
        self._area._sheet._change()
        top, left, bottom, right = self._area._box
        for row in self._area._cells():
            for cell in row:
                edges = {
                    "left": cell.column == left, "right": cell.column == right,
                    "top": cell.row == top, "bottom": cell.row == bottom,
                }  # fmt: skip
                if self._side in _SIDES:
                    drawn = [_SIDES[self._side]] if edges[_SIDES[self._side]] else []
                else:
                    drawn = [name for name in _INSIDE[self._side] if not edges[name]]
                if drawn:
                    border = copy(cell.border)
                    for name in drawn:
                        setattr(border, name, Side("thin"))
                    cell.border = Border(border.left, border.right, border.top, border.bottom)


class FormatConditions(_Of):
    """FormatConditions: a relative reference counts from the cell that is selected."""

    def Add(self, Type: int, Operator: Any = None, Formula1: str = "") -> FormatCondition:
        area = self._area
        area._sheet._change()
        if Type != _EXPRESSION or Operator is not None or not Formula1.startswith("="):
            raise refused("无效的过程调用或参数")
        if area._sheet._selected != area.Address or area._sheet._book._active is not area._sheet:
            raise StoodStillError(f"{area.Address}: the formula counts from the selected cell")
        rule = FormulaRule(formula=[Formula1.removeprefix("=")])
        rule.dxf = DifferentialStyle()
        area._ws.conditional_formatting.add(area.Address.replace("$", ""), rule)
        return FormatCondition(area, rule)


class FormatCondition(Model):
    """FormatCondition."""

    def __init__(self, area: Range, rule: Any) -> None:
        self._rule, self.calls = rule, area.calls

    @property
    def NumberFormat(self) -> str:
        return str(self._rule.dxf.numFmt.formatCode)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._rule.dxf.numFmt = NumberFormat(numFmtId={"0%": 9}.get(value, 170), formatCode=value)

    @property
    def StopIfTrue(self) -> bool:
        return bool(self._rule.stopIfTrue)

    @StopIfTrue.setter
    def StopIfTrue(self, value: bool) -> None:
        self._rule.stopIfTrue = value
