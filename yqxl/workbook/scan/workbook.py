"""A workbook as the file holds it: sheets, tables, names, and cells on demand.

:func:`open_workbook` is the only way in. It runs the gate and reads the skeleton. A sheet
is measured and its cells are parsed when they are first asked for: what nobody reads is
held against its checksum and searched for declarations, no more, so that a workbook may
carry as many other sheets as it likes. Nothing here knows what the workbook is about.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from yqxl.evaluation.reading.first_texts import FirstText
from yqxl.model.contract import ROSTER_SHEET
from yqxl.model.layout import cell_name
from yqxl.model.number_text import value_text
from yqxl.workbook.package.addresses import Area, size_of
from yqxl.workbook.package.gate import check_parts, check_sizes, style_count
from yqxl.workbook.package.limits import DEFAULT, KEPT_SHEET, Limits
from yqxl.workbook.package.package import Package
from yqxl.workbook.package.refusals import Refusal
from yqxl.workbook.package.structure import (
    ScannedTable,
    SheetEntry,
    Structure,
    read_structure,
    read_tables,
    xml_bytes,
)
from yqxl.workbook.scan.cell_tokens import CellMarkup, without_values
from yqxl.workbook.scan.cell_values import CellValues, Position, ScannedCell
from yqxl.workbook.scan.glance import Glance
from yqxl.workbook.scan.oddities import Oddity, OddityKind
from yqxl.workbook.scan.sheet_source import SheetSource
from yqxl.workbook.scan.sketching import markup_sketch
from yqxl.workbook.scan.strings import read_strings

__all__ = [
    "Oddity",
    "OddityKind",
    "ScannedCell",
    "ScannedSheet",
    "ScannedTable",
    "ScannedWorkbook",
    "open_workbook",
]


class _Shared:
    """What the sheets of a workbook share; it knows none of them, so nothing is circular."""

    def __init__(
        self, package: Package, structure: Structure, glances: Mapping[str, Glance]
    ) -> None:
        self.package = package
        self.file = str(package.path)
        self.date1904 = structure.date1904
        self.style_count = style_count(package, structure)
        #: what was seen of the sheets that are too large to be kept, by their parts
        self.glances = glances
        self._part = structure.strings
        self._cells = 0

    def count(self, cells: int, sheet: str) -> None:
        """Count the cells of a sheet that is read; refuse when they are too many in all."""
        self._cells += cells
        limit = self.package.limits.cells
        if self._cells > limit:
            found = f"至少 {self._cells:,} 格，上限 {limit:,} 格"
            raise Refusal.TOO_MANY_CELLS.error(found, file=self.file, sheet=sheet)

    @cached_property
    def strings(self) -> list[str]:
        if self._part is None:
            return []
        text = xml_bytes(self.package, self._part).decode("utf-8")
        return read_strings(self._part, text, self.file, self.package.limits)


_PARAMETERS = "参数"
#: what opens a remark or a CDATA section, in which markup is text
_HIDING = b"<!"
_KEPT_PARAMETERS = 4
#: cells and highest cell format of parameter sheets, by their markup
_known_parameters: dict[bytes, tuple[dict[Position, ScannedCell], int]] = {}


class ScannedSheet:
    """One worksheet.

    ``state`` is visible, hidden or veryHidden. ``roster`` marks the sheet 问卷明细, whose
    part is not inflated here: it shows no cells and is read in a stream elsewhere.
    """

    def __init__(self, shared: _Shared, entry: SheetEntry) -> None:
        """Read the tables; all else waits until it is asked for."""
        self.name = entry.name
        self.part = entry.part
        self.state = entry.state
        self.roster = entry.name == ROSTER_SHEET
        self.tables: tuple[ScannedTable, ...] = read_tables(shared.package, entry)
        self._shared = shared

    @cached_property
    def _source(self) -> SheetSource | None:
        """The sheet's frame and geometry, counted against the limit of the workbook."""
        if self.roster:
            return None
        source = SheetSource(self._shared.package, self.name, self.part)
        self._shared.count(source.extent.cells, self.name)
        return source

    @property
    def merges(self) -> tuple[Area, ...]:
        """The merged areas."""
        return self._source.merges if self._source else ()

    @cached_property
    def _content(self) -> tuple[dict[Position, ScannedCell], tuple[Oddity, ...]]:
        if self._source is None:
            return {}, ()
        book = self._shared
        values = CellValues(book.file, self.name, book.strings, date1904=book.date1904)
        cells = self._cells_of(self._source, values)
        if values.last_style >= book.style_count:
            raise self._unknown_style(cells)
        self._note_covered(cells, values)
        return cells, tuple(values.oddities)

    def _cells_of(self, source: SheetSource, values: CellValues) -> dict[Position, ScannedCell]:
        """Return the cells; those of 参数 are kept, for a batch shares its parameters."""
        body = source.own_body if self.name == _PARAMETERS else None
        if body is None:
            return source.cells(values)
        known = _known_parameters.get(body)
        if known is None:
            known = source.cells(values), values.last_style
            if values.oddities or not source.canonical:
                return known[0]
            if len(_known_parameters) >= _KEPT_PARAMETERS:
                _known_parameters.clear()
            _known_parameters[body] = known
        cells, values.last_style = known
        return dict(cells)

    @property
    def cells(self) -> dict[Position, ScannedCell]:
        """The cells that hold something, by (row, column) counted from 1.

        Raises:
            InputRefusedError: the cells are malformed, or refer to what is not there.
        """
        return self._content[0]

    @property
    def oddities(self) -> tuple[Oddity, ...]:
        """What is odd about the cells; asking reads them."""
        return self._content[1]

    @property
    def hidden(self) -> bool:
        """Whether people do not see the sheet's tab."""
        return self.state != "visible"

    @cached_property
    def hidden_rows(self) -> frozenset[int]:
        """The numbers of the hidden rows."""
        return self._source.hidden_rows() if self._source else frozenset()

    def fingerprint(self) -> CellMarkup | None:
        """Return the cells' markup without saved values; None for unusual markup."""
        markup = None if self._source is None else self._source.own_markup
        return None if markup is None or _HIDING in markup.cells else without_values(markup)

    def sketch(self) -> str:
        """Return the sketch of the sheet's markup, without a look at its cells.

        See :func:`yqxl.evaluation.reading.sheet_digest.sketch`.
        """
        return self._sketch

    @cached_property
    def _sketch(self) -> str:
        part = self._shared.package.read(self.part)
        return markup_sketch(part, lambda: self._shared.strings)

    @cached_property
    def _glance(self) -> Glance:
        seen = self._shared.glances.get(self.part)
        return Glance.of(self._shared.package.read(self.part)) if seen is None else seen

    @property
    def may_compute(self) -> bool:
        """Whether a formula may stand in the sheet; asking does not read its cells."""
        return not self.roster and self._glance.may_compute

    def first_texts(self) -> Iterator[FirstText]:
        """Yield the texts in the first rows; asking does not read the cells."""
        if not self.roster:
            yield from self._glance.texts(lambda: self._shared.strings)

    @property
    def was_read(self) -> bool:
        """Whether somebody has asked for the cells."""
        return "_content" in self.__dict__

    def _unknown_style(self, cells: dict[Position, ScannedCell]) -> Exception:
        known = self._shared.style_count
        at, style = next(
            ((at, cell.style) for at, cell in cells.items() if cell.style >= known), ((1, 1), known)
        )
        found = f"{self.part}：序号 {style}，共 {known} 种"
        return Refusal.STYLE_INDEX.error(
            found, file=self._shared.file, sheet=self.name, cell=cell_name(*at)
        )

    def _note_covered(self, cells: dict[Position, ScannedCell], values: CellValues) -> None:
        if not self.merges:
            return
        last = max((row for row, _ in cells), default=0), max((col for _, col in cells), default=0)
        measured = 0
        for first_row, first_column, *end in self.merges:
            last_row, last_column = min(end[0], last[0]), min(end[1], last[1])
            if last_row < first_row or last_column < first_column:
                continue
            area = first_row, first_column, last_row, last_column
            measured += min(size_of(area), len(cells))
            if measured > self._shared.package.limits.merged_area:
                raise Refusal.MERGED_AREA.error(
                    f"{self.part}：{cell_name(first_row, first_column)} 起",
                    file=self._shared.file,
                    sheet=self.name,
                )
            if size_of(area) < len(cells):
                covered = [
                    (row, column)
                    for row in range(first_row, last_row + 1)
                    for column in range(first_column, last_column + 1)
                    if (row, column) in cells
                ]
            else:
                covered = [
                    (row, column)
                    for row, column in cells
                    if first_row <= row <= last_row and first_column <= column <= last_column
                ]
            for at in covered:
                if at != (first_row, first_column) and _is_filled(cells[at]):
                    values.note(at, OddityKind.MERGED_VALUE, value_text(cells[at].value))


