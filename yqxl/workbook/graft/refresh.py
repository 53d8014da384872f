"""Renews the cached values of formula cells in a sheet and leaves every other byte alone.

A regenerated file must not show a stale score beside a fresh table. Only ``t`` and
``<v>`` of a formula cell change; its formula, shared or array or not, stays as it
stands, and so does a cell whose value is right already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.workbook.package.addresses import COLUMNS
from yqxl.workbook.package.cell_markup import cached_value, fitting, text_from_markup
from yqxl.workbook.package.markup import Edit, Element, parse, splice

#: Row and column of a cell, counted from 1.
Place = tuple[int, int]

#: Remarks, CDATA and instructions can hold what looks like a cell and is none.
_HIDING = re.compile(rb"<(?:!|\?(?!xml\s))")
_ROOT = re.compile(rb"<((?:[A-Za-z_][\w.-]*:)?)worksheet[\s>]")
_TYPE = re.compile(rb' t="([A-Za-z]*)"')
_ANY_TYPE = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: No value of a cell: a sheet cannot hold it.
_ABSENT = float("nan")
_TRUTH = {"1": 1.0, "true": 1.0, "0": 0.0, "false": 0.0}


class _FormulaCell(NamedTuple):
    """A formula cell and the places of its bytes."""

    place: Place
    kind: str
    #: the cached text, None when there is no ``<v>``
    text: str | None
    #: the attributes in the start tag
    attributes: tuple[int, int]
    #: the old value, or the place for one
    value: tuple[int, int]


def refresh_values(sheet_xml: bytes, values: Mapping[Place, Value]) -> bytes:
    """Return the sheet with these cached values in its formula cells.

    Args:
        sheet_xml: the part as it is.
        values: the right value by (row, column), both counted from 1. Places that hold
            no formula are passed over: what a person typed is never overwritten.

    Returns:
        The sheet; the same object when every value was right.
    """
    if not values:
        return sheet_xml
    root = _ROOT.search(sheet_xml)
    prefix = root[1] if root else b""
    edits: list[Edit] = []
    for cell in _formula_cells(sheet_xml, prefix, values):
        if cell.place in values and not _is_right(cell, values[cell.place]):
            edits += _edits(sheet_xml, prefix, cell, values[cell.place])
    return splice(sheet_xml, edits)


@lru_cache(maxsize=8)
def _patterns(prefix: bytes) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """Return what finds a formula cell as the programs write it, and any formula."""
    marks = {b"p": re.escape(prefix)}
    cell = (
        rb'<%(p)sc r="([A-Z]{1,3})([0-9]{1,7})"((?: +[A-Za-z:]+="[^"<>]*")*)>'
        rb"<%(p)sf(?:>[^<]*</%(p)sf>| [^<>]*(?:/>|>[^<]*</%(p)sf>)|/>)"
        rb"(<%(p)sv(?:/>|>([^<]*)</%(p)sv>))?"
        rb"(?=</%(p)sc>|<%(p)sextLst)"
    )
    return re.compile(cell % marks), re.compile(rb"<%(p)sf[\s/>]" % marks)


def _formula_cells(
    source: bytes, prefix: bytes, values: Mapping[Place, Value]
) -> Iterator[_FormulaCell]:
    """Yield the formula cells of a sheet; those that are plainly right may be left out.

    Sheets are large, so a pattern finds the cells as all known programs write them.
    Where it does not meet every formula, or markup could hide one, expat decides.
    """
    if _HIDING.search(source):
        return _parsed_cells(source)
    cell, formula = _patterns(prefix)
    found = list(cell.finditer(source))
    if len(found) != len(formula.findall(source)):
        return _parsed_cells(source)
    return (_matched_cell(match) for match in found if not _plainly_right(match, values))


def _plainly_right(match: re.Match[bytes], values: Mapping[Place, Value]) -> bool:
    """Return whether a cell needs no closer look: its number or blank text is right."""
    letters, digits, attributes, _, coded = match.groups()
    value = values.get((int(digits), COLUMNS[letters.decode()]), _ABSENT)
    if value is _ABSENT:
        return True
    if coded is None:
        return False
    if isinstance(value, (float, int)):
        try:
            return b' t="' not in attributes and float(coded) == value
        except ValueError:
            return False
    return not coded and not value and b' t="str"' in attributes


def _matched_cell(match: re.Match[bytes]) -> _FormulaCell:
    letters, digits, attributes, value, coded = match.groups()
    kind = _TYPE.search(attributes) if attributes else None
    text = None
    if value is not None:
        text = coded.decode() if coded else ""
        text = unescape(text) if "&" in text else text
    end = match.end()
    return _FormulaCell(
        (int(digits), COLUMNS[letters.decode()]),
        kind[1].decode() if kind else "n",
        text,
        match.span(3),
        (end, end) if value is None else match.span(4),
    )


def _parsed_cells(source: bytes) -> Iterator[_FormulaCell]:
    data = parse(source).first("sheetData")
    row_number = 0
    for row in data.all("row") if data else ():
        number = row.attributes.get("r", "")
        row_number = int(number) if number.isdecimal() else row_number + 1
        column = 0
        for cell in row.all("c"):
            address = _ADDRESS.fullmatch(cell.attributes.get("r", ""))
            column = COLUMNS[address[1]] if address else column + 1
            place = (int(address[2]) if address else row_number, column)
            formula = cell.first("f")
            if formula is not None:
                yield _parsed_cell(place, cell, formula)


def _parsed_cell(place: Place, cell: Element, formula: Element) -> _FormulaCell:
    value = cell.first("v")
    old = value or cell.first("is")
    return _FormulaCell(
        place,
        cell.attributes.get("t", "n"),
        value.text if value else None,
        (cell.start + 1 + len(cell.tag.encode()), cell.opened - 1),
        (old.start, old.end) if old else (formula.end, formula.end),
    )


def _is_right(cell: _FormulaCell, value: Value) -> bool:
    """Return whether the cell shows the value already; numbers are compared as doubles."""
    text = cell.text
    if text is None:
        return False
    if value is None or isinstance(value, str):
        return cell.kind == "str" and text_from_markup(text) == fitting(value or "")
    if isinstance(value, ErrorValue):
        return cell.kind == "e" and text == value.value
    if cell.kind == "b":
        return _TRUTH.get(text.strip()) == value
    try:
        return cell.kind == "n" and float(text) == value
    except ValueError:
        return False


def _edits(source: bytes, prefix: bytes, cell: _FormulaCell, value: Value) -> list[Edit]:
    kind, text = cached_value(value)
    if cell.kind == "b" and value in (0.0, 1.0):
        kind = ' t="b"'
    start, end = cell.attributes
    attributes = _ANY_TYPE.sub(b"", source[start:end]) + kind.encode()
    tag = prefix + b"v>"
    return [
        (start, end, attributes),
        (*cell.value, b"<" + tag + text.encode() + b"</" + tag),
    ]
