"""The fast path over sheet XML: one regular expression that must match every filled cell.

Excel, WPS, LibreOffice, openpyxl, XlsxWriter and most others write cells the same way:
attributes r, s, t in that order, then the formula, then the value. The expression takes
exactly that. When it does not match as many cells as have an end tag, the sheet goes to
the strict parser (:mod:`yqxl.workbook.sheet_walk`), which gives the same result for the
same sheet. Quantifiers are possessive: no markup makes the expression go back.
"""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterator
from typing import NamedTuple

from yqxl.workbook.addresses import COLUMNS
from yqxl.workbook.cell_values import CellValues, Position, ScannedCell
from yqxl.workbook.limits import CELL_TEXT, LARGEST_NUMBER
from yqxl.workbook.strings import NotCanonicalError, unescaped


class Extent(NamedTuple):
    """Where the cells and rows of a sheet stand at the most, blank cells included."""

    cells: int
    first_row: int
    last_row: int
    last_column: int
    #: the largest row number, of empty rows too
    last_any_row: int


#: column, row, s, t, <f>, formula, number, <v>, value, inline text
Token = tuple[bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes, bytes]

_TEXT = rb"[^<\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_SPACE = rb'(?: xml:space="preserve")?+'
_FILLED = re.compile(
    rb'<c r="([A-Z]++)([0-9]++)"(?: s="([0-9]++)")?+(?: t="([A-Za-z]++)")?+'
    rb'(?: (?:cm|vm|ph)="[0-9]++")*+>'
    rb"(?:(<f(?: [^<>]*+)?+>)(?:(?<=/>)|(%(text)b)</f>))?+"
    rb"(?:<v>([0-9.eE+-]++)</v>|(<v%(space)b(?: ?/)?+>)(?:(?<=/>)|(%(text)b)</v>)"
    rb"|<is><t%(space)b>(%(text)b)</t></is>)?+</c>" % {b"text": _TEXT, b"space": _SPACE}
)
#: A cell or row whose address is not written the usual way, or lies further out than
#: column ZZ or row 9999: then every single address is looked at.
_FAR_CELL = re.compile(rb'<c(?! r="[A-Z]{1,2}[1-9][0-9]{0,3}")')
_FAR_ROW = re.compile(rb'<row(?! r="[1-9][0-9]{0,3}")')
_NEAR = Extent(0, 1, 9999, 702, 9999)
_ADDRESS = re.compile(rb'<c r="([A-Z]++[0-9]++)"')
_ROW = re.compile(rb'<row r="([0-9]++)"')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]++)"[^<>]*? hidden="(?:1|true)"')
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
#: Longer addresses are outside the grid, however they go on.
_LONGEST_LETTERS, _LONGEST_DIGITS = 4, 8
#: A long sheet is taken in pieces of about this size, each from one ``<c`` to another.
_PIECE = 1 << 20
#: An index of so many digits is not worth a conversion.
_LONG_INDEX = 10


def _pieces(body: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(body):
        cut = body.find(b"<c ", at + _PIECE)
        end = len(body) if cut < 0 else cut
        yield at, end
        at = end


def tokens_of(body: bytes) -> Iterator[list[Token]]:
    """Yield the filled cells between ``<sheetData>`` and ``</sheetData>``, piece by piece.

    Raises:
        NotCanonicalError: something is not written the usual way.
    """
    for piece in _pieces(body):
        tokens: list[Token] = _FILLED.findall(body, *piece)
        if len(tokens) != body.count(b"</c", *piece):
            raise NotCanonicalError(piece)
        yield tokens


def extent_of(body: bytes, used_box: int) -> Extent:
    """Return where the cells stand, without a look at what they hold.

    A sheet that stays near A1, as nearly all do, is told by two searches; it gets the
    outline of that corner if ``used_box`` has room for it.

    Raises:
        NotCanonicalError: an address is not written the usual way.
    """
    roomy = used_box >= _NEAR.last_row * _NEAR.last_column
    if roomy and not _FAR_CELL.search(body) and not _FAR_ROW.search(body):
        return _NEAR._replace(cells=body.count(b"<c"))
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
        raise NotCanonicalError(cells)
    numbers = _numbers(digits)
    return Extent(
        cells,
        min(numbers, default=0),
        max(numbers, default=0),
        max((COLUMNS[name.decode()[:_LONGEST_LETTERS]] for name in letters), default=0),
        max(_numbers(set(rows)), default=0),
    )


def _numbers(digits: set[bytes]) -> list[int]:
    """Return the numbers; one that no grid has room for is cut, and still too large."""
    return [int(text[:_LONGEST_DIGITS]) for text in digits]


def hidden_rows_of(body: bytes) -> frozenset[int]:
    """Return the numbers of the hidden rows."""
    if b'hidden="1"' not in body and b'hidden="true"' not in body:
        return frozenset()
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


def read_tokens(tokens: list[Token], values: CellValues, cells: dict[Position, ScannedCell]) -> int:
    """Put the cells that hold something into ``cells``; return how many those were.

    Plain numbers, shared strings and formula texts, which most cells are, take the short
    way; what is odd in any way goes through :class:`CellValues`.
    """
    numbers, styles = _Integers(), _Integers({b"": 0})
    columns = _BYTE_COLUMNS
    strings = values.strings
    count = len(strings)
    new = tuple.__new__  # half the time of calling the class
    filled = 0
    for letters, digits, style, kind, tag, formula, number, opened, stored, inline in tokens:
        if number and (not kind or kind == b"n"):
            try:
                value = float(number)
            except ValueError:
                value = math.inf
            if -LARGEST_NUMBER <= value <= LARGEST_NUMBER:
                text = _text(formula) if tag else None
                cells[numbers[digits], columns[letters]] = new(
                    ScannedCell, (value, text, styles[style], "n")
                )
                filled += 1
                continue
        elif number and kind == b"s" and not tag and len(number) < _LONG_INDEX and number.isdigit():
            index = int(number)
            if index < count and 0 < len(strings[index]) <= CELL_TEXT:
                cells[numbers[digits], columns[letters]] = new(
                    ScannedCell, (strings[index], None, styles[style], "s")
                )
                filled += 1
                continue
        elif tag and opened and kind == b"str" and len(stored) <= CELL_TEXT and b"_x" not in stored:
            cells[numbers[digits], columns[letters]] = new(
                ScannedCell, (_text(stored), _text(formula), styles[style], "s")
            )
            filled += 1
            continue
        at = numbers[digits], columns[letters]
        held = _text(number or inline or stored) if number or opened or inline else None
        cell = values.cell(at, styles[style], kind.decode(), _text(formula) if tag else None, held)
        if cell is not None:
            cells[at] = cell
            filled += 1
    values.last_style = max(values.last_style, *styles.values())
    return filled


def _text(markup: bytes) -> str:
    text = markup.decode("utf-8")
    return unescaped(text) if b"&" in markup else text
