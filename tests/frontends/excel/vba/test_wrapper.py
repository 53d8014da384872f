"""The VBA wrapper: the golden file, and its code run by an interpreter of VBA.

``YQXL_UPDATE_GOLDEN=1`` writes the golden file anew; the diff is the review.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import ExcelApplication

from yqxl.catalog import functions
from yqxl.frontends.excel.vba.wrapper import (
    PYTHON_MODULE,
    VbaArgument,
    VbaFunction,
    vba_function,
    wrapper_text,
)

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests" / "golden" / "yqxl_udfs.bas"

Call = Callable[..., dict[str, Any]]


def noted_by_xlwings(found: dict[str, Any]) -> list[VbaFunction]:
    """Return the functions as xlwings' own decorators see their Python."""
    return [
        VbaFunction(
            function["name"],
            tuple(
                VbaArgument(
                    argument["name"], argument["optional"], argument["options"].get("ndim") == 2
                )
                for argument in function["arguments"]
            ),
        )
        for function in found["functions"]
    ]


def plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def test_the_golden_file_is_what_xlwings_sees(call_through_windows: Call) -> None:
    text = plain(wrapper_text(noted_by_xlwings(call_through_windows([]))))
    if os.environ.get("YQXL_UPDATE_GOLDEN") == "1":
        GOLDEN.write_text(text, encoding="ascii", newline="\n")
    assert GOLDEN.read_text(encoding="ascii") == text, "set YQXL_UPDATE_GOLDEN=1 and review"


def test_the_registry_gives_the_same_module() -> None:
    assert plain(wrapper_text(map(vba_function, functions()))) == GOLDEN.read_text("ascii")


def test_an_argument_more_in_python_no_longer_matches(
    call_through_windows: Call, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "yqxl", tmp_path / "yqxl", ignore=shutil.ignore_patterns("__pycache__"))
    outputs = tmp_path / "yqxl" / "rules" / "rates" / "outputs.py"
    source = outputs.read_text(encoding="utf-8")
    changed, count = re.subn(
        r'(name="YQ_COMPLETION_RATE".*?arguments=\(\n)(.*?)(\n    \),)',
        r'\1\2\n        Argument("extra", "新", "新增的参数", default=0.0),\3',
        source,
        count=1,
        flags=re.DOTALL,
    )
    assert count == 1
    outputs.write_text(changed, encoding="utf-8")
    found = call_through_windows([], tmp_path)
    text = plain(wrapper_text(noted_by_xlwings(found)))
    assert text != GOLDEN.read_text("ascii")
    assert "planned, Optional cap, Optional extra)" in text


def test_the_module_is_ascii_in_short_lines_with_windows_ends() -> None:
    text = wrapper_text(map(vba_function, functions()))
    assert text.isascii()
    assert text.count("\n") == text.count("\r\n")
    assert max(map(len, text.splitlines())) < 1000
    assert "Volatile" not in text


def test_a_line_that_vba_cannot_read_is_refused() -> None:
    arguments = tuple(VbaArgument(f"a{'x' * 40}{n}", False, False) for n in range(30))
    with pytest.raises(ValueError, match="VBA"):
        wrapper_text([VbaFunction("YQ_LONG", arguments)])


# --- run by an interpreter of VBA, against a stand-in for Python ----------------------

