"""What a cell hands to a function, taken in the one way that every host keeps.

Errors come first, in the order of the arguments; then any text where a number is
expected is ``#VALUE!`` (also "95%", " " and "９５"); a blank counts as 0. Inside a range
a blank arrives as None or "" and each function says what it makes of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import OMITTED, Omitted

#: an argument that a cell may leave out
Optional = Value | Omitted
#: a range as the hosts hand it over: rows of cells, or one cell
Range = Sequence[Sequence[Value]] | Value
#: a range as the functions look at it
Rows = tuple[tuple[Value, ...], ...]


def given(value: Optional, default: Value) -> Value:
    """Return the value, or the default where the cell left it out."""
    return default if isinstance(value, Omitted) else value


def refuse_errors(*values: Optional) -> None:
    """Raise the first error value among the arguments."""
    for value in values:
        if isinstance(value, ErrorValue):
            raise CellError(value)


def numbers(*values: Value) -> tuple[float, ...]:
    """Return the arguments as numbers: errors first, then #VALUE! for any text; blank is 0.

    >>> numbers(509, None, True)
    (509.0, 0.0, 1.0)
    """
    refuse_errors(*values)
    return tuple(_number(value) for value in values)


def _number(value: Value) -> float:
    if isinstance(value, (str, ErrorValue)):
        raise CellError(ErrorValue.VALUE)
    return 0.0 if value is None else float(value)


def text(value: Value) -> str:
    """Return the argument as a text; a number is no text for a look-up, so it finds nothing."""
    refuse_errors(value)
    if not isinstance(value, str):
        raise CellError(ErrorValue.NA)
    return value


def rows(values: Range) -> Rows:
    """Return a range as rows of cells; one cell is a range of one cell.

    >>> rows(3.0), rows([[1.0, None], ["", 2.0]])
    (((3.0,),), ((1.0, None), (None, 2.0)))
    """
    if not isinstance(values, Sequence) or isinstance(values, str):
        return ((_cell(values),),)
    return tuple(tuple(_cell(value) for value in row) for row in values)


def _cell(value: Value) -> Value:
    """Return a cell of a range; hosts give "" or None for a blank one."""
    return None if isinstance(value, str) and not value else value


def same_shape(*ranges: Rows) -> None:
    """Raise #VALUE! unless the ranges have the same number of rows and of columns."""
    shapes = {tuple(len(row) for row in cells) for cells in ranges}
    if len(shapes) > 1:
        raise CellError(ErrorValue.VALUE)


def aligned(*ranges: Rows) -> tuple[Rows, ...]:
    """Return the ranges in one shape; a single cell stands for every place.

    Raises:
        CellError: #VALUE! when two ranges of several cells differ in shape.

    >>> aligned(((1.0,), (2.0,)), ((5.0,),))
    (((1.0,), (2.0,)), ((5.0,), (5.0,)))
    """
    several = [cells for cells in ranges if not _is_single(cells)]
    same_shape(*several)
    shape = [len(row) for row in (several or ranges)[0]]
    return tuple(
        tuple((cells[0][0],) * width for width in shape) if _is_single(cells) else cells
        for cells in ranges
    )


def _is_single(cells: Rows) -> bool:
    return len(cells) == 1 and len(cells[0]) == 1


__all__ = [
    "OMITTED",
    "Optional",
    "Range",
    "Rows",
    "aligned",
    "given",
    "numbers",
    "refuse_errors",
    "rows",
    "same_shape",
    "text",
]
