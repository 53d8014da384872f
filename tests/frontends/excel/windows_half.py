"""Runs xlwings' Windows code where there is no Windows: a program, never imported by a test.

Stubs stand in for the names of pywin32 that xlwings imports; the decorators, the value
conversion and ``CallUDF`` are xlwings' own. It reads JSON from standard input:
``{"calls": [[function, argument, …], …]}``. An argument is a value or rows of values,
``"missing"`` in an object, or ``{"error": code}`` as COM sends an error cell. It prints
what the decorators noted of every function, and the result of every call.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import json
import sys
import types
from typing import Any
from unittest.mock import MagicMock

MISSING = -2147352572


class ComError(Exception):
    pass


class Time(dt.datetime):
    pass


def stub(name: str, **names: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    vars(module).update(names)
    sys.modules[name] = module
    return module


def install_stubs() -> None:
    stub(
        "pythoncom",
        __file__="pythoncom.dll",
        IID_IDispatch="IDispatch",
        IID_IEnumVARIANT="IEnumVARIANT",
        CoInitialize=lambda: None,
        TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
        ole_error=ComError,
        CLSCTX_LOCAL_SERVER=4,
    )
    stub("pywintypes", com_error=ComError, error=OSError, TimeType=Time, IID=str)
    for name in ("win32api", "win32con", "win32gui", "win32event"):
        stub(name)
    stub("win32process", GetWindowThreadProcessId=lambda _: (1, 1))
    utc = staticmethod(lambda: dt.UTC)
    stub("win32timezone", TimeZoneInfo=type("TimeZoneInfo", (), {"utc": utc}))
    package = stub("win32com", __path__=[])
    package.client = stub(
        "win32com.client",
        __path__=[],
        gencache=MagicMock(),
        Dispatch=lambda thing, *_, **__: thing,
        DispatchEx=lambda thing: thing,
        **{
            name: type(name, (), {})
            for name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass")
        },
    )
    package.server = stub("win32com.server", __path__=[])

    def unwrap(_thing: object) -> object:
        raise ComError

    package.server.util = stub(
        "win32com.server.util", wrap=lambda thing, iid=None: (thing, iid), unwrap=unwrap
    )
    package.server.dispatcher = stub("win32com.server.dispatcher")
    package.server.policy = stub("win32com.server.policy", DefaultPolicy=object)
    ctypes.PyDLL = lambda *_, **__: MagicMock()
    ctypes.windll = ctypes.oledll = MagicMock()


def windows_xlwings() -> types.ModuleType:
    """Return xlwings with its Windows half in place; give back its COM server."""
    install_stubs()
    xlwings = importlib.import_module("xlwings")
    xlwings._xlwindows = importlib.import_module("xlwings._xlwindows")
    main = importlib.import_module("xlwings.main")
    xlwings.engines.add(main.Engine(impl=xlwings._xlwindows.engine))
    udfs = importlib.import_module("xlwings.udfs")
    xlwings.func, xlwings.arg, xlwings.ret = udfs.xlfunc, udfs.xlarg, udfs.xlret
    return importlib.import_module("xlwings.com_server")


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
    server = windows_xlwings().XLPython()
    module = importlib.import_module("yqxl.frontends.excel.udfs")
    exported = [
        described(thing)
        for _, thing in sorted(vars(module).items())
        if hasattr(thing, "__xlfunc__")
    ]
    results = [
        server.CallUDF(module.__name__, name, tuple(map(sent, arguments)), None, Caller())
        for name, *arguments in json.load(sys.stdin)["calls"]
    ]
    json.dump({"functions": exported, "results": results}, sys.stdout)


if __name__ == "__main__":
    main()
