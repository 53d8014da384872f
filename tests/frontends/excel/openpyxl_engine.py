"""An engine for xlwings over openpyxl, so that macros run through the real xlwings.

Written against ``xlwings/base_classes.py``; it has what the macros use and refuses the
rest, as the base classes do. It keeps the habits of Excel that matter: a protected sheet
refuses changes, an apostrophe in front makes a text, ``=`` a formula, an error's name an
error. Values of formulas are those that the file had when it was opened.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import xlwings
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.worksheet import Worksheet
from xlwings import base_classes
from xlwings.main import Engine as FrontEngine

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
#: what spreadsheets add to a width in characters for the cell's own margin
PADDING = 0.7109375


class Engine:
    name = "openpyxl"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, _date_format: Any) -> Any:
        return "" if value is None else value

    @staticmethod
    def clean_value_data(
        data: Any, _dates: Any, empty: Any, numbers: Any, err_to_str: bool
    ) -> list[list[Any]]:
        def clean(value: Any) -> Any:
            if value in ("", None):
                return empty
            if value in ERRORS:
                return value if err_to_str else None
            return numbers(value) if numbers and isinstance(value, float) else value

        return [[clean(value) for value in row] for row in data]


class Apps(base_classes.Apps):
    def __init__(self) -> None:
        self.app = App()

    def keys(self) -> list[int]:
        return [1]

    def __iter__(self) -> Iterator[App]:
        yield self.app

    def __len__(self) -> int:
        return 1

    def __getitem__(self, _pid: int) -> App:
        return self.app


class App(base_classes.App):
    def __init__(self) -> None:
        self.alerts: list[tuple[str, str | None]] = []
        self.told: list[Any] = []
        self._status: Any = False
        self._updating = True
        self._alerts_shown = True
        self._calculation = "automatic"
        self.opened: dict[str, Book] = {}

    engine_name = "openpyxl"
    pid = 1

    @property
    def engine(self) -> Any:
        return ENGINE

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def status_bar(self) -> Any:
        return self._status

    @status_bar.setter
    def status_bar(self, value: Any) -> None:
        self._status = value
        self.told.append(value)

    @property
    def screen_updating(self) -> bool:
        return self._updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        self._updating = value

    def activate(self, steal_focus: bool = False) -> None:  # noqa: FBT002 - as the base class
        assert not steal_focus

    @property
    def display_alerts(self) -> bool:
        return self._alerts_shown

    @display_alerts.setter
    def display_alerts(self, value: bool) -> None:
        self._alerts_shown = value

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        self._calculation = value

    def alert(self, prompt: str, _title: Any, _buttons: Any, mode: Any, _back: Any) -> str:
        self.alerts.append((prompt, mode))
        return "ok"


class Books(base_classes.Books):
    def __init__(self, app: App) -> None:
        self.app = app

    def __call__(self, name: str) -> Book:
        return self.app.opened[name]

    def __len__(self) -> int:
        return len(self.app.opened)

    def __iter__(self) -> Iterator[Book]:
        return iter(self.app.opened.values())


class RefusedError(Exception):
    """Excel's message 1004: the call is not possible as things stand."""


class WindowApi:
    """The window of a workbook: it shows the active sheet, and panes are its own."""

    _NAMES = ("FreezePanes", "ScrollRow", "ScrollColumn", "SplitRow", "SplitColumn")

    def __init__(self, book: Book) -> None:
        object.__setattr__(self, "_book", book)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self._NAMES:
            raise AttributeError(name)
        ws = self._book.wb.active
        state = self._book.windows.setdefault(
            ws.title, {"ScrollRow": 1, "ScrollColumn": 1, "SplitRow": 0, "SplitColumn": 0}
        )
        state[name] = value
        if name == "FreezePanes":
            row = state["ScrollRow"] + state["SplitRow"]
            column = state["ScrollColumn"] + state["SplitColumn"]
            ws.freeze_panes = f"{get_column_letter(column)}{row}" if value else None


