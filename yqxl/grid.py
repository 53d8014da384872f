"""A table as frozen data: rows of cells, spans, and what a renderer must know.

A :class:`Grid` is what a table module returns. It knows values, symbolic formulas and
roles, but no addresses of the source, no fonts and no file format; text, xlsx, live
Excel and LibreOffice are renderers. Impossible tables raise where they are made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from yqxl.arithmetic import Value
from yqxl.chart import Area, Chart, ChartError

MAX_SHEET_NAME_UNITS = 31


class OverlappingSpanError(ValueError):
    """Two merged areas of one grid share a cell."""


class GridShapeError(ValueError):
    """A row, a span or a width does not fit the grid."""


class Role(Enum):
    """What a cell is in its table; a renderer gives each role one style."""

    # by identity: a renderer looks a style up for every cell
    __hash__ = object.__hash__

    TITLE = "title"
    CAPTION = "caption"
    UNIT = "unit"
    HEADER = "header"
    LABEL = "label"
    TEXT = "text"
    NUMBER = "number"
    MONEY = "money"
    SCORE = "score"
    PERCENT = "percent"
    TOTAL_LABEL = "total_label"
    TOTAL_NUMBER = "total_number"
    TOTAL_SCORE = "total_score"
    TOTAL_PERCENT = "total_percent"
    NOTE = "note"
    ERROR = "error"
    WARNING = "warning"
    GOOD = "good"
    BLANK = "blank"
    # what only the screen says
    ASIDE = "aside"
    # cells of a live table, whose lines come and go with what they show
    LIVE_HEADER = "live_header"
    LIVE_LABEL = "live_label"
    LIVE_TEXT = "live_text"
    LIVE_NUMBER = "live_number"
    LIVE_PERCENT = "live_percent"


class Ref(NamedTuple):
    """The cell of a contract table: ``row`` counts the table's data rows from 0."""

    table: str
    row: int
    column: str


class ColumnRef(NamedTuple):
    """A whole column of a contract table, from its header row to its closing row."""

    table: str
    column: str


@dataclass(frozen=True)
class BelowRef:
    """The cells of a column from a table's closing row to a few rows below it.

    It begins with the closing row, so that a row inserted right below is in it too.
    No tuple: as one it would equal the column of the same name, and texts of formulas are
    kept by their references.
    """

    table: str
    column: str


class NamedRef(NamedTuple):
    """A named cell of the workbook, by the JSON name of its field."""

    name: str


class Here(NamedTuple):
    """A cell of the same grid; row and column count from 0."""

    row: int
    column: int


class HereRange(NamedTuple):
    """A rectangle of the same grid, both corners included."""

    first: Here
    last: Here


class EachColumn(NamedTuple):
    """A sum with one term for each of these columns that a workbook has.

    ``{0}`` in the term is the column. An optional column that the workbook does not use
    has no term: it is as if blank.
    """

    term: str
    columns: tuple[ColumnRef, ...]


class WorkingRef(NamedTuple):
    """A column of the hidden working sheet: what one check counts in every row of a table.

    ``check`` is the check's code, ``part`` which of its row formulas, counted from 0.
    """

    check: str
    part: int = 0


Reference = EachColumn | Ref | ColumnRef | BelowRef | NamedRef | Here | HereRange | WorkingRef


class Formula(NamedTuple):
    """A formula without its ``=``: ``{0}``, ``{1}`` … stand for the references."""

    text: str
    refs: tuple[Reference, ...] = ()


class Cell(NamedTuple):
    """One cell: the right value, the live formula that gives it, and its role."""

    value: Value = None
    formula: Formula | None = None
    role: Role = Role.TEXT


class Span(NamedTuple):
    """A merged area; row and column count from 0 and name its top left cell."""

    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True)
class Page:
    """How the sheet prints."""

    landscape: bool = False
    #: how many rows at the top repeat on every page
    title_rows: int = 0
    #: how many columns at the left stay visible on the screen
    frozen_columns: int = 0
    #: in the middle of the footer: what ties the paper to the file
    stamp: str = ""
    #: the rows, from 0, that begin a page; () = wherever a page is full
    turns: tuple[int, ...] = ()
    #: at which scale [%] it prints; 0 = as wide as the page
    scale: int = 0
    #: so many rows are printed; 0 = all
    printed: int = 0
    #: so many columns are printed, and as wide as the page; 0 = all
    printed_columns: int = 0


