"""What the scan found odd about a file, as facts for the checks."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.facts import Fact, FactKind
from yqxl.workbook.oddities import OddityKind
from yqxl.workbook.scan import ScannedWorkbook

_KINDS = {
    OddityKind.DUPLICATE_CELL: FactKind.CELL_TWICE,
    OddityKind.MERGED_VALUE: FactKind.COVERED_BY_MERGE,
    OddityKind.HIDDEN_SHEET: FactKind.HIDDEN_DATA,
    OddityKind.HIDDEN_ROWS: FactKind.HIDDEN_DATA,
    OddityKind.DATE_1904: FactKind.DATE_1904,
}


def scan_facts(workbook: ScannedWorkbook) -> Iterator[Fact]:
    """Yield one fact for each oddity of the file."""
    for oddity in workbook.oddities:
        kind = _KINDS.get(oddity.kind, FactKind.ODD_VALUE)
        yield Fact(kind, oddity.sheet, oddity.cell, found=oddity.found)
