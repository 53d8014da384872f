"""Excel itself: the application, its workbooks, their windows and names.

Sources: the Excel object model (learn.microsoft.com/office/vba/api/excel.…), each rule at
its member. What the front end of yqxl and xlwings under it use is here, nothing more.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from excel_desk.com import Calls, CDispatch, ComError, Model, StoodStillError, refused
from excel_desk.sheets import Charts, Sheets, Worksheet
from excel_desk.stubs import SCREEN
from openpyxl.workbook.defined_name import DefinedName

_MANUAL, _AUTOMATIC = -4135, -4105
_REFERENCE = re.compile(r"[A-Z]{1,3}\d{1,7}|[RC]", re.IGNORECASE)
#: a sheet, in quotes with each apostrophe twice or without any, and cells of it
_PLACE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::.+)?)")
#: names that are settings of a sheet, as openpyxl keeps them
_BUILT_IN = {"Print_Area": "print_area", "Print_Titles": "print_title_rows"}


class Application(Model):
    """Application. Its window number tells it from another Excel."""

    def __init__(self, window: int, calls: Calls) -> None:
        self._window, self.calls = window, calls
        self._books: list[Workbook] = []
        self._front: Workbook | None = None
        self._calculation, self._status = _AUTOMATIC, False
        self._updating = self._alerts = self._visible = True
        self._printer = True
        #: whatever the status bar said
        self.told: list[Any] = []
        SCREEN.programs[window] = CDispatch(self)
        SCREEN.front = SCREEN.front or window

    @property
    def Application(self) -> Application:
        return self

    @property
    def Hwnd(self) -> int:
        return self._window

    @property
    def Version(self) -> str:
        return "16.0"

    @property
    def Workbooks(self) -> Workbooks:
        return Workbooks(self)

    @property
    def ActiveWorkbook(self) -> Workbook | None:
        return self._front

    @property
    def ActiveSheet(self) -> Any:
        return self._front.ActiveSheet if self._front else None

    @property
    def WorksheetFunction(self) -> WorksheetFunction:
        return WorksheetFunction(self)

    @property
    def Visible(self) -> bool:
        return self._visible

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self._visible = bool(value)

    @property
    def ScreenUpdating(self) -> bool:
        return self._updating

    @ScreenUpdating.setter
    def ScreenUpdating(self, value: bool) -> None:
        self._updating = bool(value)

    @property
    def DisplayAlerts(self) -> bool:
        return self._alerts

    @DisplayAlerts.setter
    def DisplayAlerts(self, value: bool) -> None:
        self._alerts = bool(value)

    @property
    def StatusBar(self) -> Any:
        """False where Excel shows its own text (Application.StatusBar)."""
        return self._status

    @StatusBar.setter
    def StatusBar(self, value: Any) -> None:
        if value is None:
            raise refused("不能设置类 Application 的 StatusBar 属性")
        self._status = value
        self.told.append(value)

    @property
    def Calculation(self) -> int:
        self._needs_book("Calculation")
        return self._calculation

    @Calculation.setter
    def Calculation(self, value: int) -> None:
        self._needs_book("Calculation")
        if value not in (_MANUAL, _AUTOMATIC, 2):
            raise refused("不能设置类 Application 的 Calculation 属性")
        self._calculation = value

    def Calculate(self) -> None:
        """The model computes nothing: LibreOffice does, on what was saved."""

    def CalculateFull(self) -> None:
        """Likewise."""

    def _needs_book(self, name: str) -> None:
        # Application.Calculation can be read and set only while a workbook is open
        if not self._books:
            raise refused(f"类 Application 的 {name} 方法无效")

    def _open(self, path: Path) -> Workbook:
        book = Workbook(self, path)
        self._books.append(book)
        self._front = book
        return book


class WorksheetFunction(Model):
    """WorksheetFunction: what VBA calls of the worksheet's functions."""

    def __init__(self, application: Application) -> None:
        self._application, self.calls = application, application.calls

    def CountA(self, area: Any) -> float:
        return float(area._filled())


class Workbooks(Model):
    """Workbooks: by number or by name, any case."""

    def __init__(self, application: Application) -> None:
        self._application, self.calls = application, application.calls

    def _each(self) -> Iterator[Workbook]:
        return iter(list(self._application._books))

    def _default(self, key: Any) -> Workbook:
        for number, book in enumerate(self._application._books, start=1):
            if key == number or (isinstance(key, str) and key.lower() == book.Name.lower()):
                return book
        raise refused("下标越界")

    @property
    def Application(self) -> Application:
        return self._application

    @property
    def Count(self) -> int:
        return len(self._application._books)

    def Open(self, name: str, *_: Any) -> Workbook:
        return self._application._open(Path(name))


