"""A desk with Excel on it: programs, open workbooks, and books as xlwings sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlwings
from excel_desk.com import Calls, CDispatch, taken
from excel_desk.program import Application, Workbook
from excel_desk.stubs import SCREEN, windows_xlwings


class Desk:
    """One Excel and what is open in it; another may stand in front."""

    def __init__(self) -> None:
        self._windows = windows_xlwings()
        xlwings.engines["excel"].activate()
        SCREEN.programs.clear()
        SCREEN.boxes.clear()
        SCREEN.front = 0
        self.calls = Calls()
        self.application = Application(100, self.calls)

    def open(self, path: Path) -> Workbook:
        """Open a file in Excel."""
        return self.application._open(path)

    def another_excel(self) -> Application:
        """Start another Excel, which comes to the front."""
        other = Application(200, Calls())
        SCREEN.front = 200
        return other

    def caller(self, workbook: Workbook) -> xlwings.Book:
        """Return the book of a macro, as RunPython over the COM server hands it over."""
        self._windows.BOOK_CALLER = CDispatch(workbook)
        return xlwings.Book.caller()

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """The messages that a person saw: text and kind (info, critical)."""
        kinds = {0x40: "info", 0x30: "critical"}
        return [(text, kinds[style & 0xF0]) for text, _, style in SCREEN.boxes]

    def boxes_read(self) -> None:
        """Forget the messages that a person has read."""
        SCREEN.boxes.clear()

    @property
    def state(self) -> dict[str, Any]:
        """What a macro must give back as it was."""
        app = self.application
        return {
            "status": app._status,
            "updating": app._updating,
            "alerts": app._alerts,
            "calculation": app._calculation,
            "visible": app._visible,
        }


def model_of(book: xlwings.Book) -> Workbook:
    """Return the model's workbook behind a book of xlwings."""
    workbook = taken(book.api)
    assert isinstance(workbook, Workbook)
    return workbook
