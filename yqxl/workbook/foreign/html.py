"""Tables of a web page, also of one that is named .xls."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid, grid_of
from yqxl.workbook.foreign.cell_areas import within_limits
from yqxl.workbook.package.limits import Limits

_CHARSET = re.compile(rb"charset=[\"']?([\w-]+)", re.IGNORECASE)
_BROUGHT_UP = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
_SEARCHED = 4096
_TEXTS_KEPT = 6
#: spans beyond it only fill the page
_WIDEST = 1000
_SILENT = frozenset({"script", "style", "head"})


class _Table:
    """One table while it is read: rows of [text, rowspan, colspan]."""

    def __init__(self, before: list[str]) -> None:
        self.before = before
        self.rows: list[list[tuple[list[str], int, int]]] = []


class _Page(HTMLParser):
    """Collects the tables of a page, nested ones as tables of their own."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[_Table] = []
        self._open: list[tuple[_Table, list[str] | None]] = []
        self._cell: list[str] | None = None
        self._loose: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            table = _Table(self._loose[-_TEXTS_KEPT:])
            self._loose = []
            self.tables.append(table)
            self._open.append((table, self._cell))
            self._cell = None
        elif tag == "tr" and self._open:
            self._cell = None
            self._open[-1][0].rows.append([])
        elif tag in ("td", "th") and self._open:
            self._begin_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self._cell is not None:
            self._cell.append("\n")

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        rows = self._open[-1][0].rows
        if not rows:
            rows.append([])
        self._cell = []
        spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        rows[-1].append((self._cell, *spans))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._open:
            self._cell = self._open.pop()[1]
        elif tag in ("td", "th"):
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if self._cell is not None:
            self._cell.append(data)
        elif data.strip():
            self._loose.append(data.strip())


def html_grids(path: Path, data: bytes, limits: Limits) -> list[SourceGrid]:
    """Return the tables of a web page as grids.

    Raises:
        InputRefusedError: a table exceeds a limit.
    """
    page = _Page()
    page.feed(_decoded(data))
    page.close()
    grids = []
    for number, table in enumerate(page.tables, 1):
        cells = _cells(table)
        within_limits(cells, limits, path, f"表{number}")
        grids.append(grid_of(f"表{number}", cells, sheet=False, before=table.before))
    return grids


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    said = _CHARSET.search(data[:_SEARCHED])
    name = said[1].decode("ascii").lower() if said else "utf-8"
    for encoding in (_BROUGHT_UP.get(name, name), "utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace")


def _span(text: str | None) -> int:
    return min(int(text), _WIDEST) if text and text.strip().isdecimal() and int(text) else 1


def _cells(table: _Table) -> list[SourceCell]:
    cells: list[SourceCell] = []
    taken: set[tuple[int, int]] = set()
    height = len(table.rows)
    for row, listed in enumerate(table.rows):
        column = 0
        for pieces, rows, columns in listed:
            while (row, column) in taken:
                column += 1
            last_row = min(row + rows - 1, height - 1)
            last_column = column + columns - 1
            taken.update(
                (r, c) for r in range(row, last_row + 1) for c in range(column, last_column + 1)
            )
            text = "".join(pieces).replace("\r", "").strip()
            text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
            cells.append(SourceCell(text or None, row, column, last_row, last_column))
            column = last_column + 1
    return cells
