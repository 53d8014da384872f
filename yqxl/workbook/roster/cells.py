"""Two columns of a piece of sheet XML, found by numpy without parsing the other cells.

Every row and every cell of the piece must be written the usual way (``<row r="5"`` and
``<c r="B5"``, the row's own number in each address, rows in order): that is proved for
all of them at once. Equal markup of wanted cells is then counted as bytes; only one
cell of each kind is parsed. Anything unusual raises NotCanonicalError, and the caller
takes the slow way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from yqxl.model.layout import column_letters
from yqxl.workbook.package.limits import GRID_ROWS
from yqxl.workbook.roster.stream import Piece
from yqxl.workbook.scan.strings import NotCanonicalError

Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

_LESS, _ROW, _CELL, _SLASH, _A, _Z = b"<rc/AZ"
_ROW_END = int.from_bytes(b"</row>", "little")
_ROW_START = int.from_bytes(b'<row r="', "little")
_CELL_START = int.from_bytes(b'<c r="', "little")
#: ``_LOW[n]`` keeps the first n bytes of a word
_LOW = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
#: words of eight equal bytes
_ONES, _TOPS, _QUOTES, _ZEROS, _SIXES, _HIGH = (
    np.uint64(0x0101010101010101 * byte) for byte in (1, 0x80, ord('"'), ord("0"), 6, 0xF0)
)
#: how eight figures become four pairs, two fours, one number
_JOINS = (
    (np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(10 << 8 | 1), np.uint64(8)),
    (np.uint64(0x00FF00FF00FF00FF), np.uint64(100 << 16 | 1), np.uint64(16)),
    (np.uint64(0x0000FFFF0000FFFF), np.uint64(10_000 << 32 | 1), np.uint64(32)),
)
_WORD = 8
#: longer markup is compared as bytes objects
_LONGEST = 16 * _WORD
_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX_SHIFT = np.uint64(29)


class PairCount(NamedTuple):
    """How many rows have this markup behind the addresses of their two cells."""

    first: bytes
    second: bytes
    rows: int


class _Grid(NamedTuple):
    """Where rows and cells of a piece stand; their addresses are proved."""

    rows: Places
    #: for each row its first cell, and how many digits its number has
    first_cells: Places
    lengths: Places
    cells: Places
    #: the word with which each cell begins, and where the digits of its address do
    starts: Words
    digits: Places
    last_row: int


class PieceReader:
    """Reads two columns of one sheet, piece by piece."""

    def __init__(self, columns: Sequence[int], header_row: int) -> None:
        """Take the two columns, counted from 1, and the last row that is no data."""
        self._letters = [column_letters(column).encode() for column in columns]
        self._last_row = header_row
        if any(len(letters) > 2 for letters in self._letters):  # noqa: PLR2004 - ZZ at most
            raise NotCanonicalError(str(columns))

    def read(self, piece: Piece) -> Iterator[PairCount]:
        """Yield how often each pair of cells occurs in the piece.

        Raises:
            NotCanonicalError: the piece is not written the usual way.
        """
        text, length = piece
        # a namespace declared within a row could make cells of other names
        _insist(b"x" not in text or b"xmlns" not in text[:length])
        grid = _grid(text, length, self._last_row)
        self._last_row = grid.last_row
        rows, starts, stops = zip(
            *(_column(piece, grid, letters) for letters in self._letters), strict=True
        )
        # both columns at once: numpy's cost is that of the call
        kinds, inverse = _kinds(piece.text, np.concatenate(starts), np.concatenate(stops))
        of_row = np.zeros((len(rows), len(grid.rows)), np.int64)
        end = 0
        for column, places in enumerate(rows):
            begin, end = end, end + len(places)
            of_row[column, places] = inverse[begin:end] + 1
        yield from _pairs(of_row[0], of_row[1], kinds)


def _column(piece: Piece, grid: _Grid, letters: bytes) -> tuple[Places, Places, Places]:
    """Return the rows that have a cell in this column, and where its content is."""
    begin = 6 + len(letters)
    prefix = np.uint64(int.from_bytes(b'<c r="' + letters, "little"))
    chosen = np.flatnonzero((grid.starts & _LOW[begin]) == prefix)
    chosen = chosen[grid.digits[chosen] - grid.cells[chosen] == begin]
    rows = np.searchsorted(grid.first_cells, chosen, "right") - 1
    _insist(bool((rows[1:] > rows[:-1]).all()))
    starts = grid.digits[chosen] + grid.lengths[rows] + 1
    # the cell ends before the next cell, or before the next row
    stops = np.minimum(
        np.append(grid.cells, piece.length)[chosen + 1],
        np.append(grid.rows, piece.length)[rows + 1],
    )
    return rows, starts, stops


def _insist(condition: bool) -> None:  # noqa: FBT001 - a claim that holds or not
    if not condition:
        raise NotCanonicalError


def _words(text: bytes) -> Words:
    """Return the word that begins at each byte."""
    return np.ndarray(len(text) - _WORD + 1, dtype="<u8", buffer=text, strides=(1,))


def _grid(text: bytes, length: int, row_before: int) -> _Grid:
    """Find the rows and cells of a piece, and prove that they are written the usual way."""
    data = np.frombuffer(text, np.uint8)[: length + 1]
    tags = data[:-1] == _LESS
    words = _words(text)
    rows = _rows(text, words, np.flatnonzero(tags & (data[1:] == _ROW)))
    row_words = words[rows + 8]
    numbers, lengths = _row_numbers(row_words)
    _insist(int(numbers[0]) > row_before and bool((np.diff(numbers) > 0).all()))
    _insist(int(numbers[-1]) <= GRID_ROWS)
    cells, starts = _cells(words, np.flatnonzero(tags & (data[1:] == _CELL)))
    first_cells = np.searchsorted(cells, rows)
    _insist(first_cells[0] == 0)
    in_row = np.diff(first_cells, append=len(cells))
    # each address ends with the row's number and a quotation mark
    mask = _LOW[lengths + 1]
    expected = np.repeat(row_words & mask, in_row)
    digits = _digits(text, words, cells, expected, np.repeat(mask, in_row))
    return _Grid(rows, first_cells, lengths, cells, starts, digits, int(numbers[-1]))


def _rows(text: bytes, words: Words, places: Places) -> Places:
    """Return where the rows begin; elements such as <rPr> stand in rich text."""
    starts = words[places]
    is_row = (starts & _LOW[4]) == (_ROW_START & 0xFFFFFFFF)
    rows: Places = places[is_row]
    starts = starts[is_row]
    _insist(len(rows) > 0 and bool((starts == _ROW_START).all()))
    _insist(not text[: rows[0]].strip())
    for row in rows[1:][(words[rows[1:] - 6] & _LOW[6]) != _ROW_END]:
        # a row without cells may be written without an end tag
        before = text.rfind(b"<", 0, row)
        _insist(text.startswith(b"<row ", before) and text[row - 2] == _SLASH)
    return rows


def _cells(words: Words, places: Places) -> tuple[Places, Words]:
    """Return where the cells begin, and the word there."""
    starts = words[places]
    is_cell = (starts & _LOW[6]) == _CELL_START
    if is_cell.all():
        return places, starts
    # elements such as <color> or <charset> stand in rich text
    third = (starts[~is_cell] >> np.uint64(16)) & np.uint64(0xFF)
    _insist(bool(((third >= ord("a")) & (third <= ord("z"))).all()))
    return places[is_cell], starts[is_cell]


def _row_numbers(row_words: Words) -> tuple[Places, Places]:
    """Return the numbers of the rows, and how many digits each has; eight bytes at a time."""
    odd = row_words ^ _QUOTES
    quotes = (odd - _ONES) & ~odd & _TOPS
    _insist(bool(quotes.all()))
    first = quotes & (~quotes + np.uint64(1))
    lengths = np.log2(first.astype(np.float64)).astype(np.int64) // 8
    _insist(int(lengths.min()) > 0)
    # the last digit moves to the last byte, zeros stand before the first
    shift = (8 * (_WORD - lengths)).astype(np.uint64)
    figures = (row_words << shift) | (_ZEROS & ((np.uint64(1) << shift) - np.uint64(1)))
    _insist(bool(((figures & _HIGH) == _ZEROS).all()))
    _insist(bool((((figures + _SIXES) & _HIGH) == _ZEROS).all()))
    figures &= ~_HIGH
    for mask, factor, bits in _JOINS:
        figures = ((figures & mask) * factor) >> bits
    return figures.astype(np.int64), lengths


def _digits(text: bytes, words: Words, cells: Places, expected: Words, mask: Words) -> Places:
    """Return where the digits of each address begin, behind one, two or three letters."""
    digits = cells + 7
    wrong = np.flatnonzero((words[digits] & mask) != expected)
    data = np.frombuffer(text, np.uint8)
    for _ in range(2):
        if not len(wrong):
            break
        letter = data[digits[wrong]]
        _insist(bool(((letter >= _A) & (letter <= _Z)).all()))
        digits[wrong] += 1
        wrong = wrong[(words[digits[wrong]] & mask[wrong]) != expected[wrong]]
    _insist(not len(wrong))
    # from XFE on no sheet has a column
    for cell in cells[digits - cells == 9]:  # noqa: PLR2004 - behind <c r=" and three letters
        _insist(text[cell + 6 : cell + 9] <= b"XFD")
    return digits


def _kinds(text: bytes, starts: Places, stops: Places) -> tuple[list[bytes], Places]:
    """Return the different byte strings, and which of them each span is."""
    lengths = stops - starts
    longest = int(lengths.max(initial=0))
    _insist(int(lengths.min(initial=0)) >= 0)
    if longest > _LONGEST:
        return _kinds_of_objects(text, starts, stops)
    words = _words(text)
    mixed = lengths.astype(np.uint64)
    columns = []
    for place in range(0, longest, _WORD):
        left = np.minimum(np.maximum(lengths - place, 0), _WORD)
        inside = np.minimum(starts + place, len(words) - 1)
        column = words[inside] & _LOW[left]
        columns.append(column)
        mixed = (mixed ^ column) * _MIX
        mixed ^= mixed >> _MIX_SHIFT
    _, first, inverse = np.unique(mixed, return_index=True, return_inverse=True)
    # equal sums are no proof: every span is compared with the first of its kind
    same = lengths == lengths[first][inverse]
    for column in columns:
        same &= column == column[first][inverse]
    if not same.all():
        return _kinds_of_objects(text, starts, stops)
    return [text[starts[at] : stops[at]] for at in first], inverse.astype(np.int64)


def _kinds_of_objects(text: bytes, starts: Places, stops: Places) -> tuple[list[bytes], Places]:
    known: dict[bytes, int] = {}
    spans = zip(starts.tolist(), stops.tolist(), strict=True)
    inverse = [known.setdefault(text[start:stop], len(known)) for start, stop in spans]
    return list(known), np.array(inverse, np.int64)


def _pairs(first: Places, second: Places, kinds: list[bytes]) -> Iterator[PairCount]:
    """Yield how often two kinds stand in one row; ``b""`` is no cell."""
    width = len(kinds) + 1
    together = first * width + second
    if width * width < 4 * len(first):
        counts = np.bincount(together)
        present = np.flatnonzero(counts)
        counts = counts[present]
    else:
        present, counts = np.unique(together, return_counts=True)
    markup = [b"", *kinds]
    for pair, count in zip(present.tolist(), counts.tolist(), strict=True):
        if pair:
            yield PairCount(markup[pair // width], markup[pair % width], count)
