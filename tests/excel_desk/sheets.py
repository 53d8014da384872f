"""Sheets of a workbook: collections, worksheets, chart sheets, tables, page set-up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import copy
from typing import Any

from excel_desk.com import Model, StoodStillError, refused
from excel_desk.ranges import Range, boundaries
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.utils import get_column_letter

_VISIBLE = {"visible": -1, "hidden": 0, "veryHidden": 2}
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_LONGEST_NAME = 31


class Sheets(Model):
    """Sheets, or Worksheets: without chart sheets, though Index counts them too."""

    def __init__(self, book: Any, *, worksheets: bool) -> None:
        self._book, self._worksheets, self.calls = book, worksheets, book.calls

    def _each(self) -> Iterator[Any]:
        every = list(self._book._sheets)
        return iter([s for s in every if isinstance(s, Worksheet) or not self._worksheets])

    def _default(self, key: Any) -> Any:
        for number, sheet in enumerate(self._each(), start=1):
            if key == number or (isinstance(key, str) and key.lower() == sheet.Name.lower()):
                return sheet
        raise refused("下标越界")

    @property
    def Parent(self) -> Any:
        return self._book

    @property
    def Count(self) -> int:
        return len(list(self._each()))

    def Add(self, Before: Any = None, After: Any = None) -> Any:
        """Adds a worksheet, which becomes the active one (Sheets.Add)."""
        book = self._book
        book._refuse_if_protected("不能插入工作表")
        sheet = Worksheet(book, book._wb.create_sheet(_free_name(book)), None)
        anchor = Before or After or book._active
        place = book._sheets.index(anchor) + (1 if After else 0)
        book._sheets.insert(place, sheet)
        book._active = sheet
        book._changed = True
        return sheet


class Charts(Sheets):
    """Workbook.Charts."""

    def __init__(self, book: Any) -> None:
        super().__init__(book, worksheets=False)


def _free_name(book: Any) -> str:
    taken = {sheet.Name for sheet in book._sheets}
    return next(name for n in range(1, 999) if (name := f"Sheet{n}") not in taken)


class _Sheet(Model):
    """What worksheets and chart sheets have in common."""

    def __init__(self, book: Any) -> None:
        self._book, self.calls = book, book.calls
        self._state = "visible"
        self._title = ""

    @property
    def Application(self) -> Any:
        return self._book._application

    @property
    def Parent(self) -> Any:
        return self._book

    @property
    def Index(self) -> int:
        return self._book._sheets.index(self) + 1

    @property
    def Name(self) -> str:
        return self._title

    @Name.setter
    def Name(self, value: str) -> None:
        """Renames; what Excel refuses is in "Rename a worksheet" (support.microsoft.com)."""
        self._book._refuse_if_protected("不能重命名工作表")
        units = len(value.encode("utf-16-le")) // 2
        if not value or units > _LONGEST_NAME or re.search(r"[\[\]:*?/\\]", value):
            raise refused("工作表名称无效")
        if value[0] == "'" or value[-1] == "'" or value.lower() in ("history", "历史记录"):
            raise refused("工作表名称无效")
        others = {sheet.Name.lower() for sheet in self._book._sheets if sheet is not self}
        if value.lower() in others:
            raise refused("该名称已被使用，请尝试使用其他名称。")
        self._rename(value)

    def _rename(self, value: str) -> None:
        self._title = value

    @property
    def Visible(self) -> int:
        return _VISIBLE[self._state]

    @Visible.setter
    def Visible(self, value: int) -> None:
        """True, 0 (hidden), 2 (very hidden); one sheet must stay in sight (XlSheetVisibility)."""
        self._book._refuse_if_protected("不能隐藏或显示工作表")
        states = {-1: "visible", 1: "visible", 0: "hidden", 2: "veryHidden"}
        if value not in states:
            raise refused("不能设置类 Worksheet 的 Visible 属性")
        others = [s for s in self._book._sheets if s is not self and s._state == "visible"]
        if states[value] != "visible" and not others:
            raise refused("不能设置类 Worksheet 的 Visible 属性：至少须有一张可见的工作表")
        self._show(states[value])
        if states[value] != "visible" and self._book._active is self:
            self._book._active = others[0]

    def _show(self, state: str) -> None:
        self._state = state

    def Activate(self) -> None:
        """Shows the sheet in the window of its workbook; a hidden one has no tab to click."""
        if self._state != "visible":
            raise refused("类 Worksheet 的 Activate 方法无效")
        self._book._active = self

    def Move(self, Before: Any = None, After: Any = None) -> None:
        book = self._book
        book._refuse_if_protected("不能移动工作表")
        if self._state == "veryHidden" or (Before is None and After is None):
            raise refused("类 Worksheet 的 Move 方法无效")
        book._sheets.remove(self)
        place = book._sheets.index(Before or After)
        book._sheets.insert(place if Before else place + 1, self)
        book._active = self


class Chart(_Sheet):
    """A chart sheet: it has no cells and no panes."""

    def __init__(self, book: Any, name: str) -> None:
        super().__init__(book)
        self._title = name


class Worksheet(_Sheet):
    """Worksheet, its cells in an openpyxl worksheet."""

    def __init__(self, book: Any, ws: Any, shown: Any) -> None:
        super().__init__(book)
        self._ws, self._title, self._state = ws, ws.title, ws.sheet_state
        #: what formula cells showed when the file was opened
        self._shown = (
            {(c.row, c.column): c.value for row in shown.iter_rows() for c in row} if shown else {}
        )
        self._formatted_to = 0
        self._password = ""
        self._filtered = False
        self._selected = "A1"
        self._view = {"row": 1, "column": 1, "rows": 0, "columns": 0, "frozen": False}
        if ws.freeze_panes:
            _, _, column, row = boundaries(ws.freeze_panes)
            self._view |= {"rows": row - 1, "columns": column - 1, "frozen": True}

    def Copy(self, Before: Any = None, After: Any = None) -> None:
        """Copies the sheet with its names; the copy becomes active (Worksheet.Copy).

        Without a place it would go into a workbook of its own, which no macro of ours wants.
        """
        book = self._book
        book._refuse_if_protected("不能复制工作表")
        if self._state == "veryHidden" or (Before is None and After is None):
            raise refused("类 Worksheet 的 Copy 方法无效")
        ws = book._wb.copy_worksheet(self._ws)
        taken = {sheet.Name.lower() for sheet in book._sheets}
        numbered = (f"{self.Name[:27]} ({number})" for number in range(2, 99))
        ws.title = next(name for name in numbered if name.lower() not in taken)
        for name, defined in self._ws.defined_names.items():
            ws.defined_names[name] = copy(defined)
        ws.protection = copy(self._ws.protection)
        twin = Worksheet(book, ws, None)
        twin._shown, twin._password = dict(self._shown), self._password
        place = book._sheets.index(Before or After)
        book._sheets.insert(place if Before else place + 1, twin)
        book._active = twin
        book._changed = True

    def _rename(self, value: str) -> None:
        self._title = self._ws.title = value

    def _show(self, state: str) -> None:
        self._state = self._ws.sheet_state = state

    def _freeze(self) -> None:
        view = self._view
        row, column = view["row"] + view["rows"], view["column"] + view["columns"]
        self._ws.freeze_panes = f"{get_column_letter(column)}{row}" if view["frozen"] else None

    def _needs_printer(self, what: str) -> None:
        if not self._book._application._printer:
            raise refused(f"类 {what}：未安装打印机")

    def _change(self) -> None:
        """Refuse changes of a protected sheet (Worksheet.Protect)."""
        if self._ws.protection.sheet:
            raise refused("您试图更改的单元格或图表位于受保护的工作表中")
        if self._filtered:
            raise StoodStillError("writing into filtered rows: Excel skips some of them")
        self._book._changed = True

    @property
    def Rows(self) -> Range:
        return Range(self, (1, 1, _LAST_ROW, _LAST_COLUMN))

    @property
    def Columns(self) -> Range:
        return Range(self, (1, 1, _LAST_ROW, _LAST_COLUMN))

    @property
    def Cells(self) -> Range:
        return Range(self, (1, 1, _LAST_ROW, _LAST_COLUMN))

    @property
    def UsedRange(self) -> Range:
        """Formatted cells count as used (Worksheet.UsedRange)."""
        left, top, right, bottom = boundaries(self._ws.dimensions)
        return Range(self, (top, left, max(bottom, self._formatted_to), right))

    def Range(self, first: Any, last: Any = None) -> Any:
        return Range._between(self, first, last)

    @property
    def Names(self) -> Any:
        from excel_desk.program import Names  # noqa: PLC0415 - the two know each other

        return Names(self._book, self)

    @property
    def ListObjects(self) -> ListObjects:
        return ListObjects(self)

    @property
    def PageSetup(self) -> Any:
        from excel_desk.page import PageSetup  # noqa: PLC0415 - the two know each other

        return PageSetup(self)

    @property
    def Tab(self) -> Any:
        from excel_desk.page import Tab  # noqa: PLC0415 - likewise

        return Tab(self)

    @property
    def HPageBreaks(self) -> Any:
        from excel_desk.page import HPageBreaks  # noqa: PLC0415 - likewise

        return HPageBreaks(self)

    def ResetAllPageBreaks(self) -> None:
        """Where pages break is asked of the printer's driver, as all of PageSetup is."""
        self._needs_printer("Worksheet 的 ResetAllPageBreaks 方法无效")
        self._change()
        self._ws.row_breaks.brk = ()

    @property
    def ProtectContents(self) -> bool:
        return bool(self._ws.protection.sheet)

    @property
    def AutoFilterMode(self) -> bool:
        return self._filtered

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:
        if value:
            raise refused("不能设置类 Worksheet 的 AutoFilterMode 属性")
        self._filtered = False

    def Unprotect(self, Password: str | None = None) -> None:
        """A password that is left out is asked for; one too many is ignored."""
        if not self._ws.protection.sheet:
            return
        if self._password and Password is None:
            raise StoodStillError(f"{self.Name}: Excel asks for the password")
        if self._password and self._password != Password:
            raise refused("您提供的密码不正确。")
        self._ws.protection.sheet = False

    def Protect(
        self,
        Password: str | None = None,
        DrawingObjects: bool = True,
        Contents: bool = True,
        Scenarios: bool = True,
        UserInterfaceOnly: bool = False,
        AllowFormattingCells: bool = False,
        AllowFormattingColumns: bool = False,
        AllowFormattingRows: bool = False,
    ) -> None:
        protection = self._ws.protection
        self._password = Password or ""
        protection.sheet, protection.objects = Contents, DrawingObjects
        protection.scenarios = Scenarios
        protection.formatCells = not AllowFormattingCells
        protection.formatColumns = not AllowFormattingColumns
        protection.formatRows = not AllowFormattingRows
        if UserInterfaceOnly:
            raise StoodStillError("UserInterfaceOnly is lost when the workbook is closed")

    def _clear(self) -> None:
        ws = self._ws
        ws.merged_cells.ranges.clear()
        ws._cells.clear()
        ws.conditional_formatting = ConditionalFormattingList()
        self._shown.clear()
        self._formatted_to = 0


class ListObjects(Model):
    """Worksheet.ListObjects."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet, self.calls = sheet, sheet.calls

    def _each(self) -> Iterator[ListObject]:
        tables = list(self._sheet._ws.tables.values())
        return (ListObject(self._sheet, table) for table in tables)

    @property
    def Count(self) -> int:
        return len(self._sheet._ws.tables)

    def Item(self, key: Any) -> ListObject:
        for number, table in enumerate(self._each(), start=1):
            if key in (number, table.Name):
                return table
        raise refused("下标越界")


class ListObject(Model):
    """A table."""

    def __init__(self, sheet: Worksheet, table: Any) -> None:
        self._sheet, self._table, self.calls = sheet, table, sheet.calls

    @property
    def Name(self) -> str:
        return str(self._table.displayName)

    @property
    def Range(self) -> Any:
        return Range._between(self._sheet, self._table.ref, None)