class PropertiesApi:
    """DocumentProperties: counted from 1; a name that is not there is an error."""

    def __init__(self, book: Book) -> None:
        self._all = list(book.wb.custom_doc_props.props)
        self.Count = len(self._all)

    def __call__(self, number: int) -> SimpleNamespace:
        one = self._all[number - 1]
        return SimpleNamespace(Name=one.name, Value=one.value)


class BookApi:
    """The calls of Excel's own workbook object that macros make."""

    Date1904 = False

    @property
    def CustomDocumentProperties(self) -> PropertiesApi:  # noqa: N802 - Excel's own name
        return PropertiesApi(self._book)

    def Windows(self, number: int) -> WindowApi:  # noqa: N802 - Excel's own name
        assert number == 1
        return WindowApi(self._book)

    def __init__(self, book: Book) -> None:
        self._book = book

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802 - Excel's own name
        self._book.save(path)


class Book(base_classes.Book):
    def __init__(self, path: Path, app: App) -> None:
        self.path = path
        self._app = app
        #: what the window knows of each sheet that it showed
        self.windows: dict[str, dict[str, int]] = {}
        self.wb = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        shown = openpyxl.load_workbook(path, data_only=True)
        #: what the formula cells showed when the file was opened
        self.shown = {
            (sheet.title, cell.row, cell.column): cell.value
            for sheet in shown.worksheets
            for row in sheet.iter_rows()
            for cell in row
        }

    @property
    def api(self) -> BookApi:
        return BookApi(self)

    @property
    def app(self) -> App:
        return self._app

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def fullname(self) -> str:
        return str(self.path)

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    @property
    def names(self) -> Names:
        return Names(self, None)

    def activate(self) -> None:
        pass

    def save(self, path: Any = None, password: Any = None) -> None:
        assert password is None
        self.wb.save(path or self.path)


class Sheets(base_classes.Sheets):
    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def active(self) -> Sheet:
        return Sheet(self.book, self.book.wb.active)

    def __call__(self, name_or_index: int | str) -> Sheet:
        if isinstance(name_or_index, int):
            return Sheet(self.book, self.book.wb.worksheets[name_or_index - 1])
        return Sheet(self.book, self.book.wb[name_or_index])

    def __len__(self) -> int:
        return len(self.book.wb.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet) for sheet in self.book.wb.worksheets)

    def __contains__(self, name: str) -> bool:
        return name in self.book.wb.sheetnames

    def add(self, before: Any = None, after: Any = None, name: str | None = None) -> Sheet:
        assert before is None
        place = self.book.wb.worksheets.index(after.ws) + 1
        return Sheet(self.book, self.book.wb.create_sheet(name, place))


class PageSetupApi:
    """Excel's PageSetup as openpyxl keeps it."""

    def __init__(self, ws: Worksheet) -> None:
        object.__setattr__(self, "_ws", ws)

    class _EvenPage:
        def __init__(self, ws: Worksheet) -> None:
            self.LeftFooter = PageSetupApi._Footer(ws)

    class _Footer:
        def __init__(self, ws: Worksheet) -> None:
            object.__setattr__(self, "_ws", ws)

        def __setattr__(self, name: str, value: str) -> None:
            assert name == "Text"
            self._ws.evenFooter.left.text = value

    @property
    def EvenPage(self) -> Any:  # noqa: N802 - Excel's own name
        return self._EvenPage(self._ws)

    def __setattr__(self, name: str, value: Any) -> None:
        ws: Worksheet = self._ws
        margin = re.fullmatch(r"(Left|Right|Top|Bottom|Header|Footer)Margin", name)
        if margin:
            setattr(ws.page_margins, margin[1].lower(), value / 72)
            return
        simple: dict[str, Callable[[Any], None]] = {
            "Orientation": lambda v: setattr(
                ws.page_setup, "orientation", {1: "portrait", 2: "landscape"}[v]
            ),
            "PaperSize": lambda v: setattr(ws.page_setup, "paperSize", v),
            "Zoom": lambda v: setattr(ws.sheet_properties.pageSetUpPr, "fitToPage", v is False),
            "FitToPagesWide": lambda v: setattr(ws.page_setup, "fitToWidth", int(v)),
            "FitToPagesTall": lambda v: setattr(ws.page_setup, "fitToHeight", int(v)),
            "CenterHorizontally": lambda v: setattr(ws.print_options, "horizontalCentered", v),
            "PrintTitleRows": lambda v: setattr(ws, "print_title_rows", v.replace("$", "")),
            "OddAndEvenPagesHeaderFooter": lambda v: setattr(
                ws.HeaderFooter, "differentOddEven", v
            ),
            "RightFooter": lambda v: setattr(ws.oddFooter.right, "text", v),
        }
        simple[name](value)


