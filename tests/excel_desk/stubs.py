"""xlwings' Windows code where there is no Windows: names of pywin32, over the model.

Nothing of xlwings is changed. ``_xlwindows``, ``udfs`` and ``com_server`` are imported as
they are installed; what they ask of pywin32 and of ctypes stands here. They are taken
away again when the import is done, so that no other code meets them.
"""

from __future__ import annotations

import ctypes
import datetime as dt
import importlib
import sys
import types
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import MagicMock

from excel_desk.com import CDispatch, ComError


class Time(dt.datetime):
    """``pywintypes.TimeType`` derives from datetime."""


class Screen:
    """What user32 and win32api show and tell: windows by number, message boxes."""

    def __init__(self) -> None:
        #: window number → the program whose main window it is
        self.programs: dict[int, Any] = {}
        self.front = 0
        self.boxes: list[tuple[str, str, int]] = []

    def box(self, _window: int, text: str, title: str, style: int) -> int:
        """``MessageBox``: a person reads it and clicks OK."""
        self.boxes.append((text, title, style))
        return 1


SCREEN = Screen()


def _module(name: str, **names: Any) -> types.ModuleType:
    module = types.ModuleType(name)
    vars(module).update(names)
    sys.modules[name] = module
    return module


def _install() -> None:
    _module(
        "pythoncom",
        __file__="pythoncom.dll",
        IID_IDispatch="IDispatch",
        IID_IEnumVARIANT="IEnumVARIANT",
        CoInitialize=lambda: None,
        TypeIIDs={"IDispatch": type("PyIDispatch", (), {})},
        ole_error=ComError,
        com_error=ComError,
        CLSCTX_LOCAL_SERVER=4,
    )
    _module("pywintypes", com_error=ComError, error=OSError, TimeType=Time, IID=str)
    boxes = {"MB_OK": 0, "MB_OKCANCEL": 1, "MB_YESNOCANCEL": 3, "MB_YESNO": 4}
    icons = {"MB_ICONINFORMATION": 0x40, "MB_ICONWARNING": 0x30}
    _module("win32con", **boxes, **icons)
    _module("win32api", MessageBox=SCREEN.box)
    _module("win32event")
    _module("win32gui", FindWindowEx=lambda parent, _after, _kind, _title: parent)
    _module("win32process", GetWindowThreadProcessId=lambda window: (1, 4000 + window))
    utc = staticmethod(lambda: dt.UTC)
    _module("win32timezone", TimeZoneInfo=type("TimeZoneInfo", (), {"utc": utc}))
    package = _module("win32com", __path__=[])
    package.client = _module(
        "win32com.client",
        __path__=[],
        gencache=MagicMock(),
        Dispatch=lambda thing, *_, **__: thing,
        DispatchEx=lambda thing: thing,
        CDispatch=CDispatch,
        **{name: type(name, (), {}) for name in ("CoClassBaseClass", "DispatchBaseClass")},
    )
    package.server = _module("win32com.server", __path__=[])

    package.server.util = _module("win32com.server.util", wrap=_Wrapped, unwrap=_unwrapped)
    package.server.dispatcher = _module("win32com.server.dispatcher")
    package.server.policy = _module("win32com.server.policy", DefaultPolicy=object)


class _Wrapped:
    """A Python object as the COM server hands it to VBA."""

    def __init__(self, thing: object, iid: object = None) -> None:
        self.thing, self.iid = thing, iid


def _unwrapped(thing: object) -> object:
    if isinstance(thing, _Wrapped):
        return thing.thing
    raise ComError(-2147467262, "不支持此接口")


class _User32:
    """Windows of all programs, the one in front first."""

    @staticmethod
    def _order() -> list[int]:
        return sorted(SCREEN.programs, key=lambda window: window != SCREEN.front)

    def GetTopWindow(self, _parent: object) -> int:
        return next(iter(self._order()), 0)

    def GetWindow(self, window: int, _next: int) -> int:
        order = self._order()
        place = order.index(window) + 1
        return order[place] if place < len(order) else 0

    def GetForegroundWindow(self) -> int:
        return SCREEN.front

    def SetForegroundWindow(self, window: int) -> None:
        """Windows lets only the process in front give its place away; Python is not in front."""

    def SetWindowPos(self, *_: object) -> None:
        """Change the order below the window in front."""


def _accessible(window: int, _what: int, _kind: object, pointer: Any) -> int:
    pointer._obj.value = window
    return 0


def _from_pointer(pointer: Any, _kind: object, _count: object) -> Any:
    return SCREEN.programs[pointer.value]


@contextmanager
def _libraries() -> Iterator[None]:
    """Have ctypes offer what only Windows has, while xlwings is imported."""
    before = {name: getattr(ctypes, name, None) for name in ("PyDLL", "windll", "oledll")}
    found = types.SimpleNamespace(PyCom_PyObjectFromIUnknown=_from_pointer)
    ctypes.PyDLL = lambda *_, **__: found  # type: ignore[assignment,misc]
    ctypes.windll = types.SimpleNamespace(user32=_User32())
    ctypes.oledll = types.SimpleNamespace(
        ole32=MagicMock(), oleacc=types.SimpleNamespace(AccessibleObjectFromWindow=_accessible)
    )
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                delattr(ctypes, name)
            else:
                setattr(ctypes, name, value)


def windows_xlwings(*, keep: bool = False) -> types.ModuleType:
    """Return ``xlwings._xlwindows``, the installed code, running on the model."""
    if "xlwings._xlwindows" in sys.modules:
        return sys.modules["xlwings._xlwindows"]
    before = set(sys.modules)
    _install()
    with _libraries():
        xlwings = importlib.import_module("xlwings")
        windows = importlib.import_module("xlwings._xlwindows")
        importlib.import_module("xlwings.com_server")
    xlwings._xlwindows = windows  # type: ignore[attr-defined]  # Windows imports it itself
    engine = importlib.import_module("xlwings.main").Engine(impl=windows.engine)
    xlwings.engines.add(engine)
    xlwings.engines.active = engine
    if not keep:  # the COM server imports some of them only when it is called
        for name in set(sys.modules) - before:
            if name.split(".")[0] in _STUBBED:
                del sys.modules[name]
    return windows


_STUBBED = frozenset(
    {"pythoncom", "pywintypes", "win32api", "win32com", "win32con", "win32event", "win32gui"}
    | {"win32process", "win32timezone"}
)
