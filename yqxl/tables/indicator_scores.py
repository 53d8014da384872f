"""表3-2 绩效评价指标得分表: how every third-level indicator came to its score.

The regulations ask a report to attach it: weight, value and its base 口径, rule, score,
score rate and the reason for a deduction, with a subtotal behind the last indicator of
each first-level indicator.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from yqxl.arithmetic import Value, divide
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import Cell, Formula, Grid, Here, Page, Ref, Role, Span
from yqxl.model.results import LevelResult, Results
from yqxl.model.rows import Evaluation, Project
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, POINTS, Row, empty_body, framed, header, notes, title_cell
from yqxl.tables.level_sums import (
    INDICATORS,
    TOTAL_WEIGHT,
    coded_rows,
    rate_formula,
    score_formula,
    total_formula,
    weight_formula,
)
from yqxl.tables.sources import KEPT, number_formula, shown, text_formula
from yqxl.tables.value_bases import ValueBases

TITLE = "绩效评价指标得分表"
HEADER = header(
    "编码", "三级指标", "权重", "取值", "口径", "评分规则", "得分", "得分率", "扣分原因"
)
WIDTHS = (8.0, 24.0, 8.0, 10.0, 17.0, 13.0, 8.0, 10.0, 24.0)
_WEIGHT_COLUMN, _SCORE_COLUMN = 2, 6
_PAGE = Page(landscape=True, title_rows=FIRST_ROW, frozen_columns=2)
_COVERED = Cell(None, None, Role.TOTAL_LABEL)
_TOTAL = Cell("合计", None, Role.TOTAL_LABEL)
EMPTY = "指标体系表中还没有带编码的指标"


@table(number="3-2", sheet="表3-2", title=TITLE)
def indicator_scores(evaluation: Evaluation, results: Results) -> Grid:
    """Return the score of every third-level indicator, subtotals and the total."""
    rows = coded_rows(evaluation)
    if rows:
        body, sums = _body(evaluation, results, rows)
        spans = [Span(row, 0, 1, 2) for row in sums]
    else:
        only, span = empty_body(len(HEADER), EMPTY)
        body, spans = [only], [span]
    return framed(
        "3-2",
        evaluation.project,
        title=title(evaluation.project),
        unit=POINTS,
        heading=HEADER,
        body=body,
        spans=spans,
        widths=WIDTHS,
        page=_PAGE,
        below=notes(evaluation, scores=True),
    )


def title(project: Project) -> Cell:
    """Return the title, made of the kind."""
    return title_cell(f"表3-2 {project.kind}{TITLE}", f'"表3-2 "&{{0}}&"{TITLE}"', "kind")


def _body(
    evaluation: Evaluation, results: Results, rows: Sequence[int]
) -> tuple[list[Row], list[int]]:
    """Return the rows of the body, and the rows of the sheet that are sums."""
    bases = ValueBases(evaluation, results)
    levels = {number: level for level in results.levels for number in level.rows}
    behind = dict(pairwise(rows))
    body: list[Row] = []
    sums: list[int] = []
    for number in rows:
        body.append(_row(evaluation, results, bases, number, FIRST_ROW + len(body)))
        level = levels[number]
        if levels.get(behind.get(number, -1)) is not level:
            sums.append(FIRST_ROW + len(body))
            body.append(
                _subtotal(level, FIRST_ROW + len(body), levels=bool(evaluation.level_scores))
            )
    sums.append(FIRST_ROW + len(body))
    body.append(
        _sum_row(
            _TOTAL,
            Cell(results.weight_total, TOTAL_WEIGHT, Role.TOTAL_NUMBER),
            Cell(results.score_total, total_formula(evaluation), Role.TOTAL_SCORE),
            Cell(results.score_rate, _sum_rate(FIRST_ROW + len(body)), Role.TOTAL_PERCENT),
        )
    )
    return body, sums


@lru_cache(maxsize=KEPT)
def _formulas(row: int) -> tuple[Formula, ...]:
    """Return the formulas that depend on the row of 指标体系 alone, column by column."""
    return (
        text_formula(INDICATORS, row, "code"),
        text_formula(INDICATORS, row, "name"),
        number_formula(INDICATORS, row, "weight"),
        number_formula(INDICATORS, row, "result"),
        text_formula(INDICATORS, row, "rule"),
        number_formula(INDICATORS, row, "score"),
        text_formula(INDICATORS, row, "reason"),
    )


def _row(
    evaluation: Evaluation, results: Results, bases: ValueBases, number: int, here: int
) -> Row:
    indicator, result = evaluation.indicators[number], results.indicators[number]
    code, name, weight, value, rule, score, reason = _formulas(number)
    return (
        Cell(indicator.code, code, Role.LABEL),
        Cell(indicator.name, name, Role.TEXT),
        Cell(shown(indicator.weight), weight, Role.NUMBER),
        Cell(shown(result.result), value, bases.role(indicator.value)),
        Cell(bases.base(indicator.value), bases.formula(number), Role.TEXT),
        Cell(indicator.rule, rule, Role.LABEL),
        Cell(shown(result.score), score, Role.SCORE),
        Cell(row_rate(result.score, indicator.weight), _row_rate(here), Role.PERCENT),
        Cell(indicator.reason, reason, Role.TEXT),
    )


def row_rate(score: Value, weight: Value) -> Value:
    """Return 得分率; nothing while score or weight is not there.

    A text over 得分 is no number, "95%" neither, which a spreadsheet would divide.
    """
    if isinstance(score, ErrorValue):
        return score
    if score in ("", None) or not isinstance(weight, float | int) or not weight:
        return ""
    if isinstance(score, str):
        return ErrorValue.VALUE
    try:
        return divide(score, weight)
    except CellError as failure:
        return failure.error


def row_rate_text(score: str, weight: str) -> str:
    """Return the formula of :func:`row_rate`."""
    # "x"+0, not the error itself: Calc writes that one otherwise, and a generated sheet
    # would look like one that a person has changed
    rate = f'IF({weight}=0,"",IF(ISTEXT({score}),"x"+0,{score}/{weight}))'
    return f'IF({score}="","",IF(ISNUMBER({weight}),{rate},""))'


@lru_cache(maxsize=KEPT)
def _row_rate(here: int) -> Formula:
    return Formula(
        row_rate_text("{0}", "{1}"),
        (Here(here, _SCORE_COLUMN), Here(here, _WEIGHT_COLUMN)),
    )


@lru_cache(maxsize=KEPT)
def _sum_rate(here: int) -> Formula:
    return rate_formula(Here(here, _SCORE_COLUMN), Here(here, _WEIGHT_COLUMN))


@lru_cache(maxsize=KEPT)
def _sum_label(row: int) -> Formula:
    return Formula('{0}&"小计"', (Ref(INDICATORS, row, "level1"),))


def _subtotal(level: LevelResult, here: int, *, levels: bool) -> Row:
    first = level.rows[0]
    return _sum_row(
        Cell(f"{level.label}小计", _sum_label(first), Role.TOTAL_LABEL),
        Cell(level.weight, weight_formula(first, level.label), Role.TOTAL_NUMBER),
        Cell(level.score, score_formula(first, level.label, levels=levels), Role.TOTAL_SCORE),
        Cell(level.score_rate, _sum_rate(here), Role.TOTAL_PERCENT),
    )


def _sum_row(label: Cell, weight: Cell, score: Cell, rate: Cell) -> Row:
    return label, _COVERED, weight, _COVERED, _COVERED, _COVERED, score, rate, _COVERED
