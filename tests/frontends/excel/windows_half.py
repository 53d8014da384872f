"""Runs xlwings' Windows code where there is no Windows: a program, never imported by a test.

The names of pywin32 that xlwings imports are those of the Excel desk; the decorators, the
value conversion and ``CallUDF`` are xlwings' own. It reads JSON from standard input:
``{"calls": [[function, argument, …], …]}``. An argument is a value or rows of values,
``"missing"`` in an object, or ``{"error": code}`` as COM sends an error cell. It prints
what the decorators noted of every function, and the result of every call.
"""

from __future__ import annotations

import importlib
import json
import sys
import types
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from excel_desk.stubs import windows_xlwings

MISSING = -2147352572


def server() -> Any:
    """Return xlwings' COM server, its decorators those of Windows."""
    windows_xlwings(keep=True)
    xlwings = importlib.import_module("xlwings")
    udfs = importlib.import_module("xlwings.udfs")
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return importlib.import_module("xlwings.com_server").XLPython()


class Caller:
    """The cell that calls: xlwings asks for its interface, nothing more."""

    iid = "{00020846-0000-0000-C000-000000000046}"

    def __init__(self) -> None:
        self._oleobj_ = types.SimpleNamespace(
            GetTypeInfo=lambda: types.SimpleNamespace(GetTypeAttr=lambda: self)
        )


def sent(argument: Any) -> Any:
    """Return an argument as COM sends what the wrapper made of it."""
    if isinstance(argument, dict):
        return MISSING if "missing" in argument else argument["error"]
    if isinstance(argument, list):
        return tuple(tuple(sent(cell) for cell in row) for row in argument)
    return argument


def described(function: Any) -> dict[str, Any]:
    noted = function.__xlfunc__
    return {
        "name": noted["name"],
        "doc": noted["ret"]["doc"],
        "category": noted["category"],
        "flags": [noted["sub"], noted["volatile"], noted["async_mode"], noted["call_in_wizard"]],
        "arguments": [
            {
                "name": argument["name"],
                "doc": argument["doc"],
                "optional": "optional" in argument,
                "vararg": argument["vararg"],
                "options": argument["options"],
            }
            for argument in noted["args"]
        ],
    }


def main() -> None:
    answering = server()
    module = importlib.import_module("yqxl.frontends.excel.udfs")
    exported = [
        described(thing)
        for _, thing in sorted(vars(module).items())
        if hasattr(thing, "__xlfunc__")
    ]
    results = [
        answering.CallUDF(module.__name__, name, tuple(map(sent, arguments)), None, Caller())
        for name, *arguments in json.load(sys.stdin)["calls"]
    ]
    json.dump({"functions": exported, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
