"""表1-1 年度绩效目标表: the goals of the year as they were applied for.

First- and second-level labels that repeat in consecutive rows are merged, as the report
prints them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from yqxl.grid import Cell, Formula, Grid, NamedRef, Page, Ref, Role, Span
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Goal, Project
from yqxl.registry import table
from yqxl.tables.frame import (
    FIRST_ROW,
    Row,
    empty_body,
    framed,
    header,
    notes,
)
from yqxl.tables.sources import KEPT, text_formula

TITLE = "年度绩效目标表"
TITLE_CELL = Cell(f"表1-1 {TITLE}", None, Role.TITLE)
HEADER = header("一级指标", "二级指标", "具体指标", "目标值")
WIDTHS = (12.0, 18.0, 22.0, 22.0)
_FIELDS = ("level1", "level2", "goal", "target")
_PAGE = Page(title_rows=FIRST_ROW)
_YEAR = Formula('IF({0}="","",{0}&"年度")', (NamedRef("year"),))
EMPTY = "还没有填绩效目标"


@table(number="1-1", sheet="表1-1", title=TITLE)
def annual_goals(evaluation: Evaluation, results: Results) -> Grid:  # noqa: ARG001 - the signature of every table
    """Return the annual goals with merged level labels."""
    goals, rows = evaluation.goals, goal_rows(evaluation)
    body: Sequence[Row] = [_row(goals[number], number) for number in rows]
    spans: Sequence[Span] = [*_spans([goals[number] for number in rows])]
    if not body:
        only, span = empty_body(len(HEADER), EMPTY)
        body, spans = [only], [span]
    return framed(
        "1-1",
        evaluation.project,
        title=TITLE_CELL,
        unit=year_cell(evaluation.project),
        heading=HEADER,
        body=body,
        spans=spans,
        widths=WIDTHS,
        page=_PAGE,
        below=notes(evaluation, scores=False),
    )


def goal_rows(evaluation: Evaluation) -> list[int]:
    """Return the goals that are listed, as rows of 绩效目标."""
    return [row for row, goal in enumerate(evaluation.goals) if goal.goal or goal.target]


def year_cell(project: Project) -> Cell:
    """Return the year that stands above the table."""
    year = project.year
    if year is None or year == "":
        return Cell("", _YEAR, Role.UNIT)
    if isinstance(year, float | int):
        return Cell(f"{year:.15g}年度", _YEAR, Role.UNIT)
    return Cell(f"{year}年度" if isinstance(year, str) else year, _YEAR, Role.UNIT)


@lru_cache(maxsize=KEPT)
def _formulas(row: int) -> tuple[Formula, ...]:
    return tuple(text_formula("goals", row, field) for field in _FIELDS)


@lru_cache(maxsize=KEPT)
def _percent(row: int) -> Formula:
    """Return the formula that shows 95% where it was typed as a text or as a number."""
    return Formula('IF(ISNUMBER({0}),{0}*100&"%",{0}&"")', (Ref("goals", row, "target"),))


def _row(goal: Goal, number: int) -> Row:
    level1, level2, name, target = _formulas(number)
    if goal.target.endswith("%"):
        target = _percent(number)
    return (
        Cell(goal.level1, level1, Role.LABEL),
        Cell(goal.level2, level2, Role.LABEL),
        Cell(goal.goal, name, Role.TEXT),
        Cell(goal.target, target, Role.TEXT),
    )


def same_level1(one: Goal, other: Goal) -> bool:
    """Return whether two goals share a first level; a blank one says nothing of the next."""
    return bool(one.level1) and one.level1.lower() == other.level1.lower()


def same_level2(one: Goal, other: Goal) -> bool:
    """Return whether two goals share a second level within their first."""
    return (
        bool(one.level2)
        and one.level1.lower() == other.level1.lower()
        and one.level2.lower() == other.level2.lower()
    )


def _spans(goals: Sequence[Goal]) -> Iterator[Span]:
    """Yield the merged areas: runs of equal labels, a second level within its first."""
    yield from _runs(goals, same_level1, 0)
    yield from _runs(goals, same_level2, 1)


def _runs(goals: Sequence[Goal], same: Callable[[Goal, Goal], bool], column: int) -> Iterator[Span]:
    start = 0
    for number in range(1, len(goals) + 1):
        if number == len(goals) or not same(goals[start], goals[number]):
            if number - start > 1:
                yield Span(FIRST_ROW + start, column, number - start)
            start = number
