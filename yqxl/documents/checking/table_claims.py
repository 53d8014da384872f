"""The numbers in the tables of a report, with their row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yqxl.documents.checking.claims import Claim

_NUMBER = re.compile(r"\s*(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([^\d\s.,:/-]{0,4})\s*")
#: a table like ours whose figures are others': a self-evaluation, another year
_OTHERS = re.compile("自评|上年|上一年|假设|模拟")
_UNIT = re.compile("单位[:(]?\\s*(万元|亿元|元)")
_OWN_UNIT = re.compile(r"\((万元|亿元|元)\)")
_UNIT_HEADERS = ("单位", "计量单位")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEADER_ROWS = 2
_CAPTION_LINES = 2
#: a line without a full stop and this short may be a caption
_CAPTION = 60


@dataclass(frozen=True)
class Cell:
    """A text of a table and where it begins in the report."""

    text: str
    start: int


@dataclass(frozen=True)
class TableClaim:
    """A number of a table, the texts of its row before it and of the headers above it."""

    claim: Claim
    #: the nearest first
    row: tuple[str, ...]
    header: str
    caption: str
    #: what the header, a column of units or the caption says
    unit: str


def table_claims(text: str) -> Iterator[TableClaim]:
    """Yield the numbers of every table; ``text`` is ``plain_text`` with ``|`` between cells."""
    lines: list[str] = []
    table: list[tuple[Cell, ...]] = []
    place = 0
    for line in [*text.split("\n"), ""]:
        cells = _cells(line, place)
        place += len(line) + 1
        if len(cells) > 1:
            table.append(cells)
            continue
        if table:
            yield from _of_table(table, _caption(lines))
            table, lines = [], []
        lines = [*lines[1 - _CAPTION_LINES :], line]


def _cells(line: str, place: int) -> tuple[Cell, ...]:
    """Return the cells of a row; the last ``|`` ends it."""
    if "|" not in line:
        return ()
    pieces = line.rstrip().removesuffix("|").split("|")
    starts = [place]
    for piece in pieces[:-1]:
        starts.append(starts[-1] + len(piece) + 1)
    return tuple(
        Cell(piece.strip(), start + len(piece) - len(piece.lstrip()))
        for piece, start in zip(pieces, starts, strict=True)
    )


def _caption(lines: Sequence[str]) -> str:
    return " ".join(line for line in lines if len(line) < _CAPTION and "。" not in line)


def _of_table(table: Sequence[tuple[Cell, ...]], caption: str) -> Iterator[TableClaim]:
    heads = 0
    while heads < len(table) and not any(_is_figure(cell.text) for cell in table[heads]):
        heads += 1
    if not 1 <= heads <= _HEADER_ROWS or _OTHERS.search(caption):
        return
    width = len(table[0])
    headers = [
        " ".join(filter(None, (row[column].text for row in table[:heads] if column < len(row))))
        for column in range(width)
    ]
    units = next((n for n, header in enumerate(headers) if n and header in _UNIT_HEADERS), None)
    for row in table[heads:]:
        # a text leaves out cells merged with those above: the cells to the right keep their place
        offset = width - len(row)
        unit = row[units - offset].text if units is not None and units >= offset else ""
        for place, cell in enumerate(row):
            found = _NUMBER.fullmatch(cell.text)
            if found is None or not 0 < place + offset < width:
                continue
            before = tuple(one.text for one in reversed(row[:place]) if one.text)
            header = headers[place + offset]
            said = _OWN_UNIT.search(header) or _UNIT.search(caption)
            claim = Claim(found[1], found[2], cell.start, "", "", "", "", "")
            yield TableClaim(claim, before, header, caption, unit or (said[1] if said else ""))


def _is_figure(text: str) -> bool:
    """Return whether a cell is a number and no year: 2023, 2023年."""
    found = _NUMBER.fullmatch(text)
    return found is not None and found[2] != "年" and not _YEAR.fullmatch(text)
