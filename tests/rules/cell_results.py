"""What a cell shows for a call: the result, or the error value that was raised."""

from __future__ import annotations

from collections.abc import Callable

from yqxl.errors import CellError, ErrorValue
from yqxl.registry import RuleInput

NA, DIV0, VALUE, NUM = ErrorValue.NA, ErrorValue.DIV0, ErrorValue.VALUE, ErrorValue.NUM


def in_cell(function: Callable[..., object], *arguments: object) -> object:
    """Return the result of a call as its cell shows it."""
    try:
        return function(*arguments)
    except CellError as failure:
        return failure.error


def rule_input(
    w: float, x: float, a: float = 0.0, b: float = 0.0, c: float = 0.0, factor: float = 1.0
) -> RuleInput:
    """Return what a scoring rule gets."""
    return RuleInput(w, x, a, b, c, factor)
