"""Two columns of a piece of sheet XML, found by numpy without parsing the other cells.

Every row and every cell of the piece must be written the usual way (``<row r="5"`` and
``<c r="B5"``, the row's own number in each address, rows in order): that is proved for
all of them at once. Equal markup of wanted cells is then counted as bytes; only one
cell of each kind is parsed. Anything unusual raises NotCanonicalError, and the caller
takes the slow way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from yqxl.model.layout import column_letters
from yqxl.workbook.limits import GRID_ROWS
from yqxl.workbook.roster_stream import Piece
from yqxl.workbook.strings import NotCanonicalError

Places = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

_LESS, _ROW, _CELL, _QUOTE, _LETTER, _NINE, _SLASH = b'<rc"A9/'
_ROW_END = int.from_bytes(b"</row>", "little")
_ROW_START = int.from_bytes(b'<row r="', "little")
_CELL_START = int.from_bytes(b'<c r="', "little")
#: ``_LOW[n]`` keeps the first n bytes of a word
_LOW = np.array([(1 << 8 * count) - 1 for count in range(9)], dtype=np.uint64)
_DIGITS = 8
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
    """Where rows and cells of a piece stand, and what was proved about them."""

    rows: Places
    cells: Places
    #: number of the row of each cell, counted from 0 within the piece
    row_of: Places
    #: how many letters each address has, and where its digits begin
    letters: npt.NDArray[np.int64]
    digits: Places
    #: the digits of each row and how many they are
    lengths: npt.NDArray[np.int64]
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
        stops = np.append(grid.cells[1:], length)
        next_rows = np.append(grid.rows[1:], length)
        stops = np.minimum(stops, next_rows[grid.row_of])
        found = [self._column(text, grid, stops, letters) for letters in self._letters]
        yield from _pairs(found, len(grid.rows))

    def _column(
        self, text: bytes, grid: _Grid, stops: Places, letters: bytes
    ) -> tuple[Places, list[bytes]]:
        """Return for each row which kind of cell it has (0: none), and the kinds."""
        wanted = grid.letters == len(letters)
        data = np.frombuffer(text, np.uint8)
        for place, letter in enumerate(letters):
            wanted &= data[grid.cells + 6 + place] == letter
        chosen = np.flatnonzero(wanted)
        rows = grid.row_of[chosen]
        _insist(bool((np.diff(rows) > 0).all()))
        starts = grid.digits[chosen] + grid.lengths[rows] + 1
        kinds, inverse = _kinds(text, starts, stops[chosen])
        of_row = np.zeros(len(grid.rows), np.int64)
        of_row[rows] = inverse + 1
        return of_row, kinds


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
    rows = np.flatnonzero(tags & (data[1:] == _ROW))
    starts = words[rows]
    is_row = (starts & _LOW[4]) == (_ROW_START & 0xFFFFFFFF)
    rows, starts = rows[is_row], starts[is_row]
    _insist(len(rows) > 0 and bool((starts == _ROW_START).all()))
    _insist(not text[: rows[0]].strip())
    for row in rows[1:][(words[rows[1:] - 6] & _LOW[6]) != _ROW_END]:
        # a row without cells may be written without an end tag
        before = text.rfind(b"<", 0, row)
        _insist(text.startswith(b"<row ", before) and text[row - 2] == _SLASH)
    cells = np.flatnonzero(tags & (data[1:] == _CELL))
    starts = words[cells]
    third = (starts >> np.uint64(16)) & np.uint64(0xFF)
    # elements such as <color> or <charset> stand in rich text
    is_cell = (third < ord("a")) | (third > ord("z"))
    cells, starts = cells[is_cell], starts[is_cell]
    _insist(bool(((starts & _LOW[6]) == _CELL_START).all()))
    numbers, lengths, row_words = _row_numbers(words, rows)
    _insist(int(numbers[0]) > row_before and bool((np.diff(numbers) > 0).all()))
    _insist(int(numbers[-1]) <= GRID_ROWS)
    first_cells = np.searchsorted(cells, rows)
    _insist(first_cells[0] == 0)
    in_row = np.diff(first_cells, append=len(cells))
    row_of = np.repeat(np.arange(len(rows)), in_row)
    letters, digits = _letters(text, cells, starts)
    # the row's number with the quotation mark behind it
    mask = _LOW[lengths + 1]
    found = words[digits] & np.repeat(mask, in_row)
    _insist(bool((found == np.repeat(row_words & mask, in_row)).all()))
    return _Grid(rows, cells, row_of, letters, digits, lengths, int(numbers[-1]))


def _row_numbers(words: Words, rows: Places) -> tuple[Places, Places, Words]:
    """Return the numbers of the rows, how many digits each has, and its word."""
    row_words = words[rows + 8]
    numbers = np.zeros(len(rows), np.int64)
    lengths = np.zeros(len(rows), np.int64)
    going = np.ones(len(rows), np.bool_)
    for place in range(_DIGITS):
        byte = ((row_words >> np.uint64(8 * place)) & np.uint64(0xFF)).astype(np.int64)
        digit = (byte >= ord("0")) & (byte <= _NINE)
        _insist(bool((~going | digit | (byte == _QUOTE)).all()))
        going &= digit
        numbers = np.where(going, numbers * 10 + byte - ord("0"), numbers)
        lengths += going
    _insist(not going.any() and bool((lengths > 0).all()))
    return numbers, lengths, row_words


def _letters(text: bytes, cells: Places, starts: Words) -> tuple[Places, Places]:
    """Return how many letters each address has, and where its digits begin."""
    data = np.frombuffer(text, np.uint8)
    count = np.ones(len(cells), np.int64)
    _insist(bool(_is_letter((starts >> np.uint64(48)) & np.uint64(0xFF)).all()))
    longer = _is_letter(starts >> np.uint64(56))
    if longer.any():
        third = longer & _is_letter(data[cells + 8])
        count += longer
        count += third
        # from XFE on no sheet has a column
        for cell in cells[third]:
            _insist(text[cell + 6 : cell + 9] <= b"XFD")
    return count, cells + 6 + count


def _is_letter(byte: npt.NDArray[Any]) -> Flags:
    letter: Flags = (byte >= _LETTER) & (byte <= ord("Z"))
    return letter


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
        left = np.clip(lengths - place, 0, _WORD)
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


def _pairs(found: list[tuple[Places, list[bytes]]], rows: int) -> Iterator[PairCount]:
    """Yield how often two kinds stand in one row; ``b""`` is no cell."""
    (first, first_kinds), (second, second_kinds) = found
    width = len(second_kinds) + 1
    together = first * width + second
    if len(first_kinds) * width < 4 * rows:
        counts = np.bincount(together)
        present = np.flatnonzero(counts)
        counts = counts[present]
    else:
        present, counts = np.unique(together, return_counts=True)
    one, other = [b"", *first_kinds], [b"", *second_kinds]
    for pair, count in zip(present.tolist(), counts.tolist(), strict=True):
        if pair:
            yield PairCount(one[pair // width], other[pair % width], count)
