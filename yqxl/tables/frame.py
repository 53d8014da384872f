"""What stands around every table: title, unit line, source line, notes, an empty body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from yqxl.grid import Cell, Formula, Grid, NamedRef, Page, Role, Span
from yqxl.model.rows import Evaluation, Project
from yqxl.tables.row_heights import row_heights, text_units, unorphaned
from yqxl.tables.sources import named_formula

Row = tuple[Cell, ...]

#: title, unit line and header stand above the body
FIRST_ROW = 3
#: columns that fill the type area of a page (GB/T 9704-2012) without scaling
PORTRAIT_WIDTH, LANDSCAPE_WIDTH = 73.0, 106.0
#: a character of the 22-point title takes this many times its column units
TITLE_UNITS = 1.84
#: from here on a long title is left to run over the margin
WIDEST = 150.0
#: what a row says in 备注 when its score is not the report's
ILLUSTRATIVE = "示例值"
ILLUSTRATIVE_NOTE = Cell("注：三级指标得分为示例值，报告未公布。", None, Role.NOTE)
UNKNOWN_SOURCE = "评价组"
BLANK = Cell(None, None, Role.BLANK)
_TITLE = Cell(None, None, Role.TITLE)
_NOTE = Cell(None, None, Role.NOTE)
POINTS = Cell("单位：分", None, Role.UNIT)

SOURCE = Formula(
    f'"资料来源："&IF({{0}}="","{UNKNOWN_SOURCE}",{{0}})'
    '&IF({1}="","","；评价基准日："&IF(ISNUMBER({1}),TEXT({1},"yyyy-mm-dd"),{1}&""))',
    (NamedRef("evaluator"), NamedRef("base_date")),
)


def header(*labels: str) -> Row:
    """Return a header row of fixed texts."""
    return tuple(Cell(label, None, Role.HEADER) for label in labels)


def title_cell(value: str, text: str, *fields: str) -> Cell:
    """Return a title made of named cells: its value, and its formula over ``fields``."""
    return Cell(value, _named(text, fields), Role.TITLE)


@lru_cache(maxsize=64)
def _named(text: str, fields: tuple[str, ...]) -> Formula:
    return Formula(text, tuple(NamedRef(field) for field in fields))


def notes(evaluation: Evaluation, *, scores: bool) -> tuple[Cell, ...]:
    """Return the lines below a table: its source and, where scores are shown, what they are."""
    source = source_line(evaluation.project)
    illustrative = scores and any(
        row.code and ILLUSTRATIVE in row.note for row in evaluation.indicators
    )
    return (source, ILLUSTRATIVE_NOTE) if illustrative else (source,)


def source_line(project: Project) -> Cell:
    """Return the source line: who says so, and as of which day."""
    day = f"；评价基准日：{project.base_date}" if project.base_date else ""
    return Cell(f"资料来源：{project.evaluator or UNKNOWN_SOURCE}{day}", SOURCE, Role.NOTE)


def framed(  # noqa: PLR0913 - a table has this many parts, all but two keywords
    number: str,
    project: Project,
    *,
    sheet: str = "",
    title: Cell,
    unit: Cell = BLANK,
    heading: Row,
    body: Sequence[Row],
    spans: Sequence[Span] = (),
    widths: tuple[float, ...],
    page: Page,
    below: Sequence[Cell],
) -> Grid:
    """Return the grid of a table; ``spans`` count rows from the title."""
    columns = len(widths)
    caption = Cell(project.name, named_formula("name"), Role.CAPTION)
    middle = (BLANK,) * (columns - 2)
    rows = [
        (title,) + (_TITLE,) * (columns - 1),
        (caption, *middle, unit),
        heading,
        *body,
        *((note,) + (_NOTE,) * (columns - 1) for note in below),
    ]
    first_note = FIRST_ROW + len(body)
    all_spans = (
        *spans,
        *(Span(first_note + line, 0, 1, columns) for line in range(len(below))),
    )
    widths = widened(unorphaned(rows, widths, all_spans), str(title.value))
    return Grid(
        number,
        sheet or f"表{number}",
        tuple(rows),
        widths,
        all_spans,
        row_heights(rows, widths, all_spans),
        page,
    )


def empty_body(columns: int, text: str) -> tuple[Row, Span]:
    """Return the one row that says what is missing, and its span."""
    row = (Cell(text, None, Role.LABEL),) + (Cell(None, None, Role.LABEL),) * (columns - 1)
    return row, Span(FIRST_ROW, 0, 1, columns)


def widened(widths: tuple[float, ...], title: str) -> tuple[float, ...]:
    """Return the widths, stretched where the title needs more than they have together.

    >>> widened((10.0, 30.0), "表1-1"), sum(widened((10.0, 30.0), "绩" * 20))
    ((10.0, 30.0), 73.6)
    """
    needed = min(text_units(title) * TITLE_UNITS, WIDEST)
    there = sum(widths)
    if there >= needed:
        return widths
    return tuple(round(width * needed / there, 2) for width in widths)
