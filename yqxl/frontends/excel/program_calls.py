"""What only the program's own objects can do: protection, page set-up, number formats by rule.

xlwings hands over Excel's objects as ``.api``: COM on Windows, AppleScript on macOS. Where
a program lacks one of these the table is right all the same, so each call is skipped there.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from yqxl import look
from yqxl.errors import YqxlError
from yqxl.grid import Page
from yqxl.model.layout import quoted_sheet

if TYPE_CHECKING:
    import xlwings

_EXPRESSION = 2
_SHEET_VISIBLE = -1
_A4, _PORTRAIT, _LANDSCAPE = 9, 1, 2
_CONTINUOUS, _THIN = 1, 2
_POINTS_PER_MM = 72 / 25.4


#: given where a password is asked for: on a sheet without one Excel ignores it, on a sheet
#: with another it refuses at once; leaving it out would open a dialog (Worksheet.Unprotect)
_NO_PASSWORD = "yqxl"  # noqa: S105 - it opens nothing


def unprotect(sheet: xlwings.Sheet) -> bool:
    """Lift the protection of a sheet of ours; return False where a password keeps it."""
    windows = getattr(sheet.api, "Unprotect", None)
    try:
        if windows is not None:
            windows(_NO_PASSWORD)
        else:
            sheet.api.unprotect(password=_NO_PASSWORD)
    except YqxlError:
        raise
    except Exception:  # noqa: BLE001 - programs differ in how they say that it is the wrong one
        return False
    return True


def drop_filter(sheet: xlwings.Sheet) -> None:
    """Show all rows of a sheet of ours: Excel skips filtered rows when a range is written."""
    if getattr(sheet.api, "AutoFilterMode", False) is True:
        sheet.api.AutoFilterMode = False


def structure_is_protected(book: xlwings.Book) -> bool:
    """Return whether sheets of the workbook can be neither added nor shown or hidden."""
    kept = _member(book.api, "ProtectStructure", "protect_structure")
    return bool(kept.get() if hasattr(kept, "get") else kept)


def sheet_names(book: xlwings.Book) -> list[str]:
    """Return the names of all sheets; xlwings leaves chart sheets out, Excel does not."""
    every = getattr(book.api, "Sheets", None)
    if every is None:
        return [sheet.name for sheet in book.sheets]
    return [sheet.Name for sheet in every]


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


def draw_thin_borders(area: xlwings.Range) -> None:
    """Draw a thin line around every cell; the collection draws all sides at once."""
    borders = getattr(area.api, "Borders", None)
    if borders is None:
        area.borders.set("all", line_style="continuous", weight="thin")
        return
    borders.LineStyle = _CONTINUOUS
    borders.Weight = _THIN


def indent(area: xlwings.Range, steps: int) -> None:
    """Keep texts so many steps off the edge of their cells."""
    if hasattr(area.api, "IndentLevel"):
        area.api.IndentLevel = steps


def colour_tab(sheet: xlwings.Sheet, rgb: str) -> None:
    """Give a sheet's tab a colour, RRGGBB; Excel counts blue first."""
    tab = getattr(sheet.api, "Tab", None)
    if tab is not None and rgb:
        tab.Color = int(rgb[4:] + rgb[2:4] + rgb[:2], 16)


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
        # xlwings' own activate would bring Excel to the front of all programs, and fails
        # behind another Excel
        sheet.book.impl.activate()
        sheet.impl.activate()
        yield
    finally:
        if hidden:
            sheet.visible = before


def set_up_window(sheet: xlwings.Sheet, page: Page) -> None:
    """Keep the first rows and columns of the active sheet in sight, and show no gridlines.

    Panes belong to a window and count from the first row and column that it shows.
    """
    windows = getattr(sheet.book.api, "Windows", None)
    if windows is None:
        sheet.show_gridlines = False
        return
    window = windows(1)
    window.DisplayGridlines = False
    window.FreezePanes = False
    window.ScrollRow = 1
    window.ScrollColumn = 1
    window.SplitRow = page.title_rows
    window.SplitColumn = page.frozen_columns
    if page.title_rows or page.frozen_columns:
        window.FreezePanes = True


def set_up_page(sheet: xlwings.Sheet, page: Page, last: str | None) -> None:
    """Set how the sheet prints, from A1 to the cell ``last``; None: it is not to be printed.

    A computer without a printer refuses all of it, page breaks too. Print area and titles
    are names of the sheet and can be defined there too; for the rest what it has is kept.
    """
    setup = getattr(sheet.api, "PageSetup", None)
    area = f"A1:{last}" if last else ""
    if setup is None:
        sheet.page_setup.print_area = area or None
        return
    try:
        _set_up(setup, page, area)
        _turn_pages(sheet, page)
    except YqxlError:
        raise
    except Exception:  # noqa: BLE001 - printer drivers raise anything
        if last:
            _name_print_ranges(sheet, page, last)


def _turn_pages(sheet: xlwings.Sheet, page: Page) -> None:
    """Have pages begin where the table says, and nowhere else."""
    sheet.api.ResetAllPageBreaks()
    for row in page.turns:
        sheet.api.HPageBreaks.Add(Before=sheet.range(f"A{row + 1}").api)


def _name_print_ranges(sheet: xlwings.Sheet, page: Page, last: str) -> None:
    area = sheet.range(f"A1:{last}").address
    quoted = quoted_sheet(sheet.name)
    sheet.names.add("Print_Area", f"={quoted}!{area}")
    if page.title_rows:
        sheet.names.add("Print_Titles", f"={quoted}!$1:${page.title_rows}")


def _set_up(setup: Any, page: Page, area: str) -> None:  # noqa: ANN401 - the program's own object
    setup.PrintArea = area
    edges = look.margins(landscape=page.landscape)
    for side in ("left", "right", "top", "bottom", "header", "footer"):
        points = round(getattr(edges, side) * _POINTS_PER_MM, 1)
        setattr(setup, f"{side.capitalize()}Margin", points)
    setup.Orientation = _LANDSCAPE if page.landscape else _PORTRAIT
    setup.PaperSize = _A4
    setup.Zoom = page.scale or False
    if not page.scale:
        setup.FitToPagesWide = 1
        setup.FitToPagesTall = False
    setup.CenterHorizontally = True
    if page.title_rows and area:
        setup.PrintTitleRows = f"$1:${page.title_rows}"
    setup.OddAndEvenPagesHeaderFooter = True
    font = look.PAGE_NUMBER_FONT
    number = f'&"{font.name}"&{font.size:g}' + "&P".join(look.PAGE_NUMBER)
    setup.RightFooter = number
    setup.EvenPage.LeftFooter.Text = number
    if page.stamp:
        middle = f'&"{font.name}"&{look.STAMP_SIZE}{page.stamp}'
        setup.CenterFooter = middle
        setup.EvenPage.CenterFooter.Text = middle


def _member(thing: Any, *names: str) -> Any:  # noqa: ANN401 - the program's own object
    """Return the first member of these names: programs differ in capitals."""
    return next((getattr(thing, name) for name in names if hasattr(thing, name)), None)