class SheetApi:
    """The calls of Excel's own worksheet object that macros make."""

    def __init__(self, ws: Worksheet) -> None:
        self._ws = ws
        self.PageSetup = PageSetupApi(ws)

    def Unprotect(self) -> None:  # noqa: N802 - Excel's own name
        self._ws.protection.sheet = False

    def Protect(self, **allowed: bool) -> None:  # noqa: N802 - Excel's own name
        protection = self._ws.protection
        protection.sheet = allowed["Contents"]
        protection.objects, protection.scenarios = allowed["DrawingObjects"], allowed["Scenarios"]
        protection.formatCells = not allowed["AllowFormattingCells"]
        protection.formatColumns = not allowed["AllowFormattingColumns"]
        protection.formatRows = not allowed["AllowFormattingRows"]


class ProtectedSheetError(Exception):
    """Excel's message 1004 on a protected sheet."""


class Sheet(base_classes.Sheet):
    def __init__(self, book: Book, ws: Worksheet) -> None:
        self._book = book
        self.ws = ws

    def change(self) -> None:
        if self.ws.protection.sheet:
            raise ProtectedSheetError(self.ws.title)

    @property
    def api(self) -> SheetApi:
        return SheetApi(self.ws)

    @property
    def name(self) -> str:
        return str(self.ws.title)

    @property
    def book(self) -> Book:
        return self._book

    @property
    def index(self) -> int:
        return int(self._book.wb.worksheets.index(self.ws)) + 1

    @property
    def names(self) -> Names:
        return Names(self._book, self.ws)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def visible(self) -> int:
        return {"visible": -1, "hidden": 0, "veryHidden": 2}[self.ws.sheet_state]

    @visible.setter
    def visible(self, value: int) -> None:
        self.ws.sheet_state = {-1: "visible", 1: "visible", 0: "hidden", 2: "veryHidden"}[value]

    @property
    def used_range(self) -> Range:
        return Range(self, self.ws.dimensions)

    @property
    def page_setup(self) -> PageSetup:
        return PageSetup(self)

    @property
    def show_gridlines(self) -> bool:
        return bool(self.ws.sheet_view.showGridLines)

    @show_gridlines.setter
    def show_gridlines(self, value: bool) -> None:
        self.ws.sheet_view.showGridLines = value

    def activate(self) -> None:
        if self.visible != -1:
            raise RefusedError(f"{self.name}: a hidden sheet cannot be activated")
        self._book.wb.active = self.ws

    def clear(self) -> None:
        self.change()
        if self.ws.merged_cells.ranges:
            raise AssertionError("the macro must unmerge first")
        self.ws.delete_rows(1, self.ws.max_row)
        self.ws._cells.clear()
        self.ws.conditional_formatting = ConditionalFormattingList()

    def range(self, first: Any, last: Any = None) -> Range:
        return Range(self, address_of(first, last))


def address_of(first: Any, last: Any) -> str:
    if isinstance(first, Range):
        first = (first.row, first.column)
    if isinstance(last, Range):
        last = (last.row + last.shape[0] - 1, last.column + last.shape[1] - 1)
    if isinstance(first, tuple):
        last = last or first
        return f"{get_column_letter(first[1])}{first[0]}:{get_column_letter(last[1])}{last[0]}"
    return str(first).replace("$", "")


