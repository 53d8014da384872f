"""Owns one LibreOffice and answers requests about spreadsheets, JSON lines in and out.

UNO can only be imported by the Python that LibreOffice was built for, so this file is a
program of its own; ``office.py`` is its counterpart for any Python. The first line holds
the settings, every further line one request ``{"op": …}``; every answer is one line,
``{"ok": …}`` or ``{"error": "…"}``. When the requests end, LibreOffice ends.
"""

from __future__ import annotations

import base64
import importlib
import json
import os
import pickle
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.FormulaResult import ERROR, STRING, VALUE
from office_edits import Editor  # beside this program
from office_profile import write_profile

#: LibreOffice leaves with one of these to be started again: new profile, new extensions.
START_AGAIN = (79, 81)
START_SECONDS = 60
FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".ods": "calc8",
    ".xls": "MS Excel 97",
    ".pdf": "calc_pdf_Export",
}
#: CellFlags VALUE | DATETIME | STRING | FORMULA: contents, not formats.
CONTENTS = 1 | 2 | 4 | 16


def properties(**settings: object) -> tuple[Any, ...]:
    """Return the settings as UNO wants them."""
    made = []
    for name, value in settings.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


class Office:
    """One running LibreOffice and the documents that are open in it."""

    def __init__(self, settings: dict[str, Any]) -> None:
        """Start LibreOffice and wait until it answers."""
        self.profile = Path(settings["profile"])
        self.pipe = "yq" + uuid.uuid4().hex
        self.documents: dict[int, Any] = {}
        self.opened = 0
        if not (self.profile / "user").exists():
            write_profile(self.profile, settings["locale"], settings["interface"])
        self.command = [
            settings["program"],
            "--headless",
            "--norestore",
            "--nologo",
            "--nodefault",
            "--nofirststartwizard",
            f"-env:UserInstallation={self.profile.as_uri()}",
            f"--accept=pipe,name={self.pipe};urp;StarOffice.ComponentContext",
        ]
        if settings["extensions"]:
            folder = Path(settings["extensions"]).as_uri()
            self.command.append(f"-env:BUNDLED_EXTENSIONS={folder}")
        self.process = self._spawn()
        self.context = self._connect()
        self.desktop = self.service("com.sun.star.frame.Desktop")

    def _spawn(self) -> subprocess.Popen[bytes]:
        """Start the program in this worker's process group: one kill ends both."""
        with (self.profile / "office.log").open("ab") as log:
            return subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=os.environ
            )

    def _connect(self) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        address = f"uno:pipe,name={self.pipe};urp;StarOffice.ComponentContext"
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                return resolver.resolve(address)
            except NoConnectException:
                code = self.process.poll()
                if code in START_AGAIN:
                    self.process = self._spawn()
                elif code is not None:
                    raise RuntimeError(f"LibreOffice left with {code} while starting") from None
                time.sleep(0.02)
        raise RuntimeError(f"LibreOffice did not answer within {START_SECONDS} s")

    def service(self, name: str) -> Any:
        """Return a new instance of a UNO service."""
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def close(self) -> None:
        """End LibreOffice; where it does not go by itself, the parent kills the group."""
        self.desktop.terminate()
        self.process.wait(10)

    def open(self, path: str, *, editable: bool, hidden: bool = True) -> dict[str, Any]:
        """Open a workbook, or a new empty one where no path is given."""
        address = Path(path).as_uri() if path else "private:factory/scalc"
        how = properties(
            Hidden=hidden, ReadOnly=not editable, UpdateDocMode=0, MacroExecutionMode=0
        )
        document = self.desktop.loadComponentFromURL(address, "_blank", 0, how)
        if document is None:
            raise RuntimeError(f"not a document, or locked by another office: {path}")
        self.opened += 1
        self.documents[self.opened] = document
        return {"document": self.opened}

    def insert(self, document: int, sheet: str) -> None:
        """Add an empty sheet behind the last one."""
        sheets = self.documents[document].Sheets
        sheets.insertNewByName(sheet, sheets.Count)

    def unprotect(self, document: int, sheet: str) -> None:
        """Lift the protection of a sheet that has no password."""
        self.documents[document].Sheets.getByName(sheet).unprotect("")

    def protect(self, document: int, sheet: str, password: str) -> None:
        """Protect a sheet."""
        self.documents[document].Sheets.getByName(sheet).protect(password)

    def set(self, document: int, sheet: str, cells: dict[str, object]) -> None:
        """Put values into cells: None clears, a text that begins with = is a formula."""
        if self.documents[document].isReadonly():
            # Calc would set values all the same, but silently leave out what clears
            raise RuntimeError("a document opened read-only is not for changing")
        target = self.documents[document].Sheets.getByName(sheet)
        for address, value in cells.items():
            cell = target.getCellRangeByName(address)
            if value is None:
                cell.clearContents(CONTENTS)
            elif not isinstance(value, str):
                cell.Value = value
            elif value.startswith("="):
                cell.Formula = value
            else:
                cell.String = value

    def edit(self, document: int, steps: list[list[Any]]) -> list[str]:
        """Take steps as a person does; return those that Calc refused."""
        editor, refused = Editor(self.documents[document]), []
        for step in steps:
            try:
                editor.do(step)
            except Exception as problem:  # noqa: BLE001 - whatever Calc refuses, the rest goes on
                refused.append(f"{step}: {type(problem).__name__} {problem}")
        return refused

    def read(self, document: int) -> dict[str, Any]:
        """Return rows of values, error codes and formula texts of every sheet."""
        return {sheet.Name: read_sheet(sheet) for sheet in self.documents[document].Sheets}

    def merged(self, document: int, sheet: str) -> list[tuple[int, int, int, int]]:
        """Return row, column, rows and columns of every merged area of a sheet."""
        return merged_areas(self.documents[document].Sheets.getByName(sheet))

    def print_areas(self, document: int) -> dict[str, int]:
        """Return how many print areas each sheet has."""
        sheets = self.documents[document].Sheets
        return {name: len(sheets.getByName(name).getPrintAreas()) for name in sheets.ElementNames}

    def steps(self, document: int) -> list[str]:
        """Return the titles of what can be undone, newest first."""
        return list(self.documents[document].UndoManager.getAllUndoActionTitles())

    def dispatch(self, document: int, command: str) -> None:
        """Run a command as a menu entry or a key does."""
        frame = self.documents[document].CurrentController.Frame
        self.service("com.sun.star.frame.DispatchHelper").executeDispatch(frame, command, "", 0, ())

    def undo(self, document: int) -> dict[str, Any]:
        """Undo the last step; return the titles of those that remain, newest first."""
        manager = self.documents[document].UndoManager
        manager.undo()
        return {"remaining": list(manager.getAllUndoActionTitles())}

    def table(self, document: int, grid: str, tree: str) -> None:
        """Write a table into the sheet of its name by the code that Calc's own Python runs."""
        if tree not in sys.path:
            sys.path.insert(0, tree)
        calc = "yqxl.frontends.libreoffice.calc"
        writer = importlib.import_module(f"{calc}.sheet_writer")
        formats = importlib.import_module(f"{calc}.role_formats")
        book = self.documents[document]
        made = pickle.loads(base64.b64decode(grid))  # noqa: S301 - from the test beside us
        writer.write_grid(formats.RoleFormats(book), book.Sheets.getByName(made.sheet), made, str)

    def save(self, document: int, path: str, *, copy: bool) -> None:
        """Save as the format that the suffix names; a copy leaves the document's own file."""
        suffix = Path(path).suffix
        how = properties(FilterName=FILTERS[suffix], Overwrite=True)
        if copy or suffix == ".pdf":
            self.documents[document].storeToURL(Path(path).as_uri(), how)
        else:
            self.documents[document].storeAsURL(Path(path).as_uri(), how)

    def shut(self, document: int) -> None:
        """Close a document without saving."""
        self.documents.pop(document).close(True)

    def functions(self, prefix: str) -> dict[str, Any]:
        """Return what the function wizard shows of every function with this prefix."""
        listed = self.service("com.sun.star.sheet.FunctionDescriptions")
        found = {}
        for index in range(listed.Count):
            facts = {one.Name: one.Value for one in listed.getByIndex(index)}
            if facts["Name"].startswith(prefix):
                found[facts["Name"]] = {
                    "description": facts["Description"],
                    "arguments": [
                        {"name": one.Name, "help": one.Description, "optional": one.IsOptional}
                        for one in facts["Arguments"] or ()
                    ],
                }
        return found