def _is_filled(cell: ScannedCell) -> bool:
    return cell.value is not None and cell.value != ""


class ScannedWorkbook:
    """A workbook that has passed the gate. Use it as a context manager, or close it.

    ``names`` are the workbook's defined names, ``local_names`` those of one sheet, by
    (name, sheet). ``macro`` tells an .xlsm.
    """

    def __init__(self, package: Package) -> None:
        """Run the gate over an opened package; :func:`open_workbook` is the way in."""
        self.package = package
        self.file = str(package.path)
        structure = read_structure(package)
        roster = next((s.part for s in structure.sheets if s.name == ROSTER_SHEET), None)
        check_sizes(package, roster)
        glances = self._check_parts(structure)
        self.names = MappingProxyType(structure.names)
        self.local_names = MappingProxyType(structure.local_names)
        self.date1904 = structure.date1904
        self.styles = structure.styles
        self.calculation: Mapping[str, str] = structure.calculation
        self.macro = structure.macro
        self._shared = _Shared(package, structure, glances)
        self.sheets: dict[str, ScannedSheet] = {}
        for entry in structure.sheets:
            self.sheets[entry.name] = ScannedSheet(self._shared, entry)

    def _check_parts(self, structure: Structure) -> Mapping[str, Glance]:
        """Run the gate over all parts but the roster's; small sheets are kept for reading.

        Of the others it is returned what was seen in passing.
        """
        roster = {sheet.part for sheet in structure.sheets if sheet.name == ROSTER_SHEET}
        entries = self.package.entries
        kept = {part for part in (structure.strings, structure.styles) if part}
        kept |= {sheet.part for sheet in structure.sheets if entries[sheet.part].size <= KEPT_SHEET}
        sheets = {sheet.part for sheet in structure.sheets}
        glances: dict[str, Glance] = {}

        def pass_by(part: str, content: bytes) -> None:
            if part in sheets:
                glances[part] = Glance.of(content)

        check_parts(self.package, roster, kept, pass_by)
        return glances

    @property
    def strings(self) -> list[str]:
        """The shared strings."""
        return self._shared.strings

    @property
    def oddities(self) -> tuple[Oddity, ...]:
        """What is odd about the workbook and about the sheets that were read so far.

        Sheets that nobody reads are nobody's concern; ask after reading.
        """
        return tuple(o for s in self.sheets.values() if s.was_read for o in s.oddities)

    def close(self) -> None:
        """Release the file; cells that were not read cannot be read any more."""
        self.package.close()

    def __enter__(self) -> Self:
        """Return the workbook itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Release the file."""
        self.close()


def open_workbook(path: str | os.PathLike[str], limits: Limits = DEFAULT) -> ScannedWorkbook:
    """Let a workbook through the gate.

    Raises:
        InputRefusedError: the file is refused, with a code YQ-1xx; no other exception
            comes from whatever bytes the file holds.
    """
    package = Package.open(Path(path), limits)
    try:
        return ScannedWorkbook(package)
    except BaseException:
        package.close()
        raise
