"""Sheets that tell xlwings what to run: harmless to us, who read none of them, but told.

xlwings as it is shipped takes a sheet ``xlwings.conf`` of the active workbook for settings,
the interpreter included, and runs sheets whose name ends in ``.py``. A workbook that comes
from outside can so choose what a click on the ribbon of its own add-in starts.
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.evaluation.reading.book import Book, BookSheet
from yqxl.model.facts import Fact, FactKind

_SETTINGS, _PYTHON = "xlwings.conf", ".py"
#: a row of this key stands in the sheet of our own template
_OWN_MARK = "YQXL VERSION"
_CHOOSING = ("INTERPRETER", "PYTHONPATH", "LICENSE_KEY", "CONDA", "DEBUG UDFS")


def control_facts(book: Book) -> Iterator[Fact]:
    """Yield a fact for each sheet that tells xlwings what to run."""
    for name, sheet in book.sheets.items():
        lowered = name.casefold()
        if lowered.endswith(_PYTHON) or (lowered == _SETTINGS and not _is_own(sheet)):
            yield Fact(FactKind.CONTROL_SHEET, name)


def _is_own(sheet: BookSheet) -> bool:
    """Return whether the sheet is that of our template, nothing chosen in it."""
    rows = {
        str(cell.value).upper(): sheet.cells.get((row, 2))
        for (row, column), cell in sheet.cells.items()
        if column == 1
    }
    chosen = [
        key
        for key, value in rows.items()
        if key.startswith(_CHOOSING)
        and value is not None
        and value.value not in (None, "", "False")
    ]
    return _OWN_MARK in rows and not chosen
