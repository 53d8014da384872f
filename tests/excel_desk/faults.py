"""Faults planted into the front end: each must be noticed by the case that stands for it.

A fault is a change of the source of one module, made in a process of its own: the text is
replaced, the module is compiled anew, and the case runs. A replacement that hits nothing
is an error, so that no fault is lost when the code changes.
"""

from __future__ import annotations

import importlib
import inspect
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from excel_desk.cases import wrong
from excel_desk.states import USUAL, Case

_EXCEL = "yqxl.frontends.excel."


class Fault(NamedTuple):
    """What is wrong, where, and in which state of the desk it shows."""

    title: str
    module: str
    before: str
    after: str
    state: Mapping[str, str]


def _fault(title: str, module: str, before: str, after: str, /, **state: str) -> Fault:
    return Fault(title, _EXCEL + module, before, after, state)


_CALLS, _WRITER, _MACROS, _READY = "program_calls", "sheet_writer", "macros", "preparations"
_TURNING, _GUARD = "        _turn_pages(sheet, page)\n", "    except YqxlError:"
FAULTS = (
    _fault("no activation of the sheet", _CALLS, "        sheet.impl.activate()\n", ""),
    _fault(
        "no activation of the workbook",
        _CALLS,
        "        sheet.book.impl.activate()\n",
        "",
        front="another workbook",
    ),
    _fault(
        "the program itself brought to the front",
        _CALLS,
        "sheet.book.impl.activate()",
        "sheet.book.activate()",
        front="another Excel",
    ),
    _fault(
        "no unprotect", _READY, "not program_calls.unprotect(sheet)", "False", book="second run"
    ),
    _fault(
        "unprotect without a password",
        _CALLS,
        "windows(_NO_PASSWORD)",
        "windows()",
        book="second run",
        protection="password on 校验",
        macro="check",
    ),
    _fault(
        "protected too early",
        _WRITER,
        "    table.impl.raw_value = entries\n",
        "    program_calls.protect(sheet)\n    table.impl.raw_value = entries\n",
    ),
    _fault("not protected", _WRITER, "    program_calls.protect(sheet)\n", ""),
    _fault("a misspelt property", _CALLS, "window.SplitColumn", "window.SplitColum"),
    _fault("a misspelt method", _CALLS, '"Protect"', '"Protekt"'),
    _fault(
        "the apostrophe left out",
        _WRITER,
        "f\"'{cell.value}\"",
        "cell.value",
        sheets="a copy named -2022年",
    ),
    Fault(
        "the apostrophe of a sheet's name not doubled",
        "yqxl.model.layout",
        '"\'" + sheet.replace("\'", "\'\'") + "\'"',
        '"\'" + sheet + "\'"',
        {"sheets": "an input renamed"},
    ),
    _fault(
        "no scroll reset",
        _CALLS,
        "    window.ScrollRow = 1\n",
        "",
        view="scrolled down",
        book="second run",
        macro="table_2_1",
    ),
    _fault("no selection before a rule", _CALLS, "    area.select()\n", ""),
    _fault(
        "visible compared with True",
        _CALLS,
        "in (True, _SHEET_VISIBLE)",
        "is True",
    ),
    _fault(
        "a hidden sheet not hidden again",
        _CALLS,
        "            sheet.visible = before\n",
        "            pass\n",
        sheets="tables hidden",
        book="second run",
    ),
    _fault(
        "structure not looked at",
        _READY,
        "program_calls.structure_is_protected(book)",
        "False",
        protection="structure",
    ),
    _fault(
        "names of chart sheets left out",
        _WRITER,
        "program_calls.sheet_names(book)",
        "[sheet.name for sheet in book.sheets]",
        chart="named like a table",
        macro="table_3_1",
    ),
    _fault(
        "behind the last sheet, whatever it is",
        _WRITER,
        "if program_calls.is_shown(sheet)",
        "if sheet is not None",
        sheets="last very hidden",
    ),
    _fault(
        "nothing instead of a printer",
        _CALLS,
        "        _name_print_ranges(sheet, page, last)\n",
        "        pass\n",
        printer="none",
    ),
    _fault(
        "no page breaks",
        _CALLS,
        _TURNING + _GUARD,
        _GUARD,
        macro="table_2_1",
    ),
    _fault(
        "page breaks outside of the guard",
        _CALLS,
        _TURNING + _GUARD,
        f"    finally:\n{_TURNING}    try:\n        pass\n{_GUARD}",
        printer="none",
    ),
    _fault(
        "page breaks of the run before kept",
        _CALLS,
        "    sheet.api.ResetAllPageBreaks()\n",
        "",
        book="second run",
        macro="table_2_1",
    ),
    _fault(
        "calculation left manual",
        _READY,
        'with _kept(book.app, "calculation", usual="automatic"):',
        "if True:",
    ),
    _fault(
        "all that is formatted is read",
        "filled_blocks",
        "_PLENTY = 200_000",
        "_PLENTY = 10**9",
        formats="down to row 1,048,576",
    ),
    _fault(
        "no patience", "patience", "_repeated(lambda: _member(self._object, name))",
        "_member(self._object, name)", calls="rejected early",
    ),
    _fault(
        "only one kind of busy",
        "patience",
        "{_REJECTED, _RETRY_LATER, _IGNORED}",
        "{_REJECTED, _RETRY_LATER}",
        calls="ignored early",
    ),
    _fault(
        "the address in the cloud taken for a path",
        _MACROS,
        'named = getattr(book.api, "FullName", None)',
        "named = None",
        macro="freeze",
        place="OneDrive",
    ),
    _fault(
        "contents under a merged area",
        _WRITER,
        "                    entries[row][column] = _BLANK\n",
        "                    entries[row][column] = 0.0\n",
    ),
    _fault("lines of another kind", _CALLS, "_THIN = 1, 2", "_THIN = 2, 1"),
    _fault(
        "filters kept",
        _WRITER,
        "    program_calls.drop_filter(sheet)\n",
        "",
        view="tables filtered",
        book="second run",
    ),
)  # fmt: skip


def caught(fault: Fault, made: Mapping[str, tuple[Path, Path]], folder: Path) -> list[str]:
    """Plant a fault, run its case and return what was noticed."""
    plant(fault)
    case = USUAL._replace(**{"macro": "regenerate_all", **fault.state})
    assert isinstance(case, Case)
    return wrong(case, made, folder)


def misplaced() -> list[str]:
    """Return the faults whose text is nowhere: the code has changed, they must follow."""
    return [f.title for f in FAULTS if f.before not in _source(f)]


def plant(fault: Fault) -> None:
    """Change a module in this process."""
    module: ModuleType = importlib.import_module(fault.module)
    text = _source(fault).replace(fault.before, fault.after, 1)
    exec(compile(text, str(module.__file__), "exec"), vars(module))  # noqa: S102 - our own module
    _pass_on(module)


def _source(fault: Fault) -> str:
    return inspect.getsource(importlib.import_module(fault.module))


def _pass_on(module: ModuleType) -> None:
    """Give those who imported a name of the module the new one."""
    for name, other in list(sys.modules.items()):
        if name.startswith("yqxl.") and other is not module:
            for key, value in list(vars(other).items()):
                if getattr(value, "__module__", None) == module.__name__ and hasattr(module, key):
                    setattr(other, key, getattr(module, key))