class PageSetup(base_classes.PageSetup):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def print_area(self) -> str:
        return str(self.sheet.ws.print_area)

    @print_area.setter
    def print_area(self, value: str) -> None:
        self.sheet.ws.print_area = value


class Tables(base_classes.Tables):
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def __len__(self) -> int:
        return len(self.sheet.ws.tables)

    def __iter__(self) -> Iterator[Table]:
        return (Table(self.sheet, table) for table in self.sheet.ws.tables.values())


class Table(base_classes.Table):
    def __init__(self, sheet: Sheet, table: Any) -> None:
        self.sheet, self.table = sheet, table

    @property
    def name(self) -> str:
        return str(self.table.displayName)

    @property
    def range(self) -> Range:
        return Range(self.sheet, self.table.ref)


class Names(base_classes.Names):
    """Names of the book (``ws`` None), those of sheets included, or of one sheet."""

    def __init__(self, book: Book, ws: Worksheet | None) -> None:
        self.book, self.ws = book, ws

    def snapshot(self) -> list[tuple[str, Name]]:
        found = []
        if self.ws is None:
            found = [Name(name, one) for name, one in self.book.wb.defined_names.items()]
        for ws in self.book.wb.worksheets if self.ws is None else [self.ws]:
            found += [Name(f"'{ws.title}'!{name}", one) for name, one in ws.defined_names.items()]
        return [(name.name, name) for name in found]

    def __len__(self) -> int:
        return len(self.snapshot())

    def add(self, name: str, refers_to: str) -> Name:
        assert self.ws is not None
        defined = DefinedName(name, attr_text=refers_to.removeprefix("="))
        self.ws.defined_names[name] = defined
        return Name(f"'{self.ws.title}'!{name}", defined)


class NameApi:
    def __init__(self, defined: DefinedName) -> None:
        object.__setattr__(self, "_defined", defined)

    @property
    def Visible(self) -> bool:  # noqa: N802 - Excel's own name
        return not self._defined.hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:  # noqa: N802 - Excel's own name
        self._defined.hidden = not value

    def __setattr__(self, name: str, value: Any) -> None:
        assert name == "Visible"
        object.__setattr__(self, name, value)


class Name(base_classes.Name):
    def __init__(self, name: str, defined: DefinedName) -> None:
        self._name, self.defined = name, defined

    @property
    def api(self) -> NameApi:
        return NameApi(self.defined)

    @property
    def name(self) -> str:
        return self._name

    @property
    def refers_to(self) -> str:
        return f"={self.defined.attr_text}"


class ConditionApi:
    """A rule of a conditional format; its number format can be set afterwards."""

    def __init__(self, rule: Any) -> None:
        object.__setattr__(self, "_rule", rule)

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "NumberFormat":
            number = {"0%": 9}.get(value, 170)
            self._rule.dxf.numFmt = NumberFormat(numFmtId=number, formatCode=value)
        else:
            assert name == "StopIfTrue"
            self._rule.stopIfTrue = value


class ConditionsApi:
    def __init__(self, area: Range) -> None:
        self._area = area

    def Add(self, *, Type: int, Formula1: str) -> ConditionApi:  # noqa: N802, N803 - Excel's own names
        assert Type == 2
        rule = FormulaRule(formula=[Formula1.removeprefix("=")])
        rule.dxf = DifferentialStyle()
        self._area.sheet.ws.conditional_formatting.add(self._area.ref, rule)
        return ConditionApi(rule)


class RangeApi:
    """``Value2`` is there as in Excel; a test takes it away to go the other way."""

    offers_value2 = True

    def __init__(self, area: Range) -> None:
        self._area = area
        self.FormatConditions = ConditionsApi(area)
        self.EntireRow = RowsApi(area)

    @property
    def Value2(self) -> Any:  # noqa: N802 - Excel's own name
        if not self.offers_value2:
            raise AttributeError("Value2")
        return tuple(tuple(serial(value) for value in row) for row in self._area.shown_values())