class Workbook(Model):
    """Workbook, kept by openpyxl as the file that Excel would save."""

    def __init__(self, application: Application, path: Path) -> None:
        self._application, self.calls = application, application.calls
        self._path: Path | None = path
        self._address = str(path)
        self._wb = openpyxl.load_workbook(path, keep_vba=path.suffix == ".xlsm")
        shown = openpyxl.load_workbook(path, data_only=True)
        self._protected = False
        self._changed = False
        kept = [sheet for sheet in self._wb._sheets if hasattr(sheet, "iter_rows")]
        self._sheets: list[Any] = [Worksheet(self, ws, shown[ws.title]) for ws in kept]
        self._active: Any = next(s for s in self._sheets if s._state == "visible")
        self._window = Window(self)

    @property
    def Application(self) -> Application:
        return self._application

    @property
    def Name(self) -> str:
        return self._address.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def FullName(self) -> str:
        """The address in the cloud where AutoSave is on; the bare name before the first save."""
        return self._address

    @property
    def Path(self) -> str:
        return self._address.rpartition("/")[0]

    @property
    def FileFormat(self) -> int:
        return 52 if self.Name.endswith(".xlsm") else 51

    @property
    def Saved(self) -> bool:
        return not self._changed

    @property
    def Date1904(self) -> bool:
        return False

    @property
    def PrecisionAsDisplayed(self) -> bool:
        return False

    @property
    def ProtectStructure(self) -> bool:
        return self._protected

    @property
    def Worksheets(self) -> Sheets:
        return Sheets(self, worksheets=True)

    @property
    def Sheets(self) -> Sheets:
        return Sheets(self, worksheets=False)

    @property
    def Charts(self) -> Charts:
        return Charts(self)

    @property
    def ActiveSheet(self) -> Any:
        return self._active

    @property
    def Names(self) -> Names:
        return Names(self, None)

    @property
    def Windows(self) -> Windows:
        return Windows(self)

    @property
    def CustomDocumentProperties(self) -> Properties:
        return Properties(self)

    def Activate(self) -> None:
        self._application._front = self

    def SaveCopyAs(self, path: str) -> None:
        """Writes a copy; the workbook itself stays as it is, saved or not."""
        if self._path is not None and not self._changed:
            shutil.copyfile(self._path, path)
        else:
            self._save(Path(path))

    def SaveAs(self, path: str, FileFormat: int = 51, Password: str | None = None) -> None:
        """Saves under a name of that kind (XlFileFormat); the extension must suit it."""
        if Password or (FileFormat == 51) != path.endswith(".xlsx"):
            raise refused("类 Workbook 的 SaveAs 方法无效")
        self._save(Path(path))

    def _save(self, path: Path) -> None:
        self._wb._sheets = [sheet._ws for sheet in self._sheets if isinstance(sheet, Worksheet)]
        if isinstance(self._active, Worksheet):
            self._wb.active = self._active._ws
        self._wb.save(path)

    def _refuse_if_protected(self, what: str) -> None:
        # Workbook.Protect Structure:=True: sheets can't be added, moved, renamed, hidden, shown
        if self._protected:
            raise refused(f"工作簿结构受保护，{what}")


class Properties(Model):
    """Workbook.CustomDocumentProperties (Office.DocumentProperties)."""

    def __init__(self, book: Workbook) -> None:
        self._book, self.calls = book, book.calls

    @property
    def Count(self) -> int:
        return len(self._book._wb.custom_doc_props.props)

    def _default(self, key: Any) -> Property:
        for number, one in enumerate(self._book._wb.custom_doc_props.props, start=1):
            if key in (number, one.name):
                return Property(self._book, one)
        raise ComError(-2147024809, "参数错误。")


class Property(Model):
    """DocumentProperty."""

    def __init__(self, book: Workbook, one: Any) -> None:
        self._one, self.calls = one, book.calls

    @property
    def Name(self) -> str:
        return str(self._one.name)

    @property
    def Value(self) -> Any:
        return self._one.value

    @Value.setter
    def Value(self, value: Any) -> None:
        self._one.value = value


class Windows(Model):
    """Workbook.Windows."""

    def __init__(self, book: Workbook) -> None:
        self._book, self.calls = book, book.calls

    def _default(self, number: int) -> Window:
        if number != 1:
            raise refused("下标越界")
        return self._book._window


