"""The spreadsheet's arithmetic: one division, one rounding, one sum.

Cells hold IEEE doubles, so the package computes with doubles and agrees with the
sheet bit for bit. A spreadsheet rounds half away from zero after cutting to 15
significant digits; neither :func:`round` nor ``repr`` does (``3*0.715`` must give
2.15). Nothing else in the package divides or rounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from yqxl.errors import CellError, ErrorValue

#: What a worksheet cell can hold: a number, a text, an error, or nothing.
Value = float | str | ErrorValue | None

_POWERS = tuple(10.0**n for n in range(16))
_QUANTA = tuple(Decimal(1).scaleb(-n) for n in range(16))
#: Closer to a tie than this share of the scaled value, doubles cannot decide.
_TIE = 1e-13
#: From here on a double has no digits after the point left to round.
_LARGEST = 1e15


def divide(numerator: float, denominator: float) -> float:
    """Return ``numerator / denominator`` as a cell does.

    Raises CellError(#DIV/0!) when the denominator is 0.

    >>> divide(509, 700)
    0.7271428571428571
    """
    if denominator == 0:
        raise CellError(ErrorValue.DIV0)
    return finite(numerator / denominator)


def finite(number: float) -> float:
    """Return the number, or raise CellError(#NUM!) where a cell has no number for it."""
    if not math.isfinite(number):
        raise CellError(ErrorValue.NUM)
    return number


def round_half_up(number: float, digits: int = 2) -> float:
    """Return the number as spreadsheet ``ROUND(number, digits)`` gives it (0-15 digits).

    Half away from zero, after cutting to 15 significant digits.

    >>> round_half_up(3 * 0.715), round_half_up(2.675), round_half_up(-0.125)
    (2.15, 2.68, -0.13)
    >>> round_half_up(17 + 20.99 + 31.74 + 8)
    77.73
    """
    power = _POWERS[digits]
    scaled = abs(number) * power
    if not scaled < _LARGEST:  # so that NaN goes the same way
        return _round_decimal(number, digits)
    whole = math.floor(scaled)
    beyond = scaled - whole - 0.5
    if abs(beyond) <= _TIE * scaled:
        return _round_decimal(number, digits)
    # adding 0.0 turns a rounded -0.0 into the 0 that a cell shows
    return math.copysign((whole + (beyond > 0)) / power, number) + 0.0


def _round_decimal(number: float, digits: int) -> float:
    if not math.isfinite(number):
        raise CellError(ErrorValue.NUM)
    exact = Decimal(f"{number:.15g}")
    if exact.adjusted() >= len(_POWERS) - 1 - digits:
        return finite(float(exact)) + 0.0
    return float(exact.quantize(_QUANTA[digits], rounding=ROUND_HALF_UP)) + 0.0


def round_score(number: float) -> float:
    """Return a rule's score: rounded to 10, then to 2 decimals.

    The inner rounding repairs what subtraction leaves at a tie (0 of 400,000 wrong
    against exact fractions; a single rounding is wrong in 278 of 171,000).
    """
    return round_half_up(round_half_up(number, 10), 2)


def total(numbers: Iterable[float], digits: int = 2) -> float:
    """Return ``ROUND(SUM(numbers), digits)``.

    >>> total([17, 20.99, 31.74, 8])
    77.73
    """
    try:
        added = math.fsum(numbers)
    except (OverflowError, ValueError):
        raise CellError(ErrorValue.NUM) from None
    return round_half_up(added, digits)


def percent_text(rate: float) -> str:
    """Return a rate as the report prints it: at most two decimals, no trailing zeros.

    >>> percent_text(0.85), percent_text(20.99 / 30), percent_text(509 / 700)
    ('85%', '69.97%', '72.71%')
    """
    return f"{round_half_up(rate * 100, 2):.2f}".rstrip("0").rstrip(".") + "%"


def is_number(value: object) -> bool:
    """Return whether a cell with this value is a number to the spreadsheet (TRUE is not)."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)
