"""Runs the VBA of the template and of the add-in in an interpreter, hostile books included.

What reaches out of VBA is stood in for: the DLL that starts Python (it notes the command
line), files, environment, and Python's COM server. All else is the text that is shipped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyopenvba.apps.excel import ExcelApplication

from yqxl.frontends.excel.settings import sheet_settings
from yqxl.frontends.excel.vba.macro_shims import shims_text

OWN = r"C:\Users\li\.xlwings\xlwings.conf"
FOLDER = r"C:\work"
_LEAVES = ("FileExists", "GetConfigFromFile", "ExpandEnvironmentStrings")
_OUTSIDE = """
Public Told As String

Public Function LoadLibrary(ByVal path As String) As Long
    Told = Told & "load " & path & vbLf
    LoadLibrary = {loads}
End Function

Public Function XLPyDLLActivateAuto(ByRef Result, Optional ByVal Config As String = "", _
    Optional ByVal mode As Long = 1) As Long
    Told = Told & "start " & Config & vbLf
    {starts}
End Function

Public Function FileExists(ByVal FileSpec As String) As Boolean
    Select Case FileSpec
{files}
    End Select
End Function

Public Function GetConfigFromFile(sFile As String, sName As String, _
    Optional sValue As String) As Boolean
    Select Case sFile & "|" & UCase(sName)
{settings}
    End Select
End Function

Public Function ExpandEnvironmentStrings(ByVal s As String)
    ExpandEnvironmentStrings = s
End Function

Public Function Environ(ByVal name As String) As String
    Select Case name
        Case "USERPROFILE": Environ = "C:\\Users\\li"
        Case "SystemRoot": Environ = "C:\\Windows"
    End Select
End Function

Public Sub LeftFor(ByVal folder As String)
    Told = Told & "folder " & folder & vbLf
End Sub

Public Function NoBook() As Object
    Set NoBook = Nothing
End Function

Public Function WhatWasTold() As String
    WhatWasTold = Told
End Function
"""
_PYTHON = """
Public Function Module(name)
    Set Module = Me
End Function
Public Sub SetAttr(thing, name, value)
    Note "caller " & value.Name
End Sub
Public Sub Exec(command)
    Note "run " & command
    {executes}
End Sub
"""


@dataclass
class Scene:
    """What is on the machine and what is open."""

    #: settings by file, then by key
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: rows of a sheet xlwings.conf in the active workbook
    hostile_sheet: Mapping[str, str] = field(default_factory=dict)
    #: further sheets of the active workbook
    sheets: tuple[str, ...] = ()
    workbook_open: bool = True
    library_found: bool = True
    starts: str = "Set Result = New StandIn"
    executes: str = ""


def run(module: str, command: str, scene: Scene) -> tuple[list[str], list[str]]:
    """Click a command of the add-in; return what left VBA, and the messages shown."""
    application = ExcelApplication()
    application.add_workbook()
    outside = _OUTSIDE.format(
        loads=int(scene.library_found),
        starts=scene.starts,
        files="".join(f'        Case "{name}": FileExists = True\n' for name in scene.files),
        settings="".join(
            f'        Case "{name}|{key.upper()}": sValue = "{value}": GetConfigFromFile = True\n'
            for name, rows in scene.files.items()
            for key, value in rows.items()
        ),
    )
    shims = shims_text(functions=False, xlwings_version="0.37.8")
    for name, text in (("xlwings", module), ("yqxl_macros", shims)):
        prepared = _prepared(text)
        if not scene.workbook_open:  # an add-in is no active workbook; the interpreter's is
            prepared = prepared.replace("ActiveWorkbook", "NoBook()")
        application.add_module(prepared, name=name)
    application.add_module(outside, name="outside")
    application.add_module(
        "Private Sub Note(text)\n    Told = Told & text & vbLf\nEnd Sub\n"
        + _PYTHON.format(executes=scene.executes),
        name="StandIn",
        kind="class",
    )
    application.add_module(_setting_up(scene), name="scene")
    application.run("SetUp")
    application.run(command)
    told = str(application.run("WhatWasTold")).splitlines()
    return told, [prompt for _, prompt, _, _ in application.dialogs]


def _prepared(module: str) -> str:
    """Take out what reaches the machine, and comments where the interpreter has none."""
    text = module.replace("\r\n", "\n")
    if "#If VBA7 Then" in text:
        start, end = text.index("#If VBA7 Then"), text.index("Public Const XLWINGS_VERSION")
        name = 'Const XLPyDLLName As String = "xlwings64-0.37.8.dll"\n'
        text = text[:start] + name + text[end:]
    for leaf in _LEAVES:
        text = text.replace(f"Function {leaf}(", f"Function Shipped{leaf}(")
    text = text.replace("ChDir Environ", "LeftFor Environ").replace(
        "ChDrive Environ", "LeftFor Environ"
    )
    # VBA takes the text "False" for the value, the interpreter does not
    text = re.sub(r"(GetConfig\(\"[^\"]*\", False\)) = True", r"CBool(\1)", text)
    text = re.sub(r"(?m)^(\s*#.*?)\s+'.*$", r"\1", text)
    return text.split("\n", 1)[1].replace("As IRibbonControl", "As Object")


def _setting_up(scene: Scene) -> str:
    lines = _sheet("ThisWorkbook", dict(sheet_settings("0.37.8")))
    if scene.workbook_open:
        lines.append("Workbooks.Add")
        if scene.hostile_sheet:
            lines += _sheet("ActiveWorkbook", scene.hostile_sheet)
        for name in scene.sheets:
            lines += ["ActiveWorkbook.Worksheets.Add", f'ActiveSheet.Name = "{name}"']
    body = "".join(f"    {line}\n" for line in lines)
    return f"Public Sub SetUp()\n{body}End Sub\n"


def _sheet(book: str, rows: Mapping[str, str]) -> list[str]:
    lines = [f'{book}.Worksheets(1).Name = "xlwings.conf"']
    for number, (key, value) in enumerate(rows.items(), start=1):
        lines.append(f'{book}.Worksheets(1).Cells({number}, 1).Value = "{key}"')
        lines.append(f'{book}.Worksheets(1).Cells({number}, 2).Value = "{value}"')
    return lines
