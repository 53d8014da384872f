"""Error values as Excel hands them over: integers through COM, texts elsewhere.

COM sends 0x800A0000 plus the number that VBA's CVErr has for it (XlCVErr). Value2 hands
over numbers as doubles only, so an integer of that range is always an error. Errors that
came with later versions of Excel (#SPILL!, #CALC!, #FIELD!, #BLOCKED! …) stand in files as
``#VALUE!`` with a note beside it (MS-XLSX 2.2.6.3), and are ``#VALUE!`` here too; a cell
that still fetches its data (#GETTING_DATA) has no value yet: ``#N/A``.
"""

from __future__ import annotations

from yqxl.errors import ErrorValue

_BASE = -2146828288
#: the numbers of CVErr: a year's worth of versions beyond the last that is documented
_FIRST, _LAST = 2000, 2299
_KNOWN = {
    2000: ErrorValue.NULL,
    2007: ErrorValue.DIV0,
    2015: ErrorValue.VALUE,
    2023: ErrorValue.REF,
    2029: ErrorValue.NAME,
    2036: ErrorValue.NUM,
    2042: ErrorValue.NA,
    2043: ErrorValue.NA,
}
_TEXTS = {error.value: error for error in ErrorValue} | {
    "#SPILL!": ErrorValue.VALUE,
    "#CALC!": ErrorValue.VALUE,
    "#BLOCKED!": ErrorValue.VALUE,
    "#FIELD!": ErrorValue.VALUE,
    "#CONNECT!": ErrorValue.VALUE,
    "#UNKNOWN!": ErrorValue.VALUE,
    "#GETTING_DATA": ErrorValue.NA,
}


def error_of(value: object) -> ErrorValue | None:
    """Return the error that a cell's value stands for, None for anything else.

    >>> error_of(-2146826281), error_of("#N/A"), error_of(-2146826243)
    (<ErrorValue.DIV0: '#DIV/0!'>, <ErrorValue.NA: '#N/A'>, <ErrorValue.VALUE: '#VALUE!'>)
    >>> error_of(7) is error_of("文字") is error_of(-2146826281.0) is None
    True
    """
    if isinstance(value, str):
        return _TEXTS.get(value)
    if isinstance(value, int) and not isinstance(value, bool):
        number = value - _BASE
        if _FIRST <= number <= _LAST:
            return _KNOWN.get(number, ErrorValue.VALUE)
    return None
