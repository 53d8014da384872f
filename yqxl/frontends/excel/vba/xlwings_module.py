"""The VBA module of xlwings as our files carry it: its settings come from us and the person.

The module as it is shipped reads ``xlwings.conf`` sheets of the active workbook, a file
``xlwings.conf`` in its folder, and sheets whose name ends in ``.py``. A workbook without
macros could so choose which interpreter a click on the ribbon starts, and what it runs.
Here the sheet of our own file and the person's own file are read, nothing else.

xlwings is distributed under the BSD 3-clause licence, which stands at the head of the
module and stays there; a line beside it says that the text was changed. Each replacement
must hit: another xlwings, another text, and the build stops.
"""

from __future__ import annotations

from importlib import resources
from typing import NamedTuple

_NOTICE = "'xlwings is distributed under a BSD 3-clause license.\n"


class Replacement(NamedTuple):
    """A text of xlwings' module, what stands there instead, and how often it occurs."""

    before: str
    after: str
    times: int = 1


_BOTH = (
    Replacement(
        _NOTICE,
        _NOTICE + "'Changed by yqxl: settings come from this file and from the person's own\n"
        "'xlwings.conf only, never from the active workbook or its folder.\n",
    ),
    # the settings of a folder, whoever put them there
    Replacement('If source = "" Or source = "directory" Then', "If False Then 'changed by yqxl"),
    # Python in sheets
    Replacement('If Right$(sht.Name, 3) = ".py" Then', "If False Then 'changed by yqxl", 2),
    # the active sheet may be of another workbook, or a chart
    Replacement(
        'For Each cell In Range(sht.Range("A1"), lastCell)',
        'For Each cell In sht.Range(sht.Range("A1"), lastCell)',
    ),
    # a command that is not one of ours: a picture of any workbook can call a procedure by name
    Replacement(
        "    SourcePythonCommand = PythonCommand\n",
        "    If Not IsOwnCommand(PythonCommand) Then Exit Function 'changed by yqxl\n"
        "    SourcePythonCommand = PythonCommand\n",
    ),
    Replacement(
        "        ExecuteWindows True, Executable, ParentFolder(Executable), , Args\n",
        "        'changed by yqxl: no other programs\n",
    ),
    Replacement(
        "    Dim ShowConsole As Integer\n    Dim TempDir As String\n",
        "    Exit Function 'changed by yqxl: Python answers through its COM server only\n"
        "    Dim ShowConsole As Integer\n    Dim TempDir As String\n",
    ),
    Replacement(
        "    Dim PythonInterpreter As String, RunCommand As String, Log As String\n",
        "    If Not IsOwnCommand(PythonCommand) Then Exit Sub 'changed by yqxl\n"
        "    Dim PythonInterpreter As String, RunCommand As String, Log As String\n",
    ),
    Replacement(
        "    Dim tempPath As String, errorMsg As String\n",
        "    Exit Sub 'changed by yqxl: the functions are in the file already\n"
        "    Dim tempPath As String, errorMsg As String\n",
    ),
    # cmd.exe looks for a bare name in the current folder first: that of the last file opened
    Replacement(
        "Function XLPy()\n    XLPyLoadDLL\n",
        "Function XLPy()\n    LeaveFolder 'changed by yqxl\n    XLPyLoadDLL\n",
    ),
    # what goes wrong is told by the caller, in Chinese
    Replacement(
        "            On Error GoTo err_handling\n            \n"
        '            XLPy.Exec "" & PythonCommand & ""\n'
        "            GoTo end_err_handling\n"
        "err_handling:\n"
        '            ShowError "", Err.Description\n'
        "            RunPython = -1\n"
        "            On Error GoTo 0\n"
        "end_err_handling:\n",
        "            XLPy.Exec PythonCommand 'changed by yqxl\n",
    ),
    Replacement(
        "    MsgBox \"To enable RunPython, please run 'xlwings runpython install' in a terminal"
        ' once and try again.", vbCritical\n',
        "    Err.Raise 53 'changed by yqxl\n",
    ),
)
_TEMPLATE = (
    Replacement(
        "    ThisWorkbook.VBProject.VBComponents.Import tf\n",
        "    'changed by yqxl: no imports\n",
    ),
)
_ADDIN = (
    Replacement('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "xlwings"'),
    Replacement(
        'If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then',
        "If False Then 'changed by yqxl",
    ),
    Replacement("GetConfigFromSheet(ActiveWorkbook)", "GetConfigFromSheet(ThisWorkbook)", 2),
    Replacement("GetDirectoryPath(ActiveWorkbook)", "GetDirectoryPath(ThisWorkbook)"),
    Replacement("GetFullName(ActiveWorkbook)", "GetFullName(ThisWorkbook)"),
    Replacement("            Set wb = ActiveWorkbook\n", "            Set wb = ThisWorkbook\n"),
    Replacement("InStr(ActiveWorkbook.FullName", "InStr(ThisWorkbook.FullName"),
    Replacement("ToPosixPath(ActiveWorkbook.FullName)", "ToPosixPath(ThisWorkbook.FullName)"),
    Replacement(
        "ActiveFullName = ActiveWorkbook.FullName", "ActiveFullName = ThisWorkbook.FullName", 2
    ),
    Replacement('";" & ActiveWorkbook.FullName & ";"', '";" & ThisWorkbook.FullName & ";"'),
    Replacement(
        "    ActiveWorkbook.VBProject.VBComponents.Import tf\n",
        "    'changed by yqxl: no imports\n",
    ),
)


class UnknownModuleError(ValueError):
    """The installed xlwings has a text that is not the one that was looked through."""


def template_module() -> str:
    """Return the module of a workbook with macros, lines ended by CR LF."""
    return _changed("xlwings.bas", (*_BOTH, *_TEMPLATE))


def addin_module() -> str:
    """Return the module of the add-in, lines ended by CR LF."""
    return _changed("xlwings_custom_addin.bas", (*_BOTH, *_ADDIN))


def shipped(*path: str) -> str:
    """Return a text of the installed xlwings, lines ended by LF."""
    text = resources.files("xlwings").joinpath(*path).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def _changed(name: str, replacements: tuple[Replacement, ...]) -> str:
    text = shipped(name)
    for before, after, times in replacements:
        found = text.count(before)
        if found != times:
            raise UnknownModuleError(f"{name}: {before!r} occurs {found} times, not {times}")
        text = text.replace(before, after)
    return text.replace("\n", "\r\n")
