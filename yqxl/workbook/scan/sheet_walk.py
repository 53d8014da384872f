"""The strict path over a sheet part: expat, correct for every way of writing a sheet.

It also reads the frame of every sheet, that is all around the cells: merged areas.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from yqxl.workbook.package.addresses import COLUMNS, Area, area_of
from yqxl.workbook.package.limits import GRID_ROWS, Limits
from yqxl.workbook.package.markup import MAIN
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.xml_part import Attributes, Walk
from yqxl.workbook.scan.cell_values import Position
from yqxl.workbook.scan.strings import TextRuns

#: (row, column), style, type, formula, stored text
CellSink = Callable[[Position, int, str, str | None, str | None], None]

_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_WORKSHEET = f"{MAIN} worksheet"
_ROW, _C, _F, _V, _IS = (f"{MAIN} {name}" for name in ("row", "c", "f", "v", "is"))
_DATA = f"{MAIN} sheetData"
_MERGE = f"{MAIN} mergeCell"
_AREAS = re.compile(rb"mergeCell(?!s)")
_ADDRESS = re.compile("([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW_NUMBER = re.compile("[1-9][0-9]{0,6}")
_DIGITS = re.compile("[0-9]{1,6}")
_TRUE = {"1", "true"}


class SheetWalk:
    """One walk over a sheet part."""

    def __init__(
        self, file: object, sheet: str, part: str, limits: Limits, sink: CellSink | None = None
    ) -> None:
        """Take the place for messages; ``sink`` gets each cell, empty ones included.

        Without a sink the walk sees what is around the cells only.
        """
        self.file, self.sheet, self.part, self.limits = file, sheet, part, limits
        self.sink = sink
        self.merges: list[Area] = []
        self.hidden: set[int] = set()
        self.last_any_row = 0
        #: whether the main namespace has a prefix somewhere
        self.prefixed = False
        self.walk: Walk | None = None
        #: how many merges are still to come; below 0 when nobody knows
        self.expected = -1
        #: whether the root has been seen
        self.rooted = False
        #: whether the walk is between the sheetData tags
        self.inside = False
        self.row = self.column = 0
        self.cell: tuple[Position, int, str] | None = None
        self.formula: list[str] | None = None
        self.stored: list[str] | None = None
        self.collected: list[str] | None = None
        self.runs = TextRuns()
        self.inline = False

    def over(self, text: bytes) -> None:
        """Walk over the whole part, or over its frame with an empty ``<sheetData/>``."""
        if self.sink is None:
            self.walk = Walk(self._start_around, prefix=self._prefix)
        else:
            self.walk = Walk(self._start, self._end, self._text, self._prefix)
        try:
            self.walk.over(self.part, text, self.file)
        finally:
            self.walk = None
        if not self.rooted:
            raise self._refuse(Refusal.STRUCTURE, "没有 worksheet 元素")

    def expect(self, frame: bytes) -> None:
        """Stop listening to the parser once all merges of the frame were met.

        Validations and conditional formats make up most of a frame, and nobody asks.
        """
        self.expected = sum(1 for _ in _AREAS.finditer(frame))

    def _refuse(self, refusal: Refusal, found: str, cell: str = "") -> Exception:
        return refusal.error(
            f"{self.part}：{found}", file=self.file, sheet=self.sheet, cell=cell[:12]
        )

    def _prefix(self, prefix: str | None, uri: str | None) -> None:
        if uri == MAIN and prefix:
            self.prefixed = True

    def _start(self, name: str, attributes: Attributes) -> None:
        if self.inside:
            self._start_inside(name, attributes)
        elif name == _DATA:
            self.inside = True
        else:
            self._start_around(name, attributes)

    def _start_around(self, name: str, attributes: Attributes) -> None:
        if name == _MERGE:
            self._add_merge(attributes.get("ref", ""))
            self.expected -= 1
        elif not self.rooted:
            if name != _WORKSHEET:
                refusal = Refusal.STRICT if name.startswith(_STRICT_MAIN) else Refusal.STRUCTURE
                raise self._refuse(refusal, f"根元素 {name[-60:]}")
            self.rooted = True
        if self.walk is not None and not self.expected:
            self.walk.stop_starting()

    def _start_inside(self, name: str, attributes: Attributes) -> None:
        if name == _C:
            self._start_cell(attributes)
        elif name == _ROW:
            self._start_row(attributes)
        elif self.cell is not None:
            self._start_content(name, attributes)

    def _start_row(self, attributes: Attributes) -> None:
        digits = attributes.get("r", str(self.row + 1))
        if not _ROW_NUMBER.fullmatch(digits) or int(digits) > GRID_ROWS:
            raise self._refuse(Refusal.OUTSIDE_GRID, f"行号 {digits[:20]}")
        self.row, self.column = int(digits), 0
        self.last_any_row = max(self.last_any_row, self.row)
        if attributes.get("hidden") in _TRUE:
            self.hidden.add(self.row)

    def _start_cell(self, attributes: Attributes) -> None:
        address = attributes.get("r")
        if address is None:
            at = self.row, self.column + 1
        else:
            match = _ADDRESS.fullmatch(address)
            if not match:
                raise self._refuse(Refusal.OUTSIDE_GRID, f"地址 {address[:20]}", address)
            at = int(match[2]), COLUMNS[match[1]]
        self.column = at[1]
        style = attributes.get("s", "").strip() or "0"  # some writers leave s="" behind
        if not _DIGITS.fullmatch(style):
            raise self._refuse(Refusal.STYLE_INDEX, f"样式序号 {style[:20]}", address or "")
        self.cell = at, int(style), attributes.get("t", "")
        self.formula = self.stored = self.collected = None
        self.inline = False

    def _start_content(self, name: str, attributes: Attributes) -> None:
        if name == _F:
            self.formula = self.collected = []
        elif name == _V:
            self.stored = self.collected = []
        elif name == _IS:
            self.inline = True
        self.runs.start(name, attributes)

    def _text(self, text: str) -> None:
        if self.collected is not None:
            self.collected.append(text)
        elif self.inline:
            self.runs.text(text)

    def _end(self, name: str) -> None:
        if name == _DATA:
            self.inside = False
        if self.cell is None:
            return
        self.runs.end(name)
        if name in {_F, _V}:
            self.collected = None
        elif name == _C:
            stored = None if self.stored is None else "".join(self.stored)
            text = self.runs.take()
            if self.inline and stored is None:
                stored = text
            if self.sink:
                formula = None if self.formula is None else "".join(self.formula)
                self.sink(*self.cell, formula, stored)
            self.cell = None

    def _add_merge(self, ref: str) -> None:
        area = area_of(ref)
        if area is None:
            raise self._refuse(Refusal.OUTSIDE_GRID, f"合并区域 {ref[:30]}")
        self.merges.append(area)
