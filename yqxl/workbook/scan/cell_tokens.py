"""The fast path over sheet XML: two regular expressions that must cover every byte.

Excel, WPS, LibreOffice, openpyxl, XlsxWriter and most others write cells the same way:
attributes r, s, t in that order, then the formula, then the value. One expression takes
exactly such cells; what is left between them must be rows and empty cells, which the
other one checks. A sheet that holds anything else goes to the strict parser
(:mod:`yqxl.workbook.scan.sheet_walk`), which gives the same result for the same sheet.
Quantifiers are possessive: no markup makes an expression go back and try again.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from yqxl.workbook.package.addresses import COLUMNS
from yqxl.workbook.package.limits import CELL_TEXT, LARGEST_NUMBER
from yqxl.workbook.scan.cell_values import CellValues, Position, ScannedCell
from yqxl.workbook.scan.strings import NotCanonicalError, unescaped


class Extent(NamedTuple):
    """Where the cells and rows of a sheet stand at the most, blank cells included."""

    cells: int
    first_row: int
    last_row: int
    last_column: int
    #: the largest row number, of empty rows too
    last_any_row: int


class CellMarkup(NamedTuple):
    """The cells of a sheet without the texts of their formulas, and these in their order.

    Nine bytes of ten are formulas. Those that open with a plain ``<f>`` are taken out first,
    so that all else runs over what is left.
    """

    cells: bytes
    formulas: tuple[bytes, ...]


#: what stands before the cell, then its column, row, s, t, <f>, formula, number, <v>,
#: value, inline text; None for what is not there
Token = tuple[Any, ...]

_TEXT = rb"[^<\x00-\x08\x0b\x0c\x0e-\x1f]*+"
_SPACE = rb'(?: xml:space="preserve")?+'
_ATTRIBUTES = rb'(?: [A-Za-z0-9:]++="[^"<>&]*+")*+'
#: What float takes without a second look; other spellings are checked one by one.
_NUMBER = rb"-?[0-9]++(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+"
_FILLED = re.compile(
    rb'<c r="([A-Z]++)([1-9][0-9]*+)"(?: s="([0-9]{1,6}+)")?+(?: t="([A-Za-z]++)")?+'
    rb'(?: (?:cm|vm|ph)="[0-9]++")*+>'
    rb"(?:(<f%(attributes)b(?: ?/)?+>)(?:(?<=/>)|(%(text)b)</f>))?+"
    rb"(?:<v>(%(number)b)</v>|(<v%(space)b(?: ?/)?+>)(?:(?<=/>)|(%(text)b)</v>)"
    rb"|<is><t%(space)b>(%(text)b)</t></is>)?+</c>"
    % {b"text": _TEXT, b"space": _SPACE, b"attributes": _ATTRIBUTES, b"number": _NUMBER}
)
_TOKEN_LENGTH = _FILLED.groups + 1
_TAG_AT, _FORMULA_AT = 5, 6
_OPENED, _EMPTY_FORMULA = b"<f>", b"<f></f>"
_PLAIN_FORMULA = re.compile(rb"<f>([^<]*+)</f>")
#: the saved value of a formula: it begins with fixed bytes, so that a search in C finds it
_SAVED = re.compile(rb"><f></f><v>[^<]*+</v>")
_UNSAVED = b"><f></f>"
#: how a cell says that its formula gives a text, an error or a truth value
_KINDS = tuple(b' t="%b"' % kind + _UNSAVED for kind in (b"str", b"e", b"b"))
#: what no text of XML holds
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
#: Rows and empty cells; a NUL, which no XML holds, stands for each filled cell.
_REST = re.compile(
    rb'(?:<row r="[1-9][0-9]*+"%b ?(?:/>|>'
    rb'(?:\0|<c r="[A-Z]++[1-9][0-9]*+"(?: s="[0-9]++")?+(?: t="[A-Za-z]++")?+ ?/>)*+</row>))*+'
    % _ATTRIBUTES
)
#: A cell or row whose address is not written the usual way, or lies further out than
#: column ZZ or row 9999: then every single address is looked at.
_FAR = re.compile(rb'<(?:c(?! r="[A-Z]{1,2}[1-9][0-9]{0,3}")|row(?! r="[1-9][0-9]{0,3}"))')
_NEAR = Extent(0, 1, 9999, 702, 9999)
_ADDRESS = re.compile(rb'<c r="([A-Z]++[0-9]++)"')
_ROW = re.compile(rb'<row r="([0-9]++)"')
_HIDDEN_ROW = re.compile(
    rb"""<row r="([0-9]++)"[^<>]*?\shidden\s*=\s*(?:"(?:1|true)"|'(?:1|true)')"""
)
_LETTERS, _DIGITS = string.ascii_uppercase.encode(), string.digits.encode()
#: Longer addresses are outside the grid, however they go on.
_LONGEST_LETTERS, _LONGEST_DIGITS = 4, 8
#: A long sheet is taken in pieces of about this size, each from one ``<c`` to another.
_PIECE = 1 << 20
#: An index of so many digits is not worth a conversion.
_LONG_INDEX = 10
#: A formula of so many bytes is not worth keeping for the next workbook.
_LONG_FORMULA = 4096
_TEXT_KINDS = (b"str", b"inlineStr")


def _pieces(body: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(body):
        cut = body.find(b"<c ", at + _PIECE)
        end = len(body) if cut < 0 else cut
        yield at, end
        at = end


def cell_markup(body: bytes) -> CellMarkup:
    """Return what stands between ``<sheetData>`` and ``</sheetData>`` with its formulas apart.

    Raises:
        NotCanonicalError: a formula is not written the usual way.
    """
    flat = _PLAIN_FORMULA.split(body)
    formulas = tuple(flat[1::2])
    cells = _EMPTY_FORMULA.join(flat[::2])
    if cells.count(_OPENED) != len(formulas):
        raise NotCanonicalError(body[:80])
    return CellMarkup(cells, formulas)


def without_values(markup: CellMarkup) -> CellMarkup:
    """Return the markup without the saved values of its formulas and their kinds.

    >>> one, other = b'<c r="A1" t="str"><f>B1</f><v>x</v></c>', b'<c r="A1"><f>B1</f><v>2</v></c>'
    >>> without_values(cell_markup(one)) == without_values(cell_markup(other))
    True
    >>> without_values(cell_markup(other.replace(b"B1", b"B2"))).formulas
    (b'B2',)
    """
    cells = _SAVED.sub(_UNSAVED, markup.cells)
    for kind in _KINDS:
        cells = cells.replace(kind, _UNSAVED)
    return CellMarkup(cells, markup.formulas)


def tokens_of(markup: CellMarkup) -> Iterator[Iterator[Token]]:
    """Yield the filled cells, piece by piece.

    Raises:
        NotCanonicalError: something is not written the usual way; told at the very end.
    """
    rest = []
    body, formulas = markup.cells, iter(markup.formulas)
    for first, last in _pieces(body):
        flat = _FILLED.split(body[first:last])
        rest.append(b"\0".join(flat[::_TOKEN_LENGTH]))
        flat[_FORMULA_AT::_TOKEN_LENGTH] = [
            next(formulas, b"") if tag == _OPENED else text
            for tag, text in zip(
                flat[_TAG_AT::_TOKEN_LENGTH], flat[_FORMULA_AT::_TOKEN_LENGTH], strict=True
            )
        ]
        # The last gap is left over; zip drops it.
        yield zip(*[iter(flat)] * _TOKEN_LENGTH, strict=False)
    if b"\0" in body or not _REST.fullmatch(b"".join(rest)):
        raise NotCanonicalError(body[:80])


def extent_of(body: bytes) -> Extent:
    """Return where the cells stand, without a look at what they hold.

    A sheet that stays near A1, as nearly all do, is told by one search; it gets the
    outline of that corner.

    Raises:
        NotCanonicalError: an address is not written the usual way.
    """
    if not _FAR.search(body):
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
    if b"hidden" not in body:
        return frozenset()
    return frozenset(int(row) for row in _HIDDEN_ROW.findall(body))


class _Integers(dict[bytes | None, int]):
    """Numbers by their digits, each converted once."""

    def __missing__(self, digits: bytes | None) -> int:
        number = self[digits] = int(digits or 0)
        return number


class _ByteColumns(dict[bytes, int]):
    """Column numbers by their letters, each worked out once."""

    def __missing__(self, letters: bytes) -> int:
        number = self[letters] = COLUMNS[letters.decode()]
        return number


_BYTE_COLUMNS = _ByteColumns()


def read_tokens(
    tokens: Iterable[Token], values: CellValues, cells: dict[Position, ScannedCell]
) -> int:
    """Put the filled cells into ``cells`` (the odd ones by ``values``); return how many."""
    numbers, styles = _Integers(), _Integers({None: 0})
    columns, strings = _BYTE_COLUMNS, values.strings
    count = len(strings)
    new = tuple.__new__  # half the time of calling the class
    filled = 0
    cell: ScannedCell | None
    for _, letters, digits, style, kind, tag, markup, number, opened, stored, inline in tokens:
        value: float | str | None = None
        letter = ""
        held = inline or stored
        if number:
            if not kind or kind == b"n":
                value = float(number)
                letter = "n" if -LARGEST_NUMBER <= value <= LARGEST_NUMBER else ""
            elif kind == b"s" and len(number) < _LONG_INDEX and number.isdigit():
                index = int(number)
                value = strings[index] if index < count else ""
                letter = "s" if 0 < len(value) <= CELL_TEXT else ""
        elif held:
            if kind in _TEXT_KINDS and _is_short(held):
                value, letter = _text(held), "s"
        elif tag and not kind:
            letter = "n"
        at = numbers[digits], columns[letters]
        formula = _formula(markup) if tag else None
        if letter:
            cell = new(ScannedCell, (value, formula, styles[style], letter))
        else:
            text = _text(number or held) if number or opened or inline is not None else None
            cell = values.cell(at, styles[style], _text(kind), formula, text)
        if cell is not None:
            cells[at] = cell
            filled += 1
    values.last_style = max(values.last_style, *styles.values())
    return filled


def _is_short(stored: bytes) -> bool:
    """Return whether the text needs no further look: no code in it, no doubt of its length."""
    return len(stored) <= CELL_TEXT and b"_x" not in stored


def _formula(markup: bytes | None) -> str:
    if not markup:
        return ""
    return _kept_formula(markup) if len(markup) < _LONG_FORMULA else _checked_formula(markup)


@lru_cache(maxsize=4096)
def _kept_formula(markup: bytes) -> str:
    """Return a formula; every workbook of a batch has the same ones."""
    return _checked_formula(markup)


def _checked_formula(markup: bytes) -> str:
    if _CONTROL.search(markup):
        raise NotCanonicalError(markup[:80])
    return _text(markup)


def _text(markup: bytes | None) -> str:
    if not markup:
        return ""
    text = markup.decode("utf-8")
    return unescaped(text) if b"&" in markup else text
