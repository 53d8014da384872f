"""What Calc sends to a function and takes from it, by the contract of all hosts.

Calc sends a blank cell as 0.0, an argument that was left out as None, a range as rows
with ``""`` for blank cells; an error never arrives, Calc passes it on by itself. It shows
a NaN that carries one of its error codes as that error, and True as 0.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import OMITTED, Argument, WorksheetFunction

CODES = {
    ErrorValue.NULL: 521,
    ErrorValue.DIV0: 532,
    ErrorValue.VALUE: 519,
    ErrorValue.REF: 524,
    ErrorValue.NAME: 525,
    ErrorValue.NUM: 503,
    ErrorValue.NA: 32767,
}
_QUIET_NAN = 0x7FF8000000000000


def error_number(error: ErrorValue) -> float:
    """Return the NaN that Calc shows as this error."""
    number: float = struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | CODES[error]))[0]
    return number


def answer(function: WorksheetFunction, sent: Sequence[Any]) -> Any:  # noqa: ANN401 - UNO's any
    """Return what a cell shows for a call with the arguments that Calc sent."""
    try:
        arguments = [
            received(argument, value)
            for argument, value in zip(function.arguments, sent, strict=True)
        ]
        result = function.function(*arguments)
    except CellError as failure:
        result = failure.error
    return shown(result, array=function.returns_array)


def received(argument: Argument, value: Any) -> Any:  # noqa: ANN401 - UNO's any
    """Return one argument as the functions take it."""
    if value is None:
        if argument.optional:
            return OMITTED
        # Excel does not even accept a call that lacks a required argument
        raise CellError(ErrorValue.VALUE)
    if argument.kind == "range" or not isinstance(value, tuple):
        return value
    if len(value) == 1 and len(value[0]) == 1:
        return value[0][0]
    raise CellError(ErrorValue.VALUE)


def shown(result: object, *, array: bool) -> Any:  # noqa: ANN401 - UNO's any
    """Return a result as Calc takes it; an array result is rows, in an error's case one cell."""
    if not array:
        return _cell(result)  # type: ignore[arg-type]  # functions return cells or rows of them
    if isinstance(result, tuple):
        return tuple(tuple(_cell(value) for value in row) for row in result)
    return ((_cell(result),),)  # type: ignore[arg-type]  # likewise


def _cell(value: Value) -> float | str:
    if isinstance(value, ErrorValue):
        return error_number(value)
    if isinstance(value, str):
        return value
    return 0.0 if value is None else float(value)
