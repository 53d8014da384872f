"""表3-1 综合绩效评价得分情况表: weight, score and score rate by first-level indicator.

Transposed as the report prints it: one column for each first-level indicator, the total
at the end, the grade below. Scores are sums of scores that are rounded already.
"""

from __future__ import annotations

from functools import lru_cache

from yqxl.arithmetic import Value
from yqxl.grid import Cell, Formula, Grid, Here, Page, Role, Span
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Project
from yqxl.registry import table
from yqxl.tables.frame import (
    FIRST_ROW,
    LANDSCAPE_WIDTH,
    POINTS,
    PORTRAIT_WIDTH,
    Row,
    empty_body,
    framed,
    header,
    notes,
    title_cell,
)
from yqxl.tables.level_sums import (
    INDICATORS,
    TOTAL_WEIGHT,
    provisional_formula,
    rate_formula,
    score_formula,
    total_formula,
    unscored_formula,
    weight_formula,
)
from yqxl.tables.sources import named_formula, text_formula

TITLE = "综合绩效评价得分情况表"
LABEL_WIDTH = 13.0
#: more first-level indicators than this go on a landscape page
_PORTRAIT_LEVELS = 5
_NARROWEST = 9.0
_WEIGHT_ROW, _SCORE_ROW, _RATE_ROW, _GRADE_ROW = range(FIRST_ROW, FIRST_ROW + 4)
_COVERED = Cell(None, None, Role.LABEL)
_CORNERS = header("指标", "合计")
EMPTY = "指标体系表中还没有带编码的指标"


@table(number="3-1", sheet="表3-1", title=TITLE)
def level_scores(evaluation: Evaluation, results: Results) -> Grid:
    """Return weight, score and score rate by first-level indicator, total and grade."""
    levels = len(results.levels)
    columns = levels + 2
    if levels:
        body = _body(evaluation, results)
        spans = [Span(row, 1, 1, columns - 1) for row in range(_GRADE_ROW, FIRST_ROW + len(body))]
    else:
        only, span = empty_body(columns, EMPTY)
        body, spans = [only], [span]
    return framed(
        "3-1",
        evaluation.project,
        title=title(evaluation.project),
        unit=POINTS,
        heading=_heading(results),
        body=body,
        spans=spans,
        widths=_widths(levels),
        page=Page(landscape=levels > _PORTRAIT_LEVELS, title_rows=FIRST_ROW, frozen_columns=1),
        below=notes(evaluation, scores=True),
    )


def title(project: Project) -> Cell:
    """Return the title, made of the kind."""
    return title_cell(f"表3-1 {project.kind}{TITLE}", f'"表3-1 "&{{0}}&"{TITLE}"', "kind")


def _widths(levels: int) -> tuple[float, ...]:
    """Return widths that fill a page, as long as columns stay readable."""
    page = LANDSCAPE_WIDTH if levels > _PORTRAIT_LEVELS else PORTRAIT_WIDTH
    rest = max(_NARROWEST, (page - LABEL_WIDTH) / (levels + 1))
    return (LABEL_WIDTH,) + (round(rest, 2),) * (levels + 1)


def _heading(results: Results) -> Row:
    labels = (
        Cell(level.label, text_formula(INDICATORS, level.rows[0], "level1"), Role.HEADER)
        for level in results.levels
    )
    first, last = _CORNERS
    return (first, *labels, last)


def _body(evaluation: Evaluation, results: Results) -> list[Row]:
    levels = results.levels
    last = len(levels) + 1
    body: list[Row] = [
        (
            Cell("权重", None, Role.LABEL),
            *(
                Cell(level.weight, weight_formula(level.rows[0], level.label), Role.NUMBER)
                for level in levels
            ),
            Cell(results.weight_total, TOTAL_WEIGHT, Role.TOTAL_NUMBER),
        ),
        (
            Cell("得分", None, Role.LABEL),
            *(
                Cell(
                    level.score,
                    score_formula(level.rows[0], level.label, levels=bool(evaluation.level_scores)),
                    Role.SCORE,
                )
                for level in levels
            ),
            Cell(results.score_total, total_formula(evaluation), Role.TOTAL_SCORE),
        ),
        (
            Cell("得分率", None, Role.LABEL),
            *(
                Cell(level.score_rate, _rate_formula(column), Role.PERCENT)
                for column, level in enumerate(levels, 1)
            ),
            Cell(results.score_rate, _rate_formula(last), Role.TOTAL_PERCENT),
        ),
        _line("评价等级", results.grade, named_formula("grade"), last),
    ]
    if results.unscored != 0:
        body.append(_line("未得分项", results.unscored, unscored_formula(evaluation), last))
    if results.unscored != 0 or results.blocked:
        body.append(
            _line(
                "已得分合计(暂)",
                results.provisional,
                provisional_formula(levels=bool(evaluation.level_scores)),
                last,
            )
        )
    return body


def _line(label: str, value: Value, formula: Formula, last: int) -> Row:
    """Return a line whose one value stands under all columns together."""
    return (
        Cell(label, None, Role.TOTAL_LABEL),
        Cell(value, formula, Role.TOTAL_LABEL),
        *(_COVERED,) * (last - 1),
    )


@lru_cache(maxsize=256)
def _rate_formula(column: int) -> Formula:
    return rate_formula(Here(_SCORE_ROW, column), Here(_WEIGHT_ROW, column))
