"""A scanned file as the reader wants it: what the scan saw, told as facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from yqxl.evaluation.reading.calculation import calculation_facts
from yqxl.model.contract import COVER_SHEET, ROSTER_SHEET
from yqxl.model.facts import Fact, FactKind
from yqxl.model.roster import RosterCounts
from yqxl.workbook.package.custom_properties import custom_properties
from yqxl.workbook.package.package import Package
from yqxl.workbook.scan.cell_formats import percent_formats
from yqxl.workbook.scan.oddities import OddityKind
from yqxl.workbook.scan.workbook import ScannedSheet, ScannedWorkbook

_TRUE, _FALSE = ("1", "true"), ("0", "false")
#: where digital signatures stand (ECMA-376 part 2, 10)
_SIGNATURES = "_xmlsignatures/"
_KINDS = {
    OddityKind.DUPLICATE_CELL: FactKind.CELL_TWICE,
    OddityKind.MERGED_VALUE: FactKind.COVERED_BY_MERGE,
}


class FileBook:
    """A workbook file."""

    def __init__(self, scanned: ScannedWorkbook) -> None:
        """Show a workbook that has passed the gate."""
        self.scanned = scanned
        self.sheets: Mapping[str, ScannedSheet] = scanned.sheets
        self.names: Mapping[str, str] = scanned.names
        self.local_names: Mapping[tuple[str, str], str] = scanned.local_names
        self.date1904: bool = scanned.date1904

    @property
    def draws_charts(self) -> bool:
        """Charts are parts of a file."""
        return True

    @property
    def package(self) -> Package:
        """The file's package."""
        return self.scanned.package

    def custom_property(self, name: str) -> str | None:
        """Return a custom document property as text; None where there is none."""
        return self._properties.get(name.casefold())

    @cached_property
    def _properties(self) -> Mapping[str, str]:
        return custom_properties(self.package)

    def roster(self) -> RosterCounts:
        """Return the counted answers of the sheet 问卷明细, read in a stream.

        Raises:
            InputRefusedError: the sheet is damaged, a trap, or has no usable header.
        """
        if ROSTER_SHEET not in self.sheets:
            return RosterCounts({})
        try:
            from yqxl.workbook.roster.scan import scan_roster  # noqa: PLC0415 - numpy only with a roster
        except ModuleNotFoundError:
            # the browser page has the standard library alone: the same counts, slowly
            from yqxl.workbook.roster.plain import plain_counts  # noqa: PLC0415 - likewise

            return plain_counts(self.scanned)
        return scan_roster(self.scanned)

    def is_percent(self, sheet: str, cell: tuple[int, int]) -> bool:
        """Return whether a cell (row, column) shows its number as per cent."""
        scanned = self.sheets[sheet].cells.get(cell)
        return scanned is not None and scanned.style in self._percents

    @cached_property
    def _percents(self) -> frozenset[int]:
        part = self.scanned.styles
        return percent_formats(self.package.read(part)) if part is not None else frozenset()

    def oddities(self) -> Iterator[Fact]:
        """Yield the settings that change figures, and each oddity of the cells read so far."""
        yield from calculation_facts(
            rounded=self.scanned.calculation.get("fullPrecision") in _FALSE,
            manual=self.scanned.calculation.get("calcMode") == "manual",
            iterating=self.scanned.calculation.get("iterate") in _TRUE,
        )
        if any(name.startswith(_SIGNATURES) for name in self.package.entries):
            yield Fact(FactKind.SIGNED, COVER_SHEET)
        for oddity in self.scanned.oddities:
            kind = _KINDS.get(oddity.kind, FactKind.ODD_VALUE)
            yield Fact(kind, oddity.sheet, oddity.cell, found=oddity.found)
