"""表1-1 年度绩效目标表: the goals of the year as they were applied for.

First- and second-level labels that repeat in consecutive rows are merged, as the report
prints them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
_TITLE = Cell(f"表1-1 {TITLE}", None, Role.TITLE)
_HEADER = header("一级指标", "二级指标", "具体指标", "目标值")
_WIDTHS = (12.0, 17.0, 22.0, 22.0)
_FIELDS = ("level1", "level2", "goal", "target")
_PAGE = Page(title_rows=FIRST_ROW)
_YEAR = Formula('IF({0}="","",{0}&"年度")', (NamedRef("year"),))
EMPTY = "绩效目标表中还没有目标"


@table(number="1-1", sheet="表1-1", title=TITLE)
def annual_goals(evaluation: Evaluation, results: Results) -> Grid:  # noqa: ARG001 - the signature of every table
    """Return the annual goals with merged level labels."""
    goals = evaluation.goals
    rows = [number for number, goal in enumerate(goals) if goal.goal or goal.target]
    body: Sequence[Row] = [_row(goals[number], number) for number in rows]
    spans: Sequence[Span] = [*_spans([goals[number] for number in rows])]
    if not body:
        only, span = empty_body(len(_HEADER), EMPTY)
        body, spans = [only], [span]
    return framed(
        "1-1",
        evaluation.project,
        title=_TITLE,
        unit=_year(evaluation.project),
        heading=_HEADER,
        body=body,
        spans=spans,
        widths=_WIDTHS,
        page=_PAGE,
        below=notes(evaluation, scores=False),
    )


def _year(project: Project) -> Cell:
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


def _spans(goals: Sequence[Goal]) -> Iterator[Span]:
    """Yield the merged areas: runs of equal labels, a second level within its first."""
    yield from _runs([(goal.level1, "") for goal in goals], 0)
    yield from _runs([(goal.level1, goal.level2) for goal in goals], 1)


def _runs(labels: Sequence[tuple[str, str]], column: int) -> Iterator[Span]:
    start = 0
    for number in range(1, len(labels) + 1):
        if number == len(labels) or labels[number] != labels[start]:
            # a blank label says nothing about the next row
            if number - start > 1 and labels[start][column]:
                yield Span(FIRST_ROW + start, column, number - start)
            start = number