class Window(Model):
    """Window: panes and gridlines are those of the sheet that it shows.

    Window.SplitRow counts rows from the first row shown (ScrollRow), and FreezePanes keeps
    what stands above: a window scrolled to row 40 freezes row 40 and hides all above.
    """

    def __init__(self, book: Workbook) -> None:
        self._book, self.calls = book, book.calls

    def _view(self) -> dict[str, Any]:
        sheet = self._book._active
        if not isinstance(sheet, Worksheet):
            raise refused("不能设置类 Window 的属性：图表工作表没有窗格")
        return sheet._view

    @property
    def Visible(self) -> bool:
        return True

    @property
    def ScrollRow(self) -> int:
        return self._view()["row"]

    @ScrollRow.setter
    def ScrollRow(self, value: int) -> None:
        self._view()["row"] = value

    @property
    def ScrollColumn(self) -> int:
        return self._view()["column"]

    @ScrollColumn.setter
    def ScrollColumn(self, value: int) -> None:
        self._view()["column"] = value

    @property
    def SplitRow(self) -> int:
        return self._view()["rows"]

    @SplitRow.setter
    def SplitRow(self, value: int) -> None:
        self._change("rows", value)

    @property
    def SplitColumn(self) -> int:
        return self._view()["columns"]

    @SplitColumn.setter
    def SplitColumn(self, value: int) -> None:
        self._change("columns", value)

    def _change(self, name: str, value: int) -> None:
        view = self._view()
        if view["frozen"]:
            raise StoodStillError("a split of frozen panes: freeze them anew")
        view[name] = value

    @property
    def FreezePanes(self) -> bool:
        return self._view()["frozen"]

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:
        view = self._view()
        view["frozen"] = bool(value)
        if value and not (view["rows"] or view["columns"]):
            raise StoodStillError("FreezePanes without a split freezes at the selected cell")
        if not value:
            view["rows"] = view["columns"] = 0
        self._book._active._freeze()

    @property
    def DisplayGridlines(self) -> bool:
        self._view()
        return bool(self._book._active._ws.sheet_view.showGridLines)

    @DisplayGridlines.setter
    def DisplayGridlines(self, value: bool) -> None:
        self._view()
        self._book._active._ws.sheet_view.showGridLines = value


class Names(Model):
    """Names of a workbook, those of sheets included, or of one sheet."""

    def __init__(self, book: Workbook, sheet: Any) -> None:
        self._book, self._sheet, self.calls = book, sheet, book.calls

    def _holders(self) -> list[tuple[Any, Any]]:
        if self._sheet is not None:
            return [(self._sheet, self._sheet._ws.defined_names)]
        sheets = [s for s in self._book._sheets if isinstance(s, Worksheet)]
        return [(None, self._book._wb.defined_names), *((s, s._ws.defined_names) for s in sheets)]

    def _each(self) -> Iterator[Name]:
        for sheet, names in self._holders():
            for key in list(names):
                yield Name(self._book, sheet, key, names[key])

    def _default(self, key: Any) -> Name:
        if isinstance(key, str):
            for sheet, names in self._holders():
                found = next((name for name in names if name.lower() == key.lower()), None)
                if found is not None:
                    return Name(self._book, sheet, found, names[found])
        else:
            for number, name in enumerate(self._each(), start=1):
                if number == key:
                    return name
        raise refused("下标越界")

    @property
    def Count(self) -> int:
        return sum(len(names) for _, names in self._holders())

    def Add(self, name: str, refers_to: str) -> Name:
        if not re.fullmatch(r"[^\W\d][\w.]{0,254}", name) or _REFERENCE.fullmatch(name):
            raise refused("此名称的语法不正确")
        sheet, names = self._holders()[0]
        defined = DefinedName(name, attr_text=refers_to.removeprefix("="))
        built_in = _BUILT_IN.get(name) if sheet is not None else None
        if built_in is None:
            names[name] = defined
        else:
            area = refers_to.rpartition("!")[2].replace("$", "")
            setattr(sheet._ws, built_in, area)
        return Name(self._book, sheet, name, defined)


class Name(Model):
    """Name: ``Sheet!name`` where it belongs to a sheet."""

    def __init__(self, book: Workbook, sheet: Any, key: str, defined: DefinedName) -> None:
        self._book, self._sheet, self._key, self._defined = book, sheet, key, defined
        self.calls = book.calls

    @property
    def Name(self) -> str:
        if self._sheet is None:
            return self._key
        quoted = self._sheet.Name.replace("'", "''")
        return f"'{quoted}'!{self._key}"

    @property
    def RefersTo(self) -> str:
        return f"={self._defined.attr_text}"

    @property
    def RefersToRange(self) -> Any:
        found = _PLACE.fullmatch(self._defined.attr_text)
        if not found:
            raise refused("应用程序定义或对象定义错误")
        sheet = found[1].replace("''", "'") if found[1] else found[2]
        return self._book.Worksheets._default(sheet).Range(found[3])

    @property
    def Visible(self) -> bool:
        return not self._defined.hidden

    @Visible.setter
    def Visible(self, value: bool) -> None:
        self._defined.hidden = not value

    def Delete(self) -> None:
        """Name.Delete: the formulas that ask for it show #NAME? from now on."""
        self._book._refuse_if_protected("不能删除名称")
        owner = self._book._wb if self._sheet is None else self._sheet._ws
        del owner.defined_names[self._key]
