"""One sheet part: its frame and geometry at once, its cells when they are asked for."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from yqxl.errors import InputRefusedError
from yqxl.model.layout import cell_name
from yqxl.workbook.package.addresses import Area
from yqxl.workbook.package.limits import GRID_COLUMNS, GRID_ROWS, KEPT_SHEET, Limits
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.structure import KEPT_PART, xml_bytes
from yqxl.workbook.package.xml_part import refuse_declarations, utf8_of
from yqxl.workbook.scan.cell_tokens import (
    CellMarkup,
    Extent,
    cell_markup,
    extent_of,
    hidden_rows_of,
    read_tokens,
    tokens_of,
)
from yqxl.workbook.scan.cell_values import CellValues, Position, ScannedCell
from yqxl.workbook.scan.oddities import OddityKind
from yqxl.workbook.scan.sheet_walk import SheetWalk
from yqxl.workbook.scan.strings import NotCanonicalError

_OPENING, _CLOSING = b"<sheetData>", b"</sheetData>"
_SHARED = b't="s"'


@lru_cache(maxsize=128)
def _known_frame(frame: bytes, limits: Limits) -> tuple[tuple[Area, ...], bool]:
    """Walk over what the sheets of one template have in common only once."""
    walk = SheetWalk("", "", "", limits)
    walk.expect(frame)
    walk.over(frame)
    return tuple(walk.merges), walk.prefixed


class SheetSource:
    """Reads one sheet part, the fast way where it is written the usual way."""

    def __init__(self, package: Package, sheet: str, part: str) -> None:
        """Read the frame and the geometry, and refuse what no honest sheet has.

        Raises:
            InputRefusedError: the part is malformed, or its geometry exceeds a limit.
        """
        self.package, self.sheet, self.part = package, sheet, part
        data = package.read(part)
        text = utf8_of(part, data, package.path)
        #: what stands between the sheetData tags, when the fast path may read it
        self._body: bytes | None = None
        #: the same with the formulas apart
        self._markup: CellMarkup | None = None
        try:
            frame, body = _split(text)
            # A mark within the cells is no danger: the fast path gives up at any of them.
            _insist(not refuse_declarations(part, frame, package.path))
            merges, prefixed = self._frame(frame)
            _insist(not prefixed)
            markup = _sound(cell_markup(body))
            self.extent = extent_of(markup.cells)
            self.canonical = True
        except NotCanonicalError:
            refuse_declarations(part, data, package.path)
            walk, self.extent = self._strict_geometry(text)
            self.canonical = False
            merges = tuple(walk.merges)
        self.merges = merges
        self._check()
        if len(text) > KEPT_SHEET:
            package.forget(part)
        elif self.canonical:
            self._body, self._markup = body, markup

    def _frame(self, frame: bytes) -> tuple[tuple[Area, ...], bool]:
        """Return the merged areas of a frame, and whether the main namespace has a prefix."""
        if len(frame) <= KEPT_PART:
            # what it refuses is refused again below, with its place
            with suppress(InputRefusedError):
                return _known_frame(frame, self.package.limits)
        walk = self._walk()
        walk.expect(frame)
        walk.over(frame)
        return tuple(walk.merges), walk.prefixed

    @property
    def own_body(self) -> bytes | None:
        """The cells' markup, if it says all by itself: canonical, no shared strings."""
        return None if self.own_markup is None else self._body

    @property
    def own_markup(self) -> CellMarkup | None:
        """That markup with the formulas apart."""
        markup = self._markup
        alone = self.canonical and markup is not None and _SHARED not in markup.cells
        return markup if alone else None

    def _walk(self) -> SheetWalk:
        return SheetWalk(self.package.path, self.sheet, self.part, self.package.limits)

    def _strict_geometry(self, text: bytes) -> tuple[SheetWalk, Extent]:
        walk = self._walk()
        cells = first_row = last_row = last_column = 0

        def take(at: Position, *_: object) -> None:
            nonlocal cells, first_row, last_row, last_column
            cells += 1
            if cells > self.package.limits.cells:
                raise self._refuse(Refusal.TOO_MANY_CELLS, f"上限 {self.package.limits.cells:,} 格")
            first_row = min(first_row, at[0]) if cells > 1 else at[0]
            last_row = max(last_row, at[0])
            last_column = max(last_column, at[1])

        walk.sink = take
        walk.over(text)
        extent = Extent(cells, first_row, last_row, last_column, walk.last_any_row)
        return walk, extent

    def _check(self) -> None:
        extent = self.extent
        last_row = max(extent.last_row, extent.last_any_row)
        outside = last_row > GRID_ROWS or extent.last_column > GRID_COLUMNS
        if outside or (extent.cells and not extent.first_row):
            cell = cell_name(last_row, extent.last_column)
            raise self._refuse(Refusal.OUTSIDE_GRID, f"已用到 {cell}", cell)

    def _refuse(self, refusal: Refusal, found: str, cell: str = "") -> Exception:
        found = f"{self.part}：{found}"
        return refusal.error(found, file=self.package.path, sheet=self.sheet, cell=cell)

    def cells(self, values: CellValues) -> dict[Position, ScannedCell]:
        """Return the cells that hold something, in the order of the part.

        Raises:
            InputRefusedError: the cells are malformed, or refer to what is not there.
        """
        found: dict[Position, ScannedCell] = {}
        if self.canonical:
            try:
                filled = sum(
                    read_tokens(tokens, values, found) for tokens in tokens_of(self._cell_markup())
                )
                _insist(filled == len(found))  # else two cells have one address
            except NotCanonicalError:
                found.clear()
                values.forget()
                self.canonical = False
            else:
                return found

        def take(
            at: Position, style: int, kind: str, formula: str | None, stored: str | None
        ) -> None:
            cell = values.cell(at, style, kind, formula, stored)
            if cell is None:
                return
            if at in found:
                values.note(at, OddityKind.DUPLICATE_CELL, str(cell.value))
            found[at] = cell

        walk = self._walk()
        walk.sink = take
        walk.over(xml_bytes(self.package, self.part))
        return found

    def hidden_rows(self) -> frozenset[int]:
        """Return the numbers of the hidden rows."""
        if self.canonical:
            return hidden_rows_of(self._cell_markup().cells)
        walk = self._walk()
        walk.sink = lambda *_: None
        walk.over(xml_bytes(self.package, self.part))
        return frozenset(walk.hidden)

    def _cell_markup(self) -> CellMarkup:
        if self._markup is not None:
            return self._markup
        return _sound(cell_markup(_split(xml_bytes(self.package, self.part))[1]))


def _insist(condition: bool) -> None:  # noqa: FBT001 - a claim that holds or not
    """Leave the fast path where its condition does not hold."""
    if not condition:
        raise NotCanonicalError


def _sound(markup: CellMarkup) -> CellMarkup:
    """Return the markup, in which neither a namespace nor another end of the cells stands."""
    _insist(b"xmlns" not in markup.cells and _CLOSING not in markup.cells)
    return markup


def _split(text: bytes) -> tuple[bytes, bytes]:
    """Return the part without its cells, and what stands between the sheetData tags.

    Raises:
        NotCanonicalError: the tags are not there once, or not written the usual way.
    """
    begin = text.find(_OPENING)
    end = text.rfind(_CLOSING)
    start = begin + len(_OPENING)
    _insist(0 <= begin < end)
    return text[:start] + text[end:], text[start:end]
