"""The fast path over sheet XML: one regular expression that must match every byte.

Excel, WPS, LibreOffice, openpyxl, XlsxWriter and most others write cells the same way:
attributes r, s, t in that order, then the formula, then the value. The expression takes
exactly that; whatever else stands between two cells ends up in its last group, and the
sheet goes to the strict parser (:mod:`yqxl.workbook.sheet_walk`), which gives the same
result for the same sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from yqxl.workbook.addresses import COLUMNS
from yqxl.workbook.cell_values import CellValues, Position, ScannedCell
from yqxl.workbook.limits import CELL_TEXT, LARGEST_NUMBER
from yqxl.workbook.strings import NotCanonicalError, unescaped

#: column, row, s, t, <f>, formula, number, <v>, value, inline text, row of a <row>, rest
Token = tuple[str, str, str, str, str, str, str, str, str, str, str, str]

_TEXT = r"[^<\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]*+"
_SPACE = r'(?: xml:space="preserve")?'
_TOKEN = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]+)")?'
    r'(?: (?:cm|vm|ph)="[0-9]+")*+(?: ?/>|>'
    rf"(?:(<f(?: [^<>]*+)?>)(?:(?<=/>)|({_TEXT})</f>))?+"
    rf"(?:<v>([0-9.eE+-]++)</v>|(<v{_SPACE}(?: ?/)?>)(?:(?<=/>)|({_TEXT})</v>)"
    rf"|<is><t{_SPACE}>({_TEXT})</t></is>)?+</c>)"
    r'|<row r="([1-9][0-9]{0,6})"[^<>]*+>|</row>|(.+)',
    re.DOTALL,
)
#: Only what the geometry needs; an address written in any other way gives empty groups.
_ADDRESS = re.compile(
    r'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?'
    r'|<row r="([1-9][0-9]{0,6})"|<(?:c|row)[\s/>]'
)
_HIDDEN_ROW = re.compile(r'<row r="([0-9]+)"[^<>]*? hidden="(?:1|true)"')
#: A long sheet is taken in pieces of about this size, each from one ``<c`` to another.
_PIECE = 1 << 20
#: An index of so many digits is not worth a conversion.
_LONG_INDEX = 10


class Extent(NamedTuple):
    """Where the cells and rows of a sheet stand, blank formatted cells included."""

    cells: int
    first_row: int
    last_row: int
    last_column: int
    #: the largest row number, of empty rows too
    last_any_row: int
    last_style: int


def _pieces(body: str) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(body):
        cut = body.find("<c ", at + _PIECE)
        end = len(body) if cut < 0 else cut
        yield at, end
        at = end


def tokens_of(body: str) -> Iterator[list[Token]]:
    """Yield the tokens between ``<sheetData>`` and ``</sheetData>``, piece by piece.

    Raises:
        NotCanonicalError: something is not written the usual way.
    """
    for piece in _pieces(body):
        tokens: list[Token] = _TOKEN.findall(body, *piece)
        if tokens and tokens[-1][-1]:
            raise NotCanonicalError(tokens[-1][-1][:80])
        yield tokens


def extent_of(body: str) -> Extent:
    """Return where the cells stand, without a look at what they hold.

    Raises:
        NotCanonicalError: an address is not written the usual way.
    """
    letters: set[str] = set()
    digits: set[str] = set()
    styles: set[str] = set()
    rows: set[str] = set()
    cells = 0
    for piece in _pieces(body):
        found = _ADDRESS.findall(body, *piece)
        if found:
            columns = tuple(zip(*found, strict=True))
            letters.update(columns[0])
            digits.update(columns[1])
            styles.update(columns[2])
            rows.update(columns[3])
            of_rows = columns[0].count("")
            if of_rows != len(found) - columns[3].count(""):
                raise NotCanonicalError("address")
            cells += len(found) - of_rows
    return _extent(cells, letters, digits, styles, rows)


def _extent(
    cells: int, letters: set[str], digits: set[str], styles: set[str], rows: set[str]
) -> Extent:
    numbers = [int(text) for text in digits if text]
    return Extent(
        cells,
        min(numbers, default=0),
        max(numbers, default=0),
        max((COLUMNS[text] for text in letters if text), default=0),
        max((int(text) for text in rows if text), default=0),
        max((int(text) for text in styles if text), default=0),
    )


def hidden_rows_of(body: str) -> frozenset[int]:
    """Return the numbers of the hidden rows."""
    return frozenset(int(row) for row in _HIDDEN_ROW.findall(body))


class _Integers(dict[str, int]):
    """Numbers by their digits, each converted once."""

    def __missing__(self, digits: str) -> int:
        number = self[digits] = int(digits)
        return number


def cells_of(tokens: list[Token], values: CellValues) -> Iterator[tuple[Position, ScannedCell]]:
    """Yield the cells that hold something.

    Plain numbers and shared strings, which most cells are, take the short way.
    """
    numbers = _Integers({"": 0})
    strings = values.strings
    count = len(strings)
    for letters, digits, style, kind, tag, formula, number, opened, stored, inline, _, _ in tokens:
        if number and not tag and (not kind or kind == "n"):
            at = numbers[digits], COLUMNS[letters]
            try:
                value = float(number)
            except ValueError:
                value = LARGEST_NUMBER * 2
            if -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
                yield at, ScannedCell(value, None, numbers[style], "n")
                continue
        elif (
            number and not tag and kind == "s" and len(number) < _LONG_INDEX and number.isdecimal()
        ):
            at = numbers[digits], COLUMNS[letters]
            index = int(number)
            if index < count and len(strings[index]) <= CELL_TEXT:
                if strings[index]:
                    yield at, ScannedCell(strings[index], None, numbers[style], "s")
                continue
        elif not (number or tag or opened or inline):
            continue
        at = numbers[digits], COLUMNS[letters]
        content = number or unescaped(inline or stored)
        cell = values.cell(
            at,
            numbers[style],
            kind,
            unescaped(formula) if tag else None,
            content if number or opened or inline else None,
        )
        if cell is not None:
            yield at, cell
