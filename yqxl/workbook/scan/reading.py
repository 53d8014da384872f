"""Read a scanned workbook: the evaluation that stands in it, and what the scan found odd."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yqxl.evaluation.formulas.formula_pieces import column_formula
from yqxl.evaluation.reading.tables import OwnCell, read_book
from yqxl.model.facts import Fact, FactKind
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.workbook.scan.oddities import OddityKind
from yqxl.workbook.scan.workbook import ScannedWorkbook

_KINDS = {
    OddityKind.DUPLICATE_CELL: FactKind.CELL_TWICE,
    OddityKind.MERGED_VALUE: FactKind.COVERED_BY_MERGE,
    OddityKind.HIDDEN_SHEET: FactKind.HIDDEN_DATA,
    OddityKind.HIDDEN_ROWS: FactKind.HIDDEN_DATA,
    OddityKind.DATE_1904: FactKind.DATE_1904,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one file."""

    workbook: ScannedWorkbook
    evaluation: Evaluation
    layout: Layout
    facts: tuple[Fact, ...]
    own_cells: tuple[OwnCell, ...]
    #: whether any cell of ours calls a YQ_ function
    calls_functions: bool


def read_workbook(workbook: ScannedWorkbook) -> Reading:
    """Return the evaluation that stands in a workbook, with the place of every row."""
    read = read_book(workbook, column_formula)
    return Reading(
        workbook,
        read.evaluation,
        read.layout,
        # what is odd about a sheet is known once its cells were read
        (*_facts(workbook), *read.facts),
        read.own_cells,
        read.calls_functions,
    )


def _facts(workbook: ScannedWorkbook) -> Iterator[Fact]:
    """Yield one fact for each oddity of the file."""
    for oddity in workbook.oddities:
        kind = _KINDS.get(oddity.kind, FactKind.ODD_VALUE)
        yield Fact(kind, oddity.sheet, oddity.cell, found=oddity.found)