class RowsApi:
    """Range.EntireRow: Hidden is None where some of the rows are."""

    def __init__(self, area: Range) -> None:
        self._area = area

    @property
    def Hidden(self) -> bool | None:  # noqa: N802 - Excel's own name
        found = self._area.sheet.ws.row_dimensions
        rows = range(self._area.first[0], self._area.last[0] + 1)
        hidden = {bool(found[number].hidden) for number in rows if number in found} or {False}
        return hidden.pop() if len(hidden) == 1 else None


def serial(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return (value - dt.datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001 - a cell has no zone
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


class Range(base_classes.Range):
    def __init__(self, sheet: Sheet, ref: str) -> None:
        self._sheet, self.ref = sheet, ref
        first_column, first_row, last_column, last_row = range_boundaries(ref)
        self.first = (first_row, first_column)
        self.last = (last_row, last_column)
        self.options: dict[str, Any] = {}

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> RangeApi:
        return RangeApi(self)

    @property
    def row(self) -> int:
        return int(self.first[0])

    @property
    def column(self) -> int:
        return int(self.first[1])

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    @property
    def address(self) -> str:
        return self.get_address(True, True, False)

    def get_address(self, _row: bool, _column: bool, _external: bool) -> str:
        first = f"${get_column_letter(self.first[1])}${self.first[0]}"
        last = f"${get_column_letter(self.last[1])}${self.last[0]}"
        return first if first == last else f"{first}:{last}"

    def __call__(self, row: int, column: int | None = None) -> Range:
        assert column is not None
        return self.sheet.range((self.row + row - 1, self.column + column - 1))

    def cells(self) -> list[list[Any]]:
        ws = self.sheet.ws
        return [
            [ws.cell(row, column) for column in range(self.first[1], self.last[1] + 1)]
            for row in range(self.first[0], self.last[0] + 1)
        ]

    def each(self) -> Iterator[Any]:
        for row in self.cells():
            yield from row

    def style(self, name: str, make: Callable[[Any], Any]) -> None:
        self.sheet.change()
        for cell in self.each():
            setattr(cell, name, make(getattr(cell, name)))

    # --- contents ---------------------------------------------------------------------

    def shown_values(self) -> list[list[Any]]:
        shown = self.sheet.book.shown
        return [
            [
                shown.get((self.sheet.name, cell.row, cell.column))
                if cell.data_type == "f"
                else cell.value
                for cell in row
            ]
            for row in self.cells()
        ]

    @property
    def raw_value(self) -> Any:
        values = self.shown_values()
        return values[0][0] if self.shape == (1, 1) else values

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self.sheet.change()
        if not isinstance(data, list | tuple):
            data = [[data] * self.shape[1]] * self.shape[0]
        for cells, values in zip(self.cells(), data, strict=True):
            for cell, value in zip(cells, values, strict=True):
                enter(cell, value)

    @property
    def formula(self) -> Any:
        texts = tuple(tuple(formula_of(cell) for cell in row) for row in self.cells())
        return texts[0][0] if self.shape == (1, 1) else texts

    # --- form -------------------------------------------------------------------------

    @property
    def font(self) -> FontOf:
        return FontOf(self)

    @property
    def borders(self) -> Borders:
        return Borders(self)

    @property
    def color(self) -> Any:
        raise NotImplementedError

    @color.setter
    def color(self, value: str) -> None:
        fill = PatternFill("solid", fgColor=f"FF{value.lstrip('#')}")
        self.style("fill", lambda _: fill)

    def align(self, **changes: Any) -> None:
        def changed(old: Alignment) -> Alignment:
            new = copy(old)
            for name, value in changes.items():
                setattr(new, name, value)
            return new

        self.style("alignment", changed)

    @property
    def horizontal_alignment(self) -> Any:
        raise NotImplementedError

    @horizontal_alignment.setter
    def horizontal_alignment(self, value: str) -> None:
        self.align(horizontal="centerContinuous" if value == "center_across_selection" else value)

    @property
    def vertical_alignment(self) -> Any:
        raise NotImplementedError

    @vertical_alignment.setter
    def vertical_alignment(self, value: str) -> None:
        self.align(vertical=value)

    @property
    def wrap_text(self) -> Any:
        raise NotImplementedError

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self.align(wrap_text=value or None)

    @property
    def number_format(self) -> str:
        return str(next(self.each()).number_format)

    @number_format.setter
    def number_format(self, value: str) -> None:
        self.style("number_format", lambda _: value)

    @property
    def column_width(self) -> float:
        raise NotImplementedError

    @column_width.setter
    def column_width(self, value: float) -> None:
        for column in range(self.first[1], self.last[1] + 1):
            self.sheet.ws.column_dimensions[get_column_letter(column)].width = value + PADDING

    @property
    def row_height(self) -> float | None:
        found = self.sheet.ws.row_dimensions
        rows = range(self.first[0], self.last[0] + 1)
        heights = {0.0 if found[n].hidden else found[n].height or 15.0 for n in rows}
        return heights.pop() if len(heights) == 1 else None

    @row_height.setter
    def row_height(self, value: float) -> None:
        for row in range(self.first[0], self.last[0] + 1):
            self.sheet.ws.row_dimensions[row].height = value

    def merge(self, across: bool) -> None:
        assert not across
        self.sheet.change()
        self.sheet.ws.merge_cells(self.ref)

    def unmerge(self) -> None:
        self.sheet.change()
        for area in list(self.sheet.ws.merged_cells.ranges):
            self.sheet.ws.unmerge_cells(str(area))

    def select(self) -> None:
        if self.sheet.book.wb.active is not self.sheet.ws:
            raise RefusedError(f"{self.sheet.name}: Select in a sheet that is not active")


def enter(cell: Any, value: Any) -> None:
    """Type a value into a cell as Excel takes it."""
    if isinstance(cell, MergedCell):
        assert value in (None, "")
        return
    cell.quotePrefix = False
    if not isinstance(value, str):
        cell.value = value
    elif value.startswith("'"):
        cell.value = value[1:]
        cell.data_type = "s"
        cell.quotePrefix = True
    elif value.startswith("=") or value in ERRORS or not value:
        cell.value = value or None
    else:
        raise AssertionError(f"Excel might make something else of {value!r}")


def formula_of(cell: Any) -> str:
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        return str(getattr(cell.value, "text", cell.value))
    return str(cell.value)


class FontOf(base_classes.Font):
    def __init__(self, area: Range) -> None:
        self.area = area

    def change(self, **changes: Any) -> None:
        def changed(old: Font) -> Font:
            new = copy(old)
            for name, value in changes.items():
                setattr(new, name, value)
            return new

        self.area.style("font", changed)

    @property
    def name(self) -> Any:
        raise NotImplementedError

    @name.setter
    def name(self, value: str) -> None:
        self.change(name=value)

    @property
    def size(self) -> Any:
        raise NotImplementedError

    @size.setter
    def size(self, value: float) -> None:
        self.change(sz=value)

    @property
    def bold(self) -> Any:
        raise NotImplementedError

    @bold.setter
    def bold(self, value: bool) -> None:
        self.change(b=value)

    @property
    def color(self) -> Any:
        raise NotImplementedError

    @color.setter
    def color(self, value: str) -> None:
        self.change(color=f"FF{value.lstrip('#')}")


class Borders(base_classes.Borders):
    def __init__(self, area: Range) -> None:
        self.parent = area

    def set(self, which: Any = "all", *, line_style: Any, weight: Any, color: Any) -> None:
        assert line_style == "continuous"
        assert weight == "thin"
        assert {"edge_left", "edge_top", "inside_vertical"} <= set(which), (which, color)
        side = Side("thin")
        self.parent.style("border", lambda _: Border(side, side, side, side))


ENGINE = Engine()


def open_book(path: Path) -> xlwings.Book:
    """Open a file as a book of xlwings."""
    if "openpyxl" not in [engine.name for engine in xlwings.engines]:
        xlwings.engines.add(FrontEngine(impl=ENGINE))
    xlwings.engines["openpyxl"].activate()
    app = App()
    ENGINE.apps.app = app
    book = Book(path, app)
    app.opened[path.name] = book
    return xlwings.Book(impl=book)
