"""Read a scanned workbook: the evaluation that stands in it, and what the scan found odd."""

from __future__ import annotations

from dataclasses import dataclass

from yqxl.evaluation.formulas.formula_pieces import column_formula
from yqxl.evaluation.reading.tables import OwnCell, read_book
from yqxl.model.facts import Fact
from yqxl.model.layout import Layout
from yqxl.model.rows import Evaluation
from yqxl.workbook.scan import ScannedWorkbook
from yqxl.workbook.scan_facts import scan_facts


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
        (*scan_facts(workbook), *read.facts),
        read.own_cells,
        read.calls_functions,
    )
