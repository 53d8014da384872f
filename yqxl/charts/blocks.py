"""What every block beside a chart is made of: title, footer, heads, rows of formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yqxl.arithmetic import Value, percent_text, round_half_up
from yqxl.chart import MAX_TITLE, Area, Chart, Series
from yqxl.grid import Cell, Formula, Here, HereRange, NamedRef, Reference, Role
from yqxl.model.rows import Evaluation, Project
from yqxl.registry.charting import COLUMNS, HIGH, LEFT, WIDE, Block

BLUE, RED, GREY, PALE, DARK = "1F4E79", "C00000", "A6A6A6", "BDD7EE", "595959"
LIGHT_BLUE, LIGHT_RED, LIGHT_GREY = "9DC3E6", "F4B6B6", "D0CECE"
#: names this long, or more categories, stand beside lying bars
_LONGEST, _MOST = 8, 6
#: rows of a block above its data: title, footer, heads
ABOVE = 3
_BRACE, _APART = re.compile(r"\{(?=\d)"), '{"&"'
_BLANK = Cell(None, None, Role.BLANK)


def place(row: int, column: int) -> Here:
    """Return a cell of a block: its column counts from the block's first."""
    return Here(row, LEFT + column)


def column(first: int, last: int, number: int) -> HereRange:
    """Return rows of one column of a block."""
    return HereRange(place(first, number), place(last, number))


def area(first: int, last: int, number: int) -> Area:
    """Return rows of one column of a block as a chart refers to them."""
    return first, LEFT + number, last, LEFT + number


def text(value: str, formula: str, *refs: Reference) -> Cell:
    """Return a text with its formula."""
    return Cell(value, Formula(formula, refs), Role.TEXT)


def number(value: Value, formula: str, *refs: Reference, role: Role = Role.NUMBER) -> Cell:
    """Return a number with its formula."""
    return Cell(value, Formula(formula, refs), role)


def footer(evaluation: Evaluation, said: str, unit: str | None = None) -> Cell:
    """Return 单位, 口径 and 基准日; the unit is that of money where none is given."""
    project = evaluation.project
    value = f"单位：{unit or project.money_unit}。{said}{_day(project)}"
    shown = literal(unit) if unit else "{1}"
    formula = (
        f'"单位："&{shown}&"。"&{literal(said)}&IF({{0}}="","","基准日："&IF(ISNUMBER({{0}}),'
        'TEXT({0},"yyyy-mm-dd"),{0}&"")&"。")'
    )
    refs: tuple[Reference, ...] = (NamedRef("base_date"),)
    if not unit:
        refs = (*refs, NamedRef("money_unit"))
    return Cell(value, Formula(formula, refs), Role.TEXT)


def literal(said: str) -> str:
    """Return a text as it stands in a formula; no ``{0}`` of it is taken for a reference.

    >>> literal('12"{0}')
    '"12""{"&"0}"'
    """
    quoted = said.replace('"', '""')
    return f'"{_BRACE.sub(_APART, quoted)}"'


def _day(project: Project) -> str:
    return f"基准日：{project.base_date}。" if project.base_date else ""


def block(
    top: int,
    chart: tuple[str, tuple[Series, ...]],
    lines: tuple[Cell, Cell],
    heads: Sequence[str],
    body: Sequence[Sequence[Cell]],
    **options: object,
) -> Block:
    """Return a block from its parts; ``options`` are those of the chart."""
    key, series = chart
    rows = [
        *(_filled([_one_title(line)]) for line in lines),
        _filled([Cell(head, None, Role.HEADER) for head in heads]),
        *(_filled(row) for row in body),
    ]
    # lying bars need a line of text each
    high = max(HIGH, len(rows)) if options.get("horizontal") else HIGH
    made = Chart(
        key, (top, LEFT), (top + 1, LEFT), series, (top, 0, top + high, WIDE),
        **options,  # type: ignore[arg-type]  # fields of the chart
    )  # fmt: skip
    return Block(made, tuple(rows))


def _one_title(line: Cell) -> Cell:
    """Return a title or footer as a caption, cut where names make it longer than Excel takes."""
    said, formula = str(line.value or ""), line.formula
    if len(said) <= MAX_TITLE:
        return line._replace(role=Role.CAPTION)
    if formula is not None:
        formula = formula._replace(text=f'LEFT({formula.text},{MAX_TITLE - 1})&"…"')
    return Cell(f"{said[: MAX_TITLE - 1]}…", formula, Role.CAPTION)


def _filled(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    return (*cells, *(_BLANK,) * (COLUMNS - len(cells)))


def lie(names: Sequence[str]) -> bool:
    """Return whether bars lie, so that their names do not turn.

    >>> lie(["政策制定", "政策实施"]), lie(["政策环境与工作机制可持续性"]), lie(["甲"] * 7)
    (False, True, True)
    """
    return len(names) > _MOST or any(len(name) > _LONGEST for name in names)


def percent(value: float) -> str:
    """Return a rate as a title says it."""
    return percent_text(value)


def percent_formula(of: str) -> str:
    """Return the formula for the same."""
    return f'ROUND(({of})*100,2)&"%"'


def plain(value: float, digits: int = 2) -> str:
    """Return a number as ``&`` writes it."""
    return f"{round_half_up(value, digits):.15g}"
