"""The rows of an evaluation: everything that people typed into one workbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yqxl.arithmetic import Value
from yqxl.model.contract import FUNDS, OUTPUTS
from yqxl.model.contract.cover import Project
from yqxl.model.contract.inputs import (
    Cost,
    Element,
    Fund,
    Goal,
    Indicator,
    Output,
    Rate,
    SurveyCount,
    SurveyGroup,
    Trend,
)
from yqxl.model.contract.optional_sheets import (
    ExpertScore,
    ImportedValue,
    LevelScore,
    PrintedFigure,
    ReportText,
)
from yqxl.model.contract.parameters import (
    Band,
    GradeScheme,
    Kind,
    OptionWeight,
    RuleRow,
    Tolerance,
)
from yqxl.model.contract_version import CONTRACT

__all__ = [
    "Band",
    "Cost",
    "Element",
    "Evaluation",
    "ExpertScore",
    "Fund",
    "Goal",
    "GradeScheme",
    "ImportedValue",
    "Indicator",
    "Kind",
    "LevelScore",
    "OptionWeight",
    "Output",
    "PathColumn",
    "PrintedFigure",
    "Project",
    "Rate",
    "ReportText",
    "RuleRow",
    "SurveyCount",
    "SurveyGroup",
    "Tolerance",
    "Trend",
]


@dataclass(frozen=True)
class PathColumn:
    """A column that a source path may name although it is no input of the contract."""

    table: str
    header: str
    #: the computed column that it is; ``""`` is one of the person's own
    field: str = ""
    #: what stands in it, row by row; a computed one has its results instead
    values: tuple[Value, ...] = ()


#: the row of what stands in no row
NO_ROW = -1


def row_without_data(sheet_row: int) -> int:
    """Return how a row is counted in which nobody typed an input: none of the data's rows.

    >>> row_without_data(12)
    -12
    """
    return -sheet_row


@dataclass(frozen=True)
class Evaluation:
    """Everything that people typed into one workbook, table by table."""

    project: Project = field(default_factory=Project)
    goals: tuple[Goal, ...] = ()
    funds: tuple[Fund, ...] = ()
    outputs: tuple[Output, ...] = ()
    rates: tuple[Rate, ...] = ()
    survey: tuple[SurveyGroup, ...] = ()
    survey_counts: tuple[SurveyCount, ...] = ()
    costs: tuple[Cost, ...] = ()
    trends: tuple[Trend, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    elements: tuple[Element, ...] = ()
    printed_figures: tuple[PrintedFigure, ...] = ()
    texts: tuple[ReportText, ...] = ()
    imports: tuple[ImportedValue, ...] = ()
    level_scores: tuple[LevelScore, ...] = ()
    experts: tuple[ExpertScore, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    bands: tuple[Band, ...] = ()
    kinds: tuple[Kind, ...] = ()
    grades: tuple[GradeScheme, ...] = ()
    options: tuple[OptionWeight, ...] = ()
    tolerances: tuple[Tolerance, ...] = ()
    #: header texts of 资金 and 产出 as the file has them: a source path names them
    fund_headers: tuple[str, ...] = FUNDS.path_headers
    output_headers: tuple[str, ...] = OUTPUTS.path_headers
    #: the other columns within reach of a path
    path_columns: tuple[PathColumn, ...] = ()
    #: version of the contract by which it is computed: the workbook's own
    contract: int = CONTRACT
    #: (table, row, field, value) of computed cells in which something else stands; ``NO_ROW``
    #: for the named cells of ``project``, ``row_without_data`` for those of blank rows
    overtyped: tuple[tuple[str, int, str, Value], ...] = ()
    #: columns (table, field) that the file does not have; without its key column a
    #: table is gone, and every look-up in it is #REF!
    lost: tuple[tuple[str, str], ...] = ()
    #: columns (table, field) whose header cell holds no text: a number, or nothing
    unheaded: tuple[tuple[str, str], ...] = ()
    #: tables (keys) with data typed right below them
    below: tuple[str, ...] = ()
    #: (table, field, value) of what stands in typed columns beside the text of a closing row:
    #: no row of the data, but formulas over the column see it
    closing: tuple[tuple[str, str, Value], ...] = ()

    #: tables of 参数 (keys) that the file has without a row: nothing shipped stands in for them
    emptied: tuple[str, ...] = ()

    def column(self, table: str, field: str) -> Iterator[Value]:
        """Yield what a formula over a typed column sees below its header."""
        for row in getattr(self, table):
            yield getattr(row, field)
        for key, name, value in self.closing:
            if (key, name) == (table, field):
                yield value

    def in_named_cell(self, field: str, computed: Value) -> Value:
        """Return what a named cell of the sheet holds: the computed value, or what was typed."""
        for table, row, name, value in self.overtyped:
            if (table, row, name) == ("project", NO_ROW, field):
                return value
        return computed
