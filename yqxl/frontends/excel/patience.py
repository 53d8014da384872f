"""Waits while Excel is busy: a call that it rejects is made again, for a while.

Excel rejects calls from outside while a cell is edited, a dialog is open or something is
pasted: RPC_E_CALL_REJECTED and RPC_E_SERVERCALL_RETRYLATER (MS-ERREF 2.1.1), or VBA_E_IGNORE
(0x800AC472). The book that a macro gets through the COM server repeats nothing; xlwings'
own wrapper repeats the first of them without a pause and without an end.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from yqxl.errors import UsageError

if TYPE_CHECKING:
    import xlwings

_REJECTED, _RETRY_LATER, _IGNORED = -2147418111, -2147417846, -2146777998
_BUSY = frozenset({_REJECTED, _RETRY_LATER, _IGNORED})
_EXCEPTION, _INNER_CODE = -2147352567, 5
#: seconds that a macro waits for Excel, and between two attempts
WAIT, PAUSE = 30.0, 0.1
_WINDOWS_BOOK = "xlwings._xlwindows"


def patient(book: xlwings.Book) -> xlwings.Book:
    """Return the book; on Windows its calls wait for Excel from now on."""
    impl = book.impl
    if type(impl).__module__ == _WINDOWS_BOOK:
        # xlwings' own wrapper would repeat below this one, for ever
        impl.xl = Patient(getattr(impl.xl, "_inner", impl.xl))
    return book


class Patient:
    """A COM object whose calls wait for Excel; what they hand over waits likewise."""

    __slots__ = ("_object",)
    _object: Any

    def __init__(self, thing: Any) -> None:  # noqa: ANN401 - any COM object
        """Wrap a COM object."""
        object.__setattr__(self, "_object", thing)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the program hands over
        """Return a member."""
        return _wrapped(_repeated(lambda: _member(self._object, name)))

    def __setattr__(self, name: str, value: object) -> None:
        """Set a property."""
        _repeated(lambda: setattr(self._object, name, value))

    def __call__(self, *arguments: object, **named: object) -> Any:  # noqa: ANN401 - likewise
        """Call the default member, such as the item of a collection."""
        return _wrapped(_repeated(lambda: self._object(*arguments, **named)))

    def __iter__(self) -> Any:  # noqa: ANN401 - likewise
        """Yield the items of a collection."""
        return iter([_wrapped(one) for one in _repeated(lambda: list(self._object))])


def _member(thing: Any, name: str) -> Any:  # noqa: ANN401 - likewise
    try:
        return getattr(thing, name)
    except AttributeError:
        # pywin32 takes a rejected look-up for a name that is not there; this tells which
        try:
            thing._oleobj_.GetIDsOfNames(0, name)
        except Exception as error:
            if _is_busy(error):
                raise
            raise AttributeError(name) from None
        return getattr(thing, name)


def _wrapped(value: Any) -> Any:  # noqa: ANN401 - likewise
    if hasattr(value, "_oleobj_"):
        return Patient(value)
    if callable(value):
        return lambda *arguments, **named: _wrapped(_repeated(lambda: value(*arguments, **named)))
    return value


def _repeated(call: Callable[[], Any]) -> Any:  # noqa: ANN401 - likewise
    """Return what the call gives. Raises UsageError when Excel stays busy."""
    end = time.monotonic() + WAIT
    while True:
        try:
            return call()
        except Exception as error:
            if not _is_busy(error):
                raise
            if time.monotonic() >= end:
                raise UsageError(
                    "YQ-615",
                    "Excel 正忙：有单元格正在编辑，或有对话框没有关闭。",
                    remedy="请按回车结束编辑、关闭对话框，再点一次。",
                ) from error
        time.sleep(PAUSE)


def _is_busy(error: Exception) -> bool:
    code = getattr(error, "hresult", None)
    if code == _EXCEPTION:
        info: tuple[object, ...] = getattr(error, "excepinfo", None) or ()
        return info[_INNER_CODE:] == (_IGNORED,)
    return code in _BUSY
