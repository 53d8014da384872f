"""The sheet 问卷明细, counted by 编码 and 选项 without reading anything else of it.

A million rows are read in a stream (:mod:`yqxl.workbook.roster.stream`), two columns of
them by numpy (:mod:`yqxl.workbook.roster.cells`). A part that is not written the usual
way is read by python-calamine, which gives the same counts but holds all the cells: that
is allowed up to a size, beyond which the file is refused with the way out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress

from yqxl.arithmetic import Value
from yqxl.errors import InputRefusedError
from yqxl.evaluation.reading.roster import (
    MOST_PAIRS,
    SEARCHED_ROWS,
    Tally,
    header_columns,
    header_missing,
    text_of,
)
from yqxl.evaluation.reading.tables import plain_number
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.roster import RosterCounts
from yqxl.workbook.package.markup import MAIN
from yqxl.workbook.roster.cells import PieceReader
from yqxl.workbook.roster.stream import Piece, pieces
from yqxl.workbook.scan.cell_values import CellValues, Position
from yqxl.workbook.scan.sheet_walk import SheetWalk
from yqxl.workbook.scan.strings import NotCanonicalError
from yqxl.workbook.scan.workbook import ScannedWorkbook

_ROW_END = b"</row>"
#: what may stand between the last row with cells and the end of the rows
_LAST_ROWS = re.compile(rb"\s*(?:<row [^<>]*/>\s*)*</sheetData>")
_CELL_END = re.compile(rb"([^<>]*/>|.*?</c>)\s*(?:</row>\s*(?:<row [^<>]*/>\s*)*)?", re.DOTALL)
#: cells of which nothing but the value differs need no parser
_PLAIN = re.compile(rb'(?: s="[0-9]+")?(?: t="(n|s)")?><v>([0-9]{1,9})</v></c>')


def scan_roster(workbook: ScannedWorkbook) -> RosterCounts:
    """Return the counted answers of the sheet 问卷明细 (none when there is no such sheet).

    Raises:
        InputRefusedError: the sheet is damaged, a trap, or has no usable header.
    """
    sheet = workbook.sheets.get(ROSTER_SHEET)
    if sheet is None:
        return RosterCounts({})
    with suppress(NotCanonicalError):
        return _FastScan(workbook, sheet.part).counts()
    from yqxl.workbook.roster.calamine import calamine_counts  # noqa: PLC0415 - rarely needed

    return calamine_counts(workbook)


class _FastScan:
    """One run over the part of the roster."""

    def __init__(self, workbook: ScannedWorkbook, part: str) -> None:
        self.workbook, self.part = workbook, part
        self.tally = Tally(file=workbook.file)
        self.texts: dict[bytes, str] = {b"": ""}

    def counts(self) -> RosterCounts:
        stream = pieces(self.workbook.package, self.part)
        text, length = next(stream)
        reader, below = self._head(text[:length])
        piece = Piece(text[below:], length - below)
        for following in stream:
            if piece.length:
                self._take(reader, piece)
            piece = following
        if not _LAST_ROWS.match(piece.text):
            raise NotCanonicalError(self.part)
        return self.tally.result()

    def _take(self, reader: PieceReader, piece: Piece) -> None:
        for first, second, rows in reader.read(piece):
            self.tally.add(self._text(first), self._text(second), rows)

    def _head(self, piece: bytes) -> tuple[PieceReader, int]:
        """Find the header in the first piece; return where the rows below it begin."""
        for number, cells in self._first_rows(piece).items():
            columns = header_columns(cells.items())
            if columns is not None:
                start = piece.find(b'<row r="%d"' % number)
                if start < 0:
                    raise NotCanonicalError(self.part)
                return PieceReader(columns, number), piece.find(_ROW_END, start) + len(_ROW_END)
        raise header_missing(ROSTER_SHEET, self.workbook.file)

    def _first_rows(self, piece: bytes) -> dict[int, dict[int, Value]]:
        end = 0
        for _ in range(SEARCHED_ROWS):
            following = piece.find(_ROW_END, end)
            if following < 0:
                break
            end = following + len(_ROW_END)
        rows: dict[int, dict[int, Value]] = {}
        try:
            cells = self._walk(piece[:end] + b"</sheetData></worksheet>")
        except InputRefusedError as error:
            raise NotCanonicalError(self.part) from error
        for (row, column), value in cells:
            rows.setdefault(row, {})[column] = value
        return rows

    def _walk(self, markup: bytes) -> Iterator[tuple[Position, Value]]:
        """Return the cells of a small sheet, read by the strict parser."""
        book = self.workbook
        values = CellValues(book.file, ROSTER_SHEET, book.strings, date1904=book.date1904)
        found: list[tuple[Position, Value]] = []

        def take(
            at: Position, style: int, kind: str, formula: str | None, text: str | None
        ) -> None:
            cell = values.cell(at, style, kind, formula, text)
            found.append((at, None if cell is None else cell.value))

        walk = SheetWalk(book.file, ROSTER_SHEET, self.part, book.package.limits, take)
        walk.over(markup)
        if walk.prefixed:
            raise NotCanonicalError(self.part)
        return iter(found)

    def _text(self, markup: bytes) -> str:
        """Return the text of a cell from its markup behind the address."""
        text = self.texts.get(markup)
        if text is None:
            if len(self.texts) > MOST_PAIRS:
                self.texts = {b"": ""}
            text = self.texts[markup] = self._parsed(markup)
        return text

    def _parsed(self, markup: bytes) -> str:
        cell = _CELL_END.fullmatch(markup)
        if cell is None:
            raise NotCanonicalError(self.part)
        plain = _PLAIN.fullmatch(cell[1])
        if plain and plain[1] != b"s":
            return plain_number(float(plain[2]))
        if plain and int(plain[2]) < len(self.workbook.strings):
            return self.workbook.strings[int(plain[2])]
        rows = b'<row r="1"><c r="A1"' + cell[1] + b"</row></sheetData></worksheet>"
        sheet = f'<worksheet xmlns="{MAIN}"><sheetData>'.encode() + rows
        return text_of(next(value for _, value in self._walk(sheet)))