@dataclass(frozen=True)
class Overlay:
    """A look laid over a cell: lines on some of its sides, bold type, a number format."""

    #: of ``l``, ``r``, ``t``, ``b``
    sides: str = "lrtb"
    bold: bool = False
    number_format: str = ""


@dataclass(frozen=True)
class Highlight:
    """Overlays of an area, each with its condition; the first that holds applies.

    A condition is written for the first cell of the area, in A1 references to its sheet.
    """

    area: HereRange
    rules: tuple[tuple[str, Overlay], ...]


@dataclass(frozen=True)
class LiveForm:
    """What makes a table live: how much of it is seen, and where lines are drawn."""

    #: so many columns are seen; those behind them are workings
    columns: int
    highlights: tuple[Highlight, ...]
    #: the last printed cell: the formula of a reference, with ``{}`` for the sheet and its ``!``
    last_cell: str


@dataclass(frozen=True)
class Grid:
    """A generated table.

    ``table`` names the table module that made it (``1-1``); ``sheet`` is the sheet it
    goes to (``表1-1``). ``widths`` are column widths in characters; ``heights`` gives
    row heights in points where the default would cut the text.
    """

    table: str
    sheet: str
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    spans: tuple[Span, ...] = ()
    heights: Mapping[int, float] = field(default_factory=dict)
    page: Page = Page()
    #: nobody looks at it: a sheet of workings, whose tab is hidden when it is new
    hidden: bool = False
    #: names of the whole workbook for single cells of the table
    names: tuple[tuple[str, Here], ...] = ()
    #: a table of formulas that grows and shrinks with the data, without merged areas
    live: LiveForm | None = None
    #: what is drawn over its cells; a text shows none of them
    charts: tuple[Chart, ...] = ()

    def named_value(self, name: str) -> Value:
        """Return the value of a cell that has a name of the workbook.

        Raises KeyError when no cell has it.
        """
        place = dict(self.names)[name]
        return self.rows[place.row][place.column].value

    def shown(self) -> Iterator[tuple[int, int, Cell]]:
        """Yield row, column (from 0) and cell of what merged areas do not hide."""
        hidden = {
            (row, column)
            for span in self.spans
            for row in range(span.row, span.row + span.rows)
            for column in range(span.column, span.column + span.columns)
        } - {(span.row, span.column) for span in self.spans}
        for row, cells in enumerate(self.rows):
            for column, cell in enumerate(cells):
                if (row, column) not in hidden:
                    yield row, column, cell

    def __post_init__(self) -> None:
        """Refuse a grid that no sheet can show."""
        if len(self.sheet.encode("utf-16-le")) > 2 * MAX_SHEET_NAME_UNITS:
            raise GridShapeError(f"sheet name {self.sheet!r} is longer than 31 characters")
        columns = len(self.widths)
        for number, row in enumerate(self.rows):
            if len(row) != columns:
                raise GridShapeError(
                    f"{self.sheet}: row {number} has {len(row)} cells, not {columns}"
                )
        self._refuse_bad_spans(columns)
        for chart in self.charts:
            self._refuse_outside(chart, columns)

    def _refuse_outside(self, chart: Chart, columns: int) -> None:
        """Refuse a chart over cells that the grid does not have."""
        places = [(*place, *place) for place in (chart.title, chart.footer)]
        places += [(*one.name, *one.name) for one in chart.series]
        areas: list[Area] = [area for one in chart.series for area in (one.categories, one.values)]
        for top, left, bottom, right in (*places, *areas):
            if min(top, left) < 0 or bottom >= len(self.rows) or right >= columns:
                raise ChartError(f"{self.sheet}: {chart.key} is outside the grid")

    def _refuse_bad_spans(self, columns: int) -> None:
        taken: set[tuple[int, int]] = set()
        for span in self.spans:
            if (
                min(span.row, span.column) < 0
                or min(span.rows, span.columns) < 1
                or span.row + span.rows > len(self.rows)
                or span.column + span.columns > columns
            ):
                raise GridShapeError(f"{self.sheet}: {span} is outside the grid")
            area = {
                (row, column)
                for row in range(span.row, span.row + span.rows)
                for column in range(span.column, span.column + span.columns)
            }
            if taken & area:
                raise OverlappingSpanError(f"{self.sheet}: {span} overlaps another span")
            taken |= area
