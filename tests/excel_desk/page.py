"""Worksheet.PageSetup and page breaks: a computer without a printer refuses all of them."""

from __future__ import annotations

from typing import Any

from excel_desk.com import Model, refused
from excel_desk.ranges import argb
from openpyxl.worksheet.header_footer import _HeaderFooterPart
from openpyxl.worksheet.pagebreak import Break

_POINTS = 72
_ORIENTATIONS = {1: "portrait", 2: "landscape"}


class _Part(Model):
    def __init__(self, sheet: Any) -> None:
        self._sheet, self.calls = sheet, sheet.calls


class Tab(_Part):
    """Worksheet.Tab."""

    @property
    def Color(self) -> Any:
        return None

    @Color.setter
    def Color(self, value: int) -> None:
        self._sheet._ws.sheet_properties.tabColor = argb(value)


class HPageBreaks(_Part):
    """Worksheet.HPageBreaks: a break comes above a cell that is not in the first row."""

    @property
    def Count(self) -> int:
        return len(self._sheet._ws.row_breaks)

    def Add(self, Before: Any) -> None:
        self._sheet._needs_printer("HPageBreaks 的 Add 方法无效")
        self._sheet._change()
        if Before._sheet is not self._sheet or Before.Row == 1:
            raise refused("类 HPageBreaks 的 Add 方法无效")
        self._sheet._ws.row_breaks.append(Break(id=Before.Row - 1))


class PageSetup(_Part):
    """PageSetup; margins in points."""

    def _page(self) -> Any:
        self._sheet._needs_printer("PageSetup 的属性不能设置")
        return self._sheet._ws

    @property
    def PrintArea(self) -> str:
        return str(self._page().print_area or "")

    @PrintArea.setter
    def PrintArea(self, value: str) -> None:
        self._page().print_area = value

    @property
    def PrintTitleRows(self) -> str:
        return str(self._page().print_title_rows or "")

    @PrintTitleRows.setter
    def PrintTitleRows(self, value: str) -> None:
        self._page().print_title_rows = value.replace("$", "")

    @property
    def Orientation(self) -> int:
        return 2 if self._page().page_setup.orientation == "landscape" else 1

    @Orientation.setter
    def Orientation(self, value: int) -> None:
        if value not in _ORIENTATIONS:
            raise refused("不能设置类 PageSetup 的 Orientation 属性")
        self._page().page_setup.orientation = _ORIENTATIONS[value]

    @property
    def PaperSize(self) -> int:
        return int(self._page().page_setup.paperSize or 1)

    @PaperSize.setter
    def PaperSize(self, value: int) -> None:
        self._page().page_setup.paperSize = value

    @property
    def Zoom(self) -> Any:
        """A percentage, False where the sheet is fitted to pages."""
        fitted = self._page().sheet_properties.pageSetUpPr.fitToPage
        return False if fitted else self._page().page_setup.scale or 100

    @Zoom.setter
    def Zoom(self, value: Any) -> None:
        if value is not False and not 10 <= value <= 400:
            raise refused("不能设置类 PageSetup 的 Zoom 属性")
        self._page().sheet_properties.pageSetUpPr.fitToPage = value is False
        self._page().page_setup.scale = None if value is False else int(value)

    @property
    def FitToPagesWide(self) -> Any:
        return self._page().page_setup.fitToWidth

    @FitToPagesWide.setter
    def FitToPagesWide(self, value: Any) -> None:
        self._page().page_setup.fitToWidth = int(value)

    @property
    def FitToPagesTall(self) -> Any:
        return self._page().page_setup.fitToHeight

    @FitToPagesTall.setter
    def FitToPagesTall(self, value: Any) -> None:
        self._page().page_setup.fitToHeight = int(value)

    @property
    def CenterHorizontally(self) -> bool:
        return bool(self._page().print_options.horizontalCentered)

    @CenterHorizontally.setter
    def CenterHorizontally(self, value: bool) -> None:
        self._page().print_options.horizontalCentered = value

    @property
    def OddAndEvenPagesHeaderFooter(self) -> bool:
        return bool(self._page().HeaderFooter.differentOddEven)

    @OddAndEvenPagesHeaderFooter.setter
    def OddAndEvenPagesHeaderFooter(self, value: bool) -> None:
        self._page().HeaderFooter.differentOddEven = value

    @property
    def RightFooter(self) -> str:
        return self._page().oddFooter.right.text or ""

    @RightFooter.setter
    def RightFooter(self, value: str) -> None:
        self._page().oddFooter.right = _HeaderFooterPart.from_str(value)

    @property
    def CenterFooter(self) -> str:
        return self._page().oddFooter.center.text or ""

    @CenterFooter.setter
    def CenterFooter(self, value: str) -> None:
        self._page().oddFooter.center = _HeaderFooterPart.from_str(value)

    @property
    def EvenPage(self) -> EvenPage:
        self._page()
        return EvenPage(self._sheet)


def _margin(name: str) -> property:
    def read(self: PageSetup) -> float:
        return float(getattr(self._page().page_margins, name)) * _POINTS

    def write(self: PageSetup, value: float) -> None:
        setattr(self._page().page_margins, name, value / _POINTS)

    return property(read, write)


for _name in ("Left", "Right", "Top", "Bottom", "Header", "Footer"):
    setattr(PageSetup, f"{_name}Margin", _margin(_name.lower()))


class EvenPage(_Part):
    """PageSetup.EvenPage."""

    @property
    def LeftFooter(self) -> Footer:
        return Footer(self._sheet, "left")

    @property
    def CenterFooter(self) -> Footer:
        return Footer(self._sheet, "center")


class Footer(_Part):
    """HeaderFooter of even pages, on one side."""

    def __init__(self, sheet: Any, side: str) -> None:
        super().__init__(sheet)
        self._side = side

    @property
    def Text(self) -> str:
        return getattr(self._sheet._ws.evenFooter, self._side).text or ""

    @Text.setter
    def Text(self, value: str) -> None:
        setattr(self._sheet._ws.evenFooter, self._side, _HeaderFooterPart.from_str(value))
