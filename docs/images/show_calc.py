# noqa: INP001 - programs beside the pictures that they make, no package
"""Opens a workbook in the Calc of this display and leaves its function wizard open.

Run by LibreOffice's own Python: ``show_calc.py PIPE WORKBOOK SHEET CELL FORMULA WIDTH HEIGHT``.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

START_SECONDS = 60
#: until a dialog is drawn
DRAWING_SECONDS = 8
#: com.sun.star.awt.PosSize.POSSIZE
POSITION_AND_SIZE = 15


def connected(pipe: str) -> Any:  # noqa: ANN401 - a UNO object
    """Return the context of the office that listens on a pipe."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def show(pipe: str, workbook: str, sheet: str, cell: str, formula: str, *size: int) -> None:
    """Open the workbook, put a formula into a cell, and the function wizard over it."""
    context = connected(pipe)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    name = PropertyValue()
    name.Name, name.Value = "ReadOnly", False
    document = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, (name,))
    controller = document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, *size, POSITION_AND_SIZE)
    controller.ActiveSheet = document.Sheets.getByName(sheet)
    target = controller.ActiveSheet.getCellRangeByName(cell)
    target.Formula = formula
    controller.select(target)
    time.sleep(2)
    helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    # the dialog is modal: the call returns when it is closed
    threading.Thread(
        target=helper.executeDispatch,
        args=(controller.Frame, ".uno:FunctionDialog", "", 0, ()),
        daemon=True,
    ).start()
    time.sleep(DRAWING_SECONDS)


if __name__ == "__main__":
    show(*sys.argv[1:6], *map(int, sys.argv[6:8]))
