"""What only the program's own objects can do: protection, page set-up, number formats by rule.

xlwings hands over Excel's objects as ``.api``: COM on Windows, AppleScript on macOS. Where
a program lacks one of these the table is right all the same, so each call is skipped there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from yqxl import look
from yqxl.grid import Page

if TYPE_CHECKING:
    import xlwings

_EXPRESSION = 2
_SHEET_VISIBLE = -1
_A4, _PORTRAIT, _LANDSCAPE = 9, 1, 2
_POINTS_PER_MM = 72 / 25.4


def unprotect(sheet: xlwings.Sheet) -> None:
    """Lift the protection of a sheet of ours, which has no password."""
    call = _member(sheet.api, "Unprotect", "unprotect")
    if call is not None:
        call()


def protect(sheet: xlwings.Sheet) -> None:
    """Protect a sheet of ours as in the files: formats may change, contents may not."""
    call = getattr(sheet.api, "Protect", None)
    if call is not None:
        call(
            DrawingObjects=True,
            Contents=True,
            Scenarios=True,
            AllowFormattingCells=True,
            AllowFormattingColumns=True,
            AllowFormattingRows=True,
        )


def hide_name(name: xlwings.Name) -> None:
    """Take a name out of the list that people see."""
    if hasattr(name.api, "Visible"):
        name.api.Visible = False


def show_percent_plainly(area: xlwings.Range, first: str) -> None:
    """Show 85% and 79.4% without zeros behind; ``first`` is the area's first cell."""
    conditions = getattr(area.api, "FormatConditions", None)
    if conditions is None:
        return
    # Excel reads a relative reference from the cell that is selected; it selects only in
    # the sheet that is active, which the caller sees to
    area.select()
    for number_format, digits in look.SHORT_PERCENTS:
        text = f"ROUND({first}*100,2)=ROUND({first}*100,{digits})"
        added = conditions.Add(Type=_EXPRESSION, Formula1=f"=IF(ISNUMBER({first}),{text},FALSE)")
        added.NumberFormat = number_format
        added.StopIfTrue = True


def is_shown(sheet: xlwings.Sheet) -> bool:
    """Return whether people see the sheet's tab; Excel says −1, 0 or 2 (very hidden)."""
    return sheet.visible in (True, _SHEET_VISIBLE)


def custom_property(book: xlwings.Book, name: str) -> str | None:
    """Return a custom document property as text; None where the program tells of none.

    Office hands the collection over without a type library: it is counted through, for a
    name that is not there is an error of its own.
    """
    properties = getattr(book.api, "CustomDocumentProperties", None)
    if properties is None:
        return None
    for number in range(1, properties.Count + 1):
        one = properties(number)
        if one.Name == name:
            return str(one.Value)
    return None


def calculate_everything(book: xlwings.Book) -> None:
    """Compute every formula anew, also those that the program believes to be up to date."""
    with suppress(NotImplementedError):  # a program on the web computes by itself
        full = getattr(book.app.api, "CalculateFull", None)
        (full or book.app.calculate)()


@contextmanager
def in_front(sheet: xlwings.Sheet) -> Iterator[None]:
    """Have the sheet active, as whatever selects cells or belongs to a window needs it.

    A hidden sheet is shown meanwhile and hidden again in the way that it was.
    """
    before = sheet.visible
    hidden = not is_shown(sheet)
    if hidden:
        sheet.visible = True
    try:
        sheet.book.activate()
        sheet.activate()
        yield
    finally:
        if hidden:
            sheet.visible = before


def freeze_panes(sheet: xlwings.Sheet, rows: int, columns: int) -> None:
    """Keep the first rows and columns of the active sheet in sight.

    Panes belong to a window and count from the first row and column that it shows.
    """
    windows = getattr(sheet.book.api, "Windows", None)
    if windows is None:
        return
    window = windows(1)
    window.FreezePanes = False
    window.ScrollRow = 1
    window.ScrollColumn = 1
    window.SplitRow = rows
    window.SplitColumn = columns
    if rows or columns:
        window.FreezePanes = True


def set_up_page(sheet: xlwings.Sheet, page: Page) -> None:
    """Set how the sheet prints; a computer without a printer may refuse."""
    setup = getattr(sheet.api, "PageSetup", None)
    if setup is None:
        return
    with suppress(Exception):  # printing is a comfort, and printer drivers raise anything
        _set_up(setup, page)


def _set_up(setup: Any, page: Page) -> None:  # noqa: ANN401 - the program's own object
    edges = look.margins(landscape=page.landscape)
    for side in ("left", "right", "top", "bottom", "header", "footer"):
        points = round(getattr(edges, side) * _POINTS_PER_MM, 1)
        setattr(setup, f"{side.capitalize()}Margin", points)
    setup.Orientation = _LANDSCAPE if page.landscape else _PORTRAIT
    setup.PaperSize = _A4
    setup.Zoom = False
    setup.FitToPagesWide = 1
    setup.FitToPagesTall = False
    setup.CenterHorizontally = True
    if page.title_rows:
        setup.PrintTitleRows = f"$1:${page.title_rows}"
    setup.OddAndEvenPagesHeaderFooter = True
    font = look.PAGE_NUMBER_FONT
    number = f'&"{font.name}"&{font.size:g}' + "&P".join(look.PAGE_NUMBER)
    setup.RightFooter = number
    setup.EvenPage.LeftFooter.Text = number


def _member(thing: Any, *names: str) -> Any:  # noqa: ANN401 - the program's own object
    """Return the first member of these names: programs differ in capitals."""
    return next((getattr(thing, name) for name in names if hasattr(thing, name)), None)
