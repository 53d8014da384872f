"""The sheet 问卷明细, counted by 编码 and 选项 without reading anything else of it.

A million rows are read in a stream (:mod:`yqxl.workbook.roster_stream`), two columns of
them by numpy (:mod:`yqxl.workbook.roster_cells`). A part that is not written the usual
way is read by python-calamine, which gives the same counts but holds all the cells: that
is allowed up to a size, beyond which the file is refused with the way out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue, InputRefusedError
from yqxl.evaluation.reading.tables import plain_number
from yqxl.model.contract import CLOSING_TEXT, ROSTER_SHEET
from yqxl.model.headers import header_key
from yqxl.model.roster import AnswerKey, RosterCounts
from yqxl.workbook.cell_values import CellValues, Position
from yqxl.workbook.markup import MAIN
from yqxl.workbook.roster_cells import PieceReader
from yqxl.workbook.roster_stream import Piece, pieces
from yqxl.workbook.scan import ScannedWorkbook
from yqxl.workbook.sheet_walk import SheetWalk
from yqxl.workbook.strings import NotCanonicalError

#: the header row stands among the first rows
SEARCHED_ROWS = 50
#: more different pairs than any questionnaire has: the columns are not what they say
MOST_PAIRS = 10_000
HEADERS = ("编码", "选项")

_KEYS = tuple(header_key(text) for text in HEADERS)
_ROW_END = b"</row>"
#: what may stand between the last row with cells and the end of the rows
_LAST_ROWS = re.compile(rb"\s*(?:<row [^<>]*/>\s*)*</sheetData>")
_CELL_END = re.compile(rb"([^<>]*/>|.*?</c>)\s*(?:</row>\s*(?:<row [^<>]*/>\s*)*)?", re.DOTALL)
#: cells of which nothing but the value differs need no parser
_PLAIN = re.compile(rb'(?: s="[0-9]+")?(?: t="(n|s)")?><v>([0-9]{1,9})</v></c>')


class Tally:
    """Adds up answers; texts lose their outer blanks, rows of blanks are no answers."""

    def __init__(self, place: str = ROSTER_SHEET, file: str = "") -> None:
        """Take where the answers stand, for messages."""
        self._place, self._file = place, file
        self._counts: Counter[AnswerKey] = Counter()

    def add(self, code: str, option: str, answers: int = 1) -> None:
        """Count answers.

        Raises:
            InputRefusedError: there are more different pairs than a questionnaire has.
        """
        pair = code.strip(), option.strip()
        if not any(pair) or CLOSING_TEXT in pair:
            return
        self._counts[pair] += answers
        if len(self._counts) > MOST_PAIRS:
            raise InputRefusedError(
                "YQ-213",
                f"“编码”“选项”两列有超过 {MOST_PAIRS:,} 种不同的内容，不像是选择题的明细。",
                remedy="请检查这两列的表头是否放错了列。",
                file=self._file,
                sheet=self._place,
            )

    def result(self) -> RosterCounts:
        """Return the counts, by code and option."""
        return RosterCounts(dict(sorted(self._counts.items())))


def header_missing(place: str, file: str) -> InputRefusedError:
    """Return the error of a roster in which nobody can tell the two columns."""
    return InputRefusedError(
        "YQ-212",
        f"前 {SEARCHED_ROWS} 行里找不到同时含“编码”和“选项”的表头行。",
        remedy="请把这两列的表头写成“编码”和“选项”。",
        file=file,
        sheet=place,
    )


def header_columns(texts: Iterable[tuple[int, object]]) -> tuple[int, int] | None:
    """Return the columns of 编码 and 选项 in a row of (column, text), or None.

    >>> header_columns([(1, "序号"), (2, "编 号"), (5, "选项")])
    (2, 5)
    """
    found: dict[str, int] = {}
    for column, text in texts:
        if isinstance(text, str):
            found.setdefault(header_key(text), column)
    places = [found.get(key) for key in _KEYS]
    first, second = places
    return None if first is None or second is None else (first, second)


def text_of(value: Value) -> str:
    """Return a code or an option as text; an error value is nothing that one could count."""
    if value is None or isinstance(value, ErrorValue):
        return ""
    return plain_number(value) if isinstance(value, float | int) else value


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
    from yqxl.workbook.roster_calamine import calamine_counts  # noqa: PLC0415 - rarely needed

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


def counts_of(rows: Iterable[Sequence[Value]], file: str) -> RosterCounts:
    """Return the counted answers of a sheet whose rows are all at hand."""
    tally = Tally(file=file)
    iterator = iter(rows)
    for _, row in zip(range(SEARCHED_ROWS), iterator, strict=False):
        columns = header_columns(enumerate(row))
        if columns is not None:
            break
    else:
        raise header_missing(ROSTER_SHEET, file)
    first, second = columns
    for row in iterator:
        tally.add(text_of(row[first]), text_of(row[second]))
    return tally.result()
