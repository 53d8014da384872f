"""What a reader saw in a file that the rows alone cannot tell.

A reader records facts and judges nothing; the checks turn facts into findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FactKind(Enum):
    """The kinds of facts, by what a reader can see."""

    SHEET_MISSING = "sheet missing"
    TABLE_MISSING = "table missing"
    COLUMN_MISSING = "column missing"
    HEADER_MISSING = "header row missing"
    COLUMN_RENAMED = "column renamed"
    COLUMN_TWICE = "column twice"
    ERROR_CELL = "error cell"
    NUMBER_IN_TEXT = "number in a text column"
    FORMULA_WITHOUT_VALUE = "formula without saved value"
    FORMULA_IN_INPUT = "formula in an input cell"
    FORMULA_DIFFERS = "formula differs from its column"
    FORMULA_REPLACED = "typed over a formula"
    FORMULA_MISSING = "row without formulas"
    OWN_CELL_LOST = "formula, name, closing row or parameter of ours that is lost"
    MENDED = "what was lost of ours and is there again"
    VALUE_STALE = "saved value is not what the formula gives"
    DATA_BELOW_TABLE = "data below a table"
    COVERED_BY_MERGE = "value covered by a merged cell"
    CELL_TWICE = "cell given twice"
    HIDDEN_DATA = "hidden sheet or row with data"
    DATE_1904 = "1904 date system"
    ROUNDED_AS_SHOWN = "precision as displayed"
    MANUAL_CALCULATION = "computed only when somebody asks for it"
    SIGNED = "digital signatures"
    ITERATION = "circular formulas are allowed"
    UNKNOWN_TABLE = "table that somebody asks for and nobody knows"
    SHEET_KEPT = "generated sheet that a person wrote in"
    TABLE_TWIN = "table of ours that stands in the workbook twice"
    SHEET_RENAMED = "sheet of ours under another name"
    CONTROL_SHEET = "sheet that tells xlwings what to run"
    ODD_VALUE = "value that no cell can hold"
    ROSTER_COUNT = "answer sheets counted in the roster"
    ROSTER_UNUSABLE = "roster that cannot be counted"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: where, in which contract column if any, and what was found."""

    kind: FactKind
    sheet: str
    cell: str = ""
    table: str = ""
    column: str = ""
    found: str = ""
    expected: str = ""
    #: what names the thing: 编码 and 选项 of a roster count
    key: tuple[str, ...] = ()