#: the first argument says what "Python" does
XLPY = """
Public Function CallUDF(modul, func, args, book, caller) As Variant
    Dim a(1 To 2, 1 To 2) As Variant
    If modul <> "PYTHON_MODULE" Then Err.Raise 1000, Description:="wrong module"
    If IsArray(args(0)) Then
        CallUDF = UBound(args(0), 1) & "x" & UBound(args(0), 2)
        Exit Function
    End If
    Select Case args(0)
        Case -1: Err.Raise 1000, Description:="boom"
        Case -2
            a(1, 1) = 1: a(1, 2) = "#N/A": a(2, 1) = "x": a(2, 2) = "#DIV/0!"
            CallUDF = a
        Case -3: CallUDF = Array(1, "#NUM!", 3)
        Case 0: CallUDF = "#DIV/0!"
        Case Else: CallUDF = args(1) / args(0)
    End Select
End Function
"""
PROBES = """
Public Function XLPy() As Object
    Set XLPy = New PythonStandIn
End Function
Private Function Shown(v) As String
    If IsError(v) Then Shown = CStr(v) Else Shown = CStr(v)
End Function
Public Function Divided(a, b) As String
    Divided = Shown(YQ_DIVIDED(a, b))
End Function
Public Function LastError() As String
    LastError = YQ_LAST_ERROR()
End Function
Public Function Square() As String
    Dim v As Variant
    v = YQ_DIVIDED(-2, 0)
    Square = Shown(v(1, 1)) & ";" & Shown(v(1, 2)) & ";" & Shown(v(2, 1)) & ";" & Shown(v(2, 2))
End Function
Public Function OneRow() As String
    Dim v As Variant
    v = YQ_DIVIDED(-3, 0)
    OneRow = Shown(v(LBound(v))) & ";" & Shown(v(LBound(v) + 1)) & ";" & Shown(v(LBound(v) + 2))
End Function
Public Function FromCells() As String
    Range("A1").Value = 8
    Range("B1").Value = 2
    FromCells = Shown(YQ_DIVIDED(Range("A1"), Range("B1")))
End Function
Public Function FromBlank() As String
    FromBlank = Shown(YQ_DIVIDED(Range("Z9"), Range("B1")))
End Function
Public Function FromSeveral() As String
    FromSeveral = Shown(YQ_DIVIDED(Range("A1:A2"), Range("B1")))
End Function
Public Function FromRange() As String
    Range("A3").Value = 1
    FromRange = Shown(YQ_COUNTED(Range("A1:B3")))
End Function
"""


@pytest.fixture(scope="module")
def excel() -> ExcelApplication:
    """A workbook with the wrapper of two functions, in an interpreter of VBA."""
    one = VbaArgument("a", optional=False, is_range=False)
    other = VbaArgument("b", optional=True, is_range=False)
    cells = VbaArgument("cells", optional=False, is_range=True)
    text = wrapper_text(
        [VbaFunction("YQ_DIVIDED", (one, other)), VbaFunction("YQ_COUNTED", (cells,))]
    )
    application = ExcelApplication()
    application.add_workbook()
    # the interpreter knows no caller and no wizard; the stand-in does not look at them
    text = text.replace("Application.Caller", "Nothing")
    text = text.replace('Application.CommandBars("Standard").Controls(1).Enabled', "True")
    application.add_module(text.split("\r\n", 1)[1], name="yqxl_udfs")
    application.add_module(PROBES, name="probes")
    application.add_module(
        XLPY.replace("PYTHON_MODULE", PYTHON_MODULE), name="PythonStandIn", kind="class"
    )
    return application


@pytest.mark.parametrize(
    ("probe", "arguments", "shown"),
    [
        pytest.param("Divided", (10, 9), "0.9", id="a value"),
        pytest.param("Divided", (0, 9), "Error 2007", id="an error text becomes an error"),
        pytest.param("Divided", (-1, 9), "Error 2015", id="an exception becomes #VALUE!"),
        pytest.param("Square", (), "1;Error 2042;x;Error 2007", id="errors in rows and columns"),
        pytest.param("OneRow", (), "1;Error 2036;3", id="errors in one row"),
        pytest.param("FromCells", (), "0.25", id="cells are read"),
        pytest.param("FromBlank", (), "Error 2007", id="a blank cell is 0"),
        pytest.param("FromSeveral", (), "Error 2015", id="several cells for one"),
        pytest.param("FromRange", (), "3x2", id="a range comes whole"),
    ],
)
def test_the_wrapper_runs(
    excel: ExcelApplication, probe: str, arguments: tuple[int, ...], shown: str
) -> None:
    assert excel.run(probe, *arguments) == shown


def test_what_went_wrong_is_kept_for_yq_last_error(excel: ExcelApplication) -> None:
    excel.run("Divided", -1, 9)
    assert excel.run("LastError") == "YQ_DIVIDED: boom"