def read_sheet(sheet: Any) -> dict[str, Any]:
    """Return the used area as rows, the error codes and the formulas by place from 0."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    area = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    errors = [
        (row, column, sheet.getCellByPosition(column, row).getError())
        for row, column in places(sheet.queryFormulaCells(ERROR))
    ]
    texts = area.getFormulaArray()
    formulas = [
        (row, column, texts[row][column])
        for row, column in places(sheet.queryFormulaCells(VALUE | STRING | ERROR))
    ]
    return {"rows": area.getDataArray(), "errors": errors, "formulas": formulas}


def merged_areas(sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return the merged areas of the used area of a sheet."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    whole = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow)
    found = []
    # cells of one format are merged alike; far fewer than cells
    for formatted in whole.getCellFormatRanges():
        start = formatted.RangeAddress
        for row in range(start.StartRow, start.EndRow + 1):
            for column in range(start.StartColumn, start.EndColumn + 1):
                cell = sheet.getCellByPosition(column, row)
                if not cell.IsMerged:
                    break
                area = sheet.createCursorByRange(cell)
                area.collapseToMergedArea()
                to = area.RangeAddress
                found.append((row, column, to.EndRow - row + 1, to.EndColumn - column + 1))
            else:
                continue
            break
    return found


def places(ranges: Any) -> list[tuple[int, int]]:
    """Return row and column of every cell of some ranges."""
    return [
        (row, column)
        for area in ranges.getRangeAddresses()
        for row in range(area.StartRow, area.EndRow + 1)
        for column in range(area.StartColumn, area.EndColumn + 1)
    ]


def answer(office: Office, request: dict[str, Any]) -> dict[str, Any]:
    """Serve one request; whatever goes wrong is the answer."""
    try:
        return {"ok": getattr(office, request.pop("op"))(**request)}
    except Exception as problem:  # noqa: BLE001 - one bad request must not end the office
        return {"error": f"{type(problem).__name__}: {problem}"}


def main() -> None:
    """Serve requests until they end."""
    office = Office(json.loads(sys.stdin.readline()))
    print(json.dumps({"ok": {"process": office.process.pid}}), flush=True)  # noqa: T201 - protocol
    try:
        for line in sys.stdin:
            print(json.dumps(answer(office, json.loads(line))), flush=True)  # noqa: T201 - protocol
    finally:
        office.close()


if __name__ == "__main__":
    main()
