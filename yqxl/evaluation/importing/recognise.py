"""Grids to projects: which rows are what, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yqxl.evaluation.importing.body import read_body
from yqxl.evaluation.importing.cell_texts import means_nothing, plain
from yqxl.evaluation.importing.codes import settle_codes
from yqxl.evaluation.importing.continued import follows, is_next_page, join_pages, pages_joined
from yqxl.evaluation.importing.contradictions import find_contradictions
from yqxl.evaluation.importing.cover import read_cover_row, read_text
from yqxl.evaluation.importing.funds_block import funds_header, read_funds
from yqxl.evaluation.importing.header_rows import find_header
from yqxl.evaluation.importing.header_words import cover_role, fund_role, indicator_role
from yqxl.evaluation.importing.portfolio import portfolio_header, read_portfolio
from yqxl.evaluation.importing.same_indicators import are_same_indicators, merge_indicators
from yqxl.evaluation.importing.source_grid import SourceCell, SourceGrid
from yqxl.evaluation.importing.taken import Draft, Leftover, Reader, shortened
from yqxl.evaluation.importing.transposed import read_transposed, transposed_lines
from yqxl.evaluation.importing.weights import settle_points

#: what stands above a form and has no field
_TITLE = re.compile(
    r"附件\d*[:：]?|\(?20\d\d年度?\)?"
    r"|.{0,40}(?:自评表|评分表|评价表|申报表|监控表|指标体系|指标体系表|绩效指标|绩效目标表)(?:\(.*\))?"
)


def recognise(grids: Iterable[SourceGrid]) -> tuple[Draft, ...]:
    """Return the projects in the tables of one file, those with indicators only if any has.

    A cover, a block of funds or a table of levels without indicators of its own belongs to
    the project before it in the same sheet, or to the one that the next table describes.
    """
    drafts: list[Draft] = []
    unread: list[Leftover] = []
    for grid in pages_joined(grids):
        read = [draft for part in _side_by_side(grid) for draft in _read(part)]
        drafts += read
        first = next(iter(grid.cells()), None)
        if first is not None and not read:
            unread.append(Leftover(grid.name, shortened(first.text), "整个表没有认出，没有用到"))
    found = _united(drafts)
    for draft in found:
        settle_points(draft, draft.rows)
        settle_codes(draft)
        find_contradictions(draft)
        draft.leftovers += unread
    with_rows = [draft for draft in found if draft.rows]
    return tuple(with_rows or found)


def _side_by_side(grid: SourceGrid) -> Sequence[SourceGrid]:
    """Return the tables that stand beside each other in a grid, each as a grid of its own."""
    for row in range(grid.height):
        firsts = [cell.column for cell in grid.starting(row) if plain(cell.text) == "一级指标"]
        if len(firsts) > 1:
            ends = [column - 1 for column in firsts[1:]] + [grid.width - 1]
            return [
                grid.part(first, last, firsts[0]) for first, last in zip(firsts, ends, strict=True)
            ]
    return [grid]


def _read(grid: SourceGrid) -> list[Draft]:
    reader = _GridReader(grid)
    return reader.drafts()


class _GridReader:
    """One grid read from top to bottom."""

    def __init__(self, grid: SourceGrid) -> None:
        self.grid = grid
        self.reader = Reader(grid)
        self.done: list[tuple[Draft, int]] = []
        self.draft = Draft(grid.name)
        for text in grid.before:
            read_text(self.draft, text, f"{grid.name}之前的文字")

    def drafts(self) -> list[Draft]:
        row = 0
        while row < self.grid.height:
            row = self._block(row)
        self._close(self.grid.height)
        self._leftovers()
        found = [draft for draft, _ in self.done]
        return [draft for draft in found if not draft.empty or draft.projects]

    def _close(self, row: int) -> None:
        self.done.append((self.draft, row))
        self.draft = Draft(self.grid.name)

    def _block(self, row: int) -> int:
        """Read what begins in a row; return where the next block may begin."""
        listed = portfolio_header(self.grid, row)
        if listed:
            if self.draft.begun:
                self._close(row)
            return read_portfolio(self.reader, self.draft, row, listed)
        header = find_header(self.grid, row)
        if header:
            if self.draft.rows and self.draft.total:
                self._close(row)
            self.draft.next_page = row == 0 and follows(self.grid)
            return read_body(self.reader, self.draft, header)
        funds = funds_header(self.grid, row)
        if funds:
            if self.draft.begun:
                self._close(row)
            return read_funds(self.reader, self.draft, row, funds)
        lines = transposed_lines(self.grid, row)
        if lines:
            return read_transposed(self.reader, self.draft, row, lines)
        if self.draft.begun and self._names_a_project(row):
            self._close(row)
        read_cover_row(self.reader, self.draft, row)
        return row + 1

    def _names_a_project(self, row: int) -> bool:
        cells = self.grid.starting(row)
        word = plain(cells[0].text) if cells else ""
        return cover_role(word) == "name" or word.startswith(("项目名称:", "政策名称:"))

    def _leftovers(self) -> None:
        """List what nobody took with the project beside which it stands."""
        for cell in self.grid.unread():
            self.reader.leave(self._owner(cell), cell, cell.remark)
        for cell in self.grid.cells():
            owner = self._owner(cell)
            if cell.remark:
                owner.contradict("读取", self.grid.place(cell), cell.remark)
            if _TITLE.fullmatch(plain(cell.text)):
                self.reader.use(cell)
            if cell not in self.reader.used and not _is_known_word(cell):
                self.reader.leave(owner, cell, "没有用到")

    def _owner(self, cell: SourceCell) -> Draft:
        """Return the project beside which a cell stands."""
        return next((draft for draft, end in self.done if cell.row < end), self.done[-1][0])


def _is_known_word(cell: SourceCell) -> bool:
    word = plain(cell.text)
    return means_nothing(word) or bool(indicator_role(word) or fund_role(word) or cover_role(word))


def _united(drafts: Sequence[Draft]) -> list[Draft]:
    """Join what belongs to one project but stands in several tables of a document."""
    found: list[Draft] = []
    for draft in drafts:
        last = found[-1] if found else None
        if last is not None and _continues(last, draft):
            _join(last, draft)
        else:
            found.append(draft)
    return found


def _continues(first: Draft, second: Draft) -> bool:
    """Return whether a second table tells more of the project of the first."""
    if second.kind == "portfolio" or first.kind == "portfolio":
        return False
    names = {str(d.cover["name"].value) for d in (first, second) if "name" in d.cover}
    if len(names) > 1:
        return False
    if not (first.rows and second.rows):
        return True
    return is_next_page(first, second) or are_same_indicators(first, second)


def _join(first: Draft, second: Draft) -> None:
    next_page = is_next_page(first, second)  # asked before the first has the second's total
    for mine, other in (
        (first.cover, second.cover),
        (first.objective, second.objective),
        (first.execution, second.execution),
        (first.total, second.total),
    ):
        for name, taken in other.items():
            mine.setdefault(name, taken)
    for name, points in second.levels.items():
        first.levels.setdefault(name, {}).update(points)
    if first.rows and second.rows:
        (join_pages if next_page else merge_indicators)(first, second)
    elif second.rows:
        first.rows, first.columns = second.rows, second.columns
    first.funds += second.funds
    first.contradictions += second.contradictions
    first.leftovers += second.leftovers
    first.headers += second.headers
    if second.rows:
        first.kind = second.kind
