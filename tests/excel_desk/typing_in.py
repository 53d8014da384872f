"""What Excel makes of what is typed into a cell or assigned to Range.Value.

Sources: "Range.Value property", "Cell error values" (XlCVErr), "Prevent Excel from
automatically changing numbers to dates", ECMA-376 18.3.1.13 and 18.8.45 (quotePrefix).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from excel_desk.com import StoodStillError, refused
from openpyxl.cell.cell import Cell

#: XlCVErr: what COM hands over of an error cell is 0x800A0000 + this
_CODES = {
    "#NULL!": 2000, "#DIV/0!": 2007, "#VALUE!": 2015, "#REF!": 2023, "#NAME?": 2029,
    "#NUM!": 2036, "#N/A": 2042, "#GETTING_DATA": 2043, "#SPILL!": 2045, "#CONNECT!": 2046,
    "#BLOCKED!": 2047, "#UNKNOWN!": 2048, "#FIELD!": 2049, "#CALC!": 2050,
}  # fmt: skip
ERRORS = {text: -2146828288 + code for text, code in _CODES.items()}
_LONGEST_TEXT, _LONGEST_FORMULA = 32767, 8192
_NUMBER = re.compile(r"[+-]?\d[\d,]*(\.\d*)?([eE][+-]?\d+)?")
_DATE = re.compile(r"(\d{4})[-/](\d{1,2})(?:[-/](\d{1,2}))?")
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell has no zone
_DAY = 86400


def serial(value: Any) -> Any:
    """Return a content as Value2 hands it over: doubles, no dates, errors as integers."""
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.datetime):
        return (value - _EPOCH).total_seconds() / _DAY
    if isinstance(value, int | float):
        return float(value)
    return ERRORS.get(value, value) if isinstance(value, str) else value


def enter(cell: Cell, value: Any) -> None:
    """Type a value into a cell that is no covered part of a merged area."""
    cell.quotePrefix = False  # type: ignore[attr-defined]  # a descriptor of its style
    if not isinstance(value, str):
        if value is not None and not isinstance(value, int | float | dt.datetime):
            raise StoodStillError(f"Excel cannot take {value!r}")
        cell.value = value
        return
    if len(value) > _LONGEST_TEXT:
        raise refused("文本太长")
    if value.startswith("'"):
        cell.value, cell.data_type = value[1:], "s"
        cell.quotePrefix = True  # type: ignore[attr-defined]  # likewise
    elif value.startswith(("=", "+", "-", "@")) and len(value) > 1 and not _NUMBER.fullmatch(value):
        _formula(cell, value)
    elif value in ERRORS:
        cell.value, cell.data_type = value, "e"
    else:
        _recognised(cell, value)


def _formula(cell: Cell, text: str) -> None:
    text = text if text.startswith("=") else f"={text}"
    quoted = re.sub(r'"[^"]*"|\'[^\']*\'', "", text)
    balanced = quoted.count("(") == quoted.count(")")
    if len(text) > _LONGEST_FORMULA or not balanced or text.rstrip()[-1] in "=+-*/&<>(,":
        raise refused("应用程序定义或对象定义错误")
    cell.value, cell.data_type = text, "f"


def _recognised(cell: Cell, text: str) -> None:
    """Take a text for a number, a percentage, a date or a truth value where it looks like one."""
    bare = text.strip()
    number = bare.removesuffix("%")
    date = _DATE.fullmatch(bare)
    if _NUMBER.fullmatch(number):
        value = float(number.replace(",", ""))
        cell.value = value / 100 if bare.endswith("%") else value
        if bare.endswith("%"):
            cell.number_format = "0.00%" if "." in bare else "0%"
    elif date:
        year, month, day = (int(part or 1) for part in date.groups())
        cell.value = (dt.datetime(year, month, day) - _EPOCH).days  # noqa: DTZ001 - as above
        cell.number_format = "yyyy/m/d"
    elif bare.upper() in ("TRUE", "FALSE"):
        cell.value = bare.upper() == "TRUE"
    else:
        cell.value, cell.data_type = text or None, "s" if text else "n"


def formula_text(cell: Any) -> str:
    """Return what ``Range.Formula`` gives of a cell: of a constant its text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return str(getattr(value, "text", value))
    if isinstance(value, bool):
        return str(value).upper()
    return value if isinstance(value, str) else f"{serial(value):.15g}"
