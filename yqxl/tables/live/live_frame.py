"""What stands around every live table: title, unit line, source line and header.

The source line stands above the header, for the body grows. It also says what is wrong with
the table itself: rows beyond its capacity, or a working sheet that somebody deleted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from yqxl import look
from yqxl.arithmetic import Value
from yqxl.grid import (
    Cell,
    Formula,
    Grid,
    Here,
    HereRange,
    Highlight,
    LiveForm,
    Overlay,
    Page,
    Reference,
    Role,
    Span,
)
from yqxl.model.layout import column_letters
from yqxl.model.rows import Evaluation
from yqxl.tables.frame import BLANK, ILLUSTRATIVE_NOTE, SOURCE, source_line, widened
from yqxl.tables.live.working_sheet import WorkingColumns
from yqxl.tables.sources import named_formula

#: title, unit line, source line and header stand above the body
FIRST_ROW = 4
#: blank, then the flags that the lines are drawn by
FLAG_WIDTH = 4.0
BOX = Overlay()
GONE = (
    "★找不到隐藏的工作表“_表格辅助（勿删）”，本表不再有效。"
    "复制到别的工作簿的，请先定稿再复制；被删除的，请用 yqxl 重新生成。"
)
#: the whole body of a table in a message: how many rows it lacks
BEYOND = "　★还有{}项超出本表容量，未列出；请用 yqxl 重新生成。"

Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Workings:
    """The columns of the working sheet with what they give."""

    columns: WorkingColumns
    values: Mapping[str, Sequence[Value]]
    #: whether the workbook has 层级评分
    scored_levels: bool = False

    def shown(self, column: str, number: int, role: Role) -> Cell:
        """Return a cell that shows row ``number``, counted from 1, of a column."""
        return self.cell(self.value(column, number), f"[{column}]", number, role)

    def cell(
        self, value: Value, text: str, number: int, role: Role, refs: tuple[Reference, ...] = ()
    ) -> Cell:
        """Return a cell with a formula over columns of the working sheet, and over ``refs``."""
        return Cell(value, Formula(self.columns.text(text, number), refs), role)

    def value(self, column: str, number: int = 1) -> Value:
        """Return what stands in row ``number``, counted from 1; below the column nothing."""
        values = self.values[column]
        return values[number - 1] if number <= len(values) else ""


@dataclass(frozen=True)
class Beyond:
    """How many rows a table cannot show: the number, and its formula."""

    count: Value
    text: str


def source_cell(
    evaluation: Evaluation, workings: Workings, beyond: Beyond, sample: str = ""
) -> Cell:
    """Return the source line.

    Args:
        evaluation: the data.
        workings: the working sheet.
        beyond: how many rows the table lacks.
        sample: the column that counts rows whose score is not the report's, where one is shown.
    """
    value = str(source_line(evaluation.project).value)
    whole = SOURCE.text + f'&IF({beyond.text}>0,{_sentence(BEYOND, beyond.text)},"")'
    if isinstance(beyond.count, float) and beyond.count > 0:
        value += BEYOND.format(f"{beyond.count:g}")
    if sample:
        note = f"　{ILLUSTRATIVE_NOTE.value}"
        whole += f'&IF(SUM([{sample}:])>0,"{note}","")'
        value += note if any(workings.values[sample]) else ""
    text = workings.columns.text(f'IF(ISERROR([i_count$]),"{GONE}",{whole})', 1)
    return Cell(value, Formula(text, SOURCE.refs), Role.NOTE)


def _sentence(text: str, number: str) -> str:
    before, behind = text.split("{}")
    return f'"{before}"&{number}&"{behind}"'


def live_grid(  # noqa: PLR0913 - a table has this many parts, all but the number keywords
    number: str,
    evaluation: Evaluation,
    *,
    title: Cell,
    unit: Cell,
    source: Cell,
    heading: Row,
    body: Sequence[Row],
    widths: tuple[float, ...],
    highlights: Sequence[Highlight],
    page: Page,
    last_cell: str,
    height: float = look.LIVE_HEIGHT,
    corner: Cell = BLANK,
    unit_column: int = -1,
) -> Grid:
    """Return the grid of a live table; its rows are as wide as ``body``.

    ``corner`` stands in the first row of the last column, which nobody sees; ``unit`` in the
    last column that is seen, where no other is named.
    """
    columns, all_columns = len(widths), len(body[0])
    caption = Cell(evaluation.project.name, named_formula("name"), Role.CAPTION)
    rest = (BLANK,) * (all_columns - columns)
    top = (*rest[1:], corner)
    note = Cell(None, None, Role.NOTE)
    beside = [caption, *(BLANK,) * (columns - 1)]
    beside[unit_column] = unit
    rows = (
        (title, *(Cell(None, None, Role.TITLE),) * (columns - 1), *top),
        (*beside, *rest),
        (source, *(note,) * (columns - 1), *rest),
        (*heading, *rest),
        *body,
    )
    heights = {2: look.LIVE_HEIGHT, 3: look.LIVE_HEIGHT}
    heights |= dict.fromkeys(range(FIRST_ROW, len(rows)), height)
    return Grid(
        number,
        f"表{number}",
        rows,
        widened(widths, str(title.value)) + (FLAG_WIDTH,) * len(rest),
        (Span(2, 0, 1, columns),),
        heights,
        page,
        live=LiveForm(columns, tuple(highlights), last_cell),
    )


def column_of(
    column: int, rows: int, rules: Callable[[int], Sequence[tuple[str, Overlay]]]
) -> Highlight:
    """Return the overlays of a column of the body; ``rules`` are told its first row."""
    area = HereRange(Here(FIRST_ROW, column), Here(FIRST_ROW + rows - 1, column))
    return Highlight(area, tuple(rules(FIRST_ROW + 1)))


def label_rules(kind: int, new: int, last: int) -> Callable[[int], list[tuple[str, Overlay]]]:
    """Return the lines of a column of labels, which look merged over the rows of a level.

    ``kind`` is the column that holds 1 in rows of data, ``new`` and ``last`` those that tell
    where a level begins and ends.
    """

    def rules(row: int) -> list[tuple[str, Overlay]]:
        data, begins, ends = (f"{column_letters(one + 1)}{row}" for one in (kind, new, last))
        return [
            (f"AND({data}=1,{begins}={first},{ends}={final})", Overlay(f"lr{sides}"))
            for first, final, sides in ((1, 1, "tb"), (1, 0, "t"), (0, 1, "b"), (0, 0, ""))
        ]

    return rules


def kind_rules(
    kind: int, *rules: tuple[str, Overlay]
) -> Callable[[int], list[tuple[str, Overlay]]]:
    """Return overlays by the kind of a row; a condition is as ``=2`` or ``>0``."""

    def made(row: int) -> list[tuple[str, Overlay]]:
        cell = f"{column_letters(kind + 1)}{row}"
        return [(f"{cell}{condition}", overlay) for condition, overlay in rules]

    return made


def short_percents(cell: str, condition: str, *, bold: bool = False) -> list[tuple[str, Overlay]]:
    """Return framed percentages in their shortest form, where a condition holds."""
    same = "ROUND({0}*100,2)=ROUND({0}*100,{1})"
    return [
        (
            f"IF(ISNUMBER({cell}),IF({condition},{same.format(cell, digits)},FALSE),FALSE)",
            Overlay(bold=bold, number_format=code),
        )
        for code, digits in look.SHORT_PERCENTS
    ]


def last_cell(column: str, kind: str, rows: int) -> str:
    """Return the reference to the last cell that prints, as :class:`LiveForm` has it.

    >>> last_cell("D", "F", 60)
    'INDEX({0}$D$1:$D$64,4+COUNTIF({0}$F$5:$F$64,">0"))'
    """
    last = FIRST_ROW + rows
    kinds = f"{{0}}${kind}${FIRST_ROW + 1}:${kind}${last}"
    return f'INDEX({{0}}${column}$1:${column}${last},{FIRST_ROW}+COUNTIF({kinds},">0"))'
