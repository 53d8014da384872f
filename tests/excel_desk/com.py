"""Late-bound COM objects as pywin32 hands them out, over a model of a program.

A model is a plain class whose public names are the members of the COM object. What is not
there does not exist: reading it is AttributeError, as pywin32 says. Setting it ends the
run, because xlwings repeats such a call for ever (``COMRetryObjectWrapper.__setattr__``)
and a person would look at a macro that stands still. Every call is counted.
"""

from __future__ import annotations

import types
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, ClassVar

#: https://learn.microsoft.com/windows/win32/com/com-error-codes-5, -3 and MS-OAUT 2.2.52
REJECTED = -2147418111  # RPC_E_CALL_REJECTED
EXCEPTION = -2147352567  # DISP_E_EXCEPTION
UNKNOWN_NAME = -2147352570  # DISP_E_UNKNOWNNAME
OUT_OF_MEMORY = -2147024882  # E_OUTOFMEMORY
#: VBA_E_IGNORE, which Excel answers while a cell is being edited
IGNORED = -2146777998
_RUN_TIME_ERROR = -2146827284  # 0x800A03EC: what VBA shows as 1004


class ComError(Exception):
    """``pywintypes.com_error``: four arguments, and names for them."""

    def __init__(self, hresult: int, text: str, info: Any = None, argument: Any = None) -> None:
        super().__init__(hresult, text, info, argument)
        self.hresult, self.strerror, self.excepinfo, self.argerror = self.args


class StoodStillError(BaseException):
    """The macro would stand still or do what no rule foretells: the run ends here.

    Not an Exception: whatever swallows errors must not swallow this.
    """


def refused(text: str) -> ComError:
    """Excel's run-time error 1004."""
    info = (0, "Microsoft Excel", text, "xlmain11.chm", 0, _RUN_TIME_ERROR)
    return ComError(EXCEPTION, "发生意外。", info)


class Calls:
    """How many calls reached the program, and which of them it rejects."""

    def __init__(self) -> None:
        self.by_name: Counter[str] = Counter()
        self.total = 0
        #: number of the call that is rejected → what the program says
        self.rejections: dict[int, int] = {}
        #: called with every call's name, to plant a state in the middle
        self.watchers: list[Callable[[str], None]] = []

    def count(self, name: str) -> None:
        """Count a call. Raises ComError where this one is rejected."""
        self.total += 1
        self.by_name[name] += 1
        for watcher in self.watchers:
            watcher(name)
        said = self.rejections.pop(self.total, None)
        if said is not None:
            raise ComError(said, "被呼叫方拒绝接收呼叫。")


class Model:
    """An object of the program; subclasses say its members by their public names."""

    iid: ClassVar[str] = ""
    calls: Calls

    def members(self) -> frozenset[str]:
        """The names that the object has."""
        return frozenset(name for name in dir(type(self)) if name[0].isupper())


class CDispatch:
    """A reference to an object of the program: ``win32com.client.CDispatch``."""

    def __init__(self, model: Model) -> None:
        self.__dict__["_model"] = model

    @property
    def _oleobj_(self) -> _Interface:
        return _Interface(self.__dict__["_model"])

    def __getattr__(self, name: str) -> Any:
        model: Model = self.__dict__["_model"]
        if name not in model.members():
            raise AttributeError(f"{type(model).__name__}.{name}")
        member = getattr(type(model), name)
        if isinstance(member, types.FunctionType):
            return types.MethodType(_method(name), self)
        try:
            model.calls.count(f"{type(model).__name__}.{name}")
        except ComError as error:
            if error.hresult != REJECTED:
                raise
            # pywin32 takes a rejected look-up for a name that is not there
            model.calls.rejections[model.calls.total + 1] = REJECTED
            raise AttributeError(name) from None
        return handed(getattr(model, name))

    def __setattr__(self, name: str, value: Any) -> None:
        model: Model = self.__dict__["_model"]
        member = getattr(type(model), name, None) if name in model.members() else None
        if not isinstance(member, property):
            raise StoodStillError(f"{type(model).__name__} has no {name} to set")
        model.calls.count(f"{type(model).__name__}.{name}=")
        if member.fset is None:
            raise refused(f"不能设置类 {type(model).__name__} 的 {name} 属性")
        setattr(model, name, taken(value))

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        """The default member, such as the item of a collection."""
        model: Any = self.__dict__["_model"]
        if not hasattr(model, "_default"):
            raise ComError(-2147352573, "找不到成员。")
        model.calls.count(f"{type(model).__name__}()")
        return handed(
            model._default(*map(taken, arguments), **{n: taken(v) for n, v in named.items()})
        )

    def __iter__(self) -> Iterator[Any]:
        model: Any = self.__dict__["_model"]
        for one in model._each():
            model.calls.count(f"{type(model).__name__} next")
            yield handed(one)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CDispatch) and other.__dict__["_model"] is self.__dict__["_model"]

    def __hash__(self) -> int:
        return id(self.__dict__["_model"])


class _Interface:
    """What xlwings asks of ``_oleobj_``."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def GetIDsOfNames(self, _language: int, name: str) -> int:
        said = self.model.calls.rejections.pop(self.model.calls.total + 1, None)
        if said is not None:
            raise ComError(said, "被呼叫方拒绝接收呼叫。")
        if name not in self.model.members():
            raise ComError(UNKNOWN_NAME, "未知名称。")
        return 1

    def GetTypeInfo(self) -> Any:
        attributes = types.SimpleNamespace(iid=self.model.iid)
        return types.SimpleNamespace(GetTypeAttr=lambda: attributes)


def _method(name: str) -> Callable[..., Any]:
    def call(self: CDispatch, *arguments: Any, **named: Any) -> Any:
        model: Model = self.__dict__["_model"]
        model.calls.count(f"{type(model).__name__}.{name}()")
        given = [taken(value) for value in arguments]
        try:
            return handed(getattr(model, name)(*given, **{n: taken(v) for n, v in named.items()}))
        except TypeError as error:
            if f"{name}()" in str(error):
                raise ComError(-2147352562, "无效的参数数目。") from error
            raise

    return call


def handed(value: Any) -> Any:
    """What a caller gets of a value of the model."""
    return CDispatch(value) if isinstance(value, Model) else value


def taken(value: Any) -> Any:
    """What the model gets of an argument: pywin32 passes whatever has ``_oleobj_``."""
    interface = getattr(value, "_oleobj_", None)
    return interface.model if isinstance(interface, _Interface) else value
