"""What a cell hands to a function through xlwings, and what it gets back.

The VBA wrapper has made 0 of a blank scalar already, so ``""`` is a text here. An error
value travels as its text in both directions: xlwings reads error cells that way, and the
wrapper turns the text into a real error, which no COM server can return.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.frontends.excel.error_codes import error_of
from yqxl.registry import Argument, WorksheetFunction


def answer(function: WorksheetFunction, sent: Sequence[Any]) -> object:
    """Return what the wrapper gets for a call with the arguments that xlwings sent."""
    try:
        arguments = [
            received(argument, value)
            for argument, value in zip(function.arguments, sent, strict=True)
        ]
        result = function.function(*arguments)
    except CellError as failure:
        result = failure.error
    if isinstance(result, tuple):
        return [[_shown(value) for value in row] for row in result]
    return _shown(result)


def received(argument: Argument, value: Any) -> Any:  # noqa: ANN401 - xlwings hands over anything
    """Return one argument as the functions take it."""
    if isinstance(value, list):
        if argument.kind != "range":
            # several cells where one is expected
            raise CellError(ErrorValue.VALUE)
        return tuple(tuple(_cell(cell) for cell in row) for row in value)
    return _cell(value)


def _cell(value: Any) -> Any:  # noqa: ANN401 - likewise
    """Return a cell's content: a truth value counts as a number, an error's text as the error."""
    if isinstance(value, bool):
        return float(value)
    return error_of(value) or value


def _shown(value: Value) -> float | str:
    if isinstance(value, ErrorValue):
        return value.value
    if isinstance(value, str):
        return value
    return 0.0 if value is None else float(value)
