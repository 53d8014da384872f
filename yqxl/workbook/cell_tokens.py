"""The fast path over sheet XML: one regular expression that must match every byte.

Excel, WPS, LibreOffice, openpyxl, XlsxWriter and most others write cells the same way:
attributes r, s, t in that order, then the formula, then the value. The expression takes
exactly that; whatever else stands between two cells ends up in its last group, and the
sheet goes to the strict parser (:mod:`yqxl.workbook.sheet_walk`), which gives the same
result for the same sheet.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from yqxl.workbook.addresses import COLUMNS
from yqxl.workbook.cell_values import CellValues, Position, ScannedCell
from yqxl.workbook.limits import CELL_TEXT, LARGEST_NUMBER
from yqxl.workbook.strings import NotCanonicalError, unescaped

#: column, row, s, t, <f>, formula, number, <v>, value, inline text, row of a <row>, rest
Token = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]

_TEXT = rb"[^<\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_SPACE = rb'(?: xml:space="preserve")?'
_TOKEN = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]{1,6})")?(?: t="([A-Za-z]+)")?'
    rb'(?: (?:cm|vm|ph)="[0-9]+")*+(?: ?/>|>'
    rb"(?:(<f(?: [^<>]*+)?>)(?:(?<=/>)|(%(text)b)</f>))?+"
    rb"(?:<v>([0-9.eE+-]++)</v>|(<v%(space)b(?: ?/)?>)(?:(?<=/>)|(%(text)b)</v>)"
    rb"|<is><t%(space)b>(%(text)b)</t></is>)?+</c>)"
    rb'|<row r="([1-9][0-9]{0,6})"[^<>]*+>|</row>|(.+)' % {b"text": _TEXT, b"space": _SPACE},
    re.DOTALL,
)
#: Only what the geometry needs.
_ADDRESS = re.compile(rb'<c r="([A-Z]+[0-9]+)"')
_ROW = re.compile(rb'<row r="([0-9]+)"')
_STYLE = re.compile(rb' s="([0-9]+)"')
_CELL_STYLE = re.compile(rb'<c r="[A-Z]+[0-9]+" s="([0-9]+)"')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^<>]*? hidden="(?:1|true)"')
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
#: Longer addresses are outside the grid, however they go on.
_LONGEST_LETTERS, _LONGEST_DIGITS = 4, 8
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


def _pieces(body: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(body):
        cut = body.find(b"<c ", at + _PIECE)
        end = len(body) if cut < 0 else cut
        yield at, end
        at = end


def tokens_of(body: bytes) -> Iterator[list[Token]]:
    """Yield the tokens between ``<sheetData>`` and ``</sheetData>``, piece by piece.

    Raises:
        NotCanonicalError: something is not written the usual way.
    """
    for piece in _pieces(body):
        tokens: list[Token] = _TOKEN.findall(body, *piece)
        if tokens and tokens[-1][-1]:
            raise NotCanonicalError(tokens[-1][-1][:80])
        yield tokens


def extent_of(body: bytes) -> Extent:
    """Return where the cells stand, without a look at what they hold.

    Raises:
        NotCanonicalError: an address is not written the usual way.
    """
    letters: set[bytes] = set()
    digits: set[bytes] = set()
    cells = 0
    for piece in _pieces(body):
        addresses = _ADDRESS.findall(body, *piece)
        cells += len(addresses)
        joined = b" ".join(addresses)
        # Two passes in C over all addresses instead of two objects for each of them.
        letters.update(joined.translate(None, _DIGITS).split())
        digits.update(joined.translate(None, _LETTERS).split())
    rows = _ROW.findall(body)
    if cells != body.count(b"<c") or len(rows) != body.count(b"<row"):
        raise NotCanonicalError(b"address")
    rows_of_cells = _numbers(digits)
    return Extent(
        cells,
        min(rows_of_cells, default=0),
        max(rows_of_cells, default=0),
        max((COLUMNS[name.decode()[:_LONGEST_LETTERS]] for name in letters), default=0),
        max(_numbers(set(rows)), default=0),
        max(_numbers(set(_STYLE.findall(body))), default=0),
    )


def _numbers(digits: set[bytes]) -> list[int]:
    """Return the numbers; one that no grid has room for is cut, and still too large."""
    return [int(text[:_LONGEST_DIGITS]) for text in digits]


def last_style_of(body: bytes) -> int:
    """Return the largest index of a format that a cell refers to."""
    return max(_numbers(set(_CELL_STYLE.findall(body))), default=0)


def hidden_rows_of(body: bytes) -> frozenset[int]:
    """Return the numbers of the hidden rows."""
    return frozenset(int(row) for row in _HIDDEN_ROW.findall(body))


class _Integers(dict[bytes, int]):
    """Numbers by their digits, each converted once."""

    def __missing__(self, digits: bytes) -> int:
        number = self[digits] = int(digits)
        return number


class _ByteColumns(dict[bytes, int]):
    """Column numbers by their letters, each worked out once."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = COLUMNS[letters.decode()]
        return number


_BYTE_COLUMNS = _ByteColumns()


def cells_of(tokens: list[Token], values: CellValues) -> Iterator[tuple[Position, ScannedCell]]:
    """Yield the cells that hold something.

    Plain numbers and shared strings, which most cells are, take the short way.
    """
    numbers = _Integers({b"": 0})
    columns = _BYTE_COLUMNS
    strings = values.strings
    count = len(strings)
    for letters, digits, style, kind, tag, formula, number, opened, stored, inline, _, _ in tokens:
        if number and not tag and (not kind or kind == b"n"):
            try:
                value = float(number)
            except ValueError:
                value = LARGEST_NUMBER * 2
            if -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
                at = numbers[digits], columns[letters]
                yield at, ScannedCell(value, None, numbers[style], "n")
                continue
        elif number and not tag and kind == b"s" and len(number) < _LONG_INDEX and number.isdigit():
            index = int(number)
            if index < count and len(strings[index]) <= CELL_TEXT:
                if strings[index]:
                    at = numbers[digits], columns[letters]
                    yield at, ScannedCell(strings[index], None, numbers[style], "s")
                continue
        elif not (number or tag or opened or inline):
            continue
        at = numbers[digits], columns[letters]
        cell = values.cell(
            at,
            numbers[style],
            kind.decode(),
            unescaped(formula.decode("utf-8")) if tag else None,
            unescaped((number or inline or stored).decode("utf-8"))
            if number or opened or inline
            else None,
        )
        if cell is not None:
            yield at, cell
