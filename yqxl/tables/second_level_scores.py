"""二级指标得分表: weight, score, score rate and loss of every second-level indicator.

Where the report says which second levels lost most, it reads this table. Indicators
without a second level stand under their first level with a blank beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from yqxl.arithmetic import Value, divide, finite, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import Cell, Formula, Grid, Here, Page, Role, Span
from yqxl.model.results import LevelResult, Results
from yqxl.model.rows import Evaluation
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, POINTS, Row, empty_body, framed, header, notes, title_cell
from yqxl.tables.level_sums import (
    INDICATORS,
    TOTAL_WEIGHT,
    complete_sum,
    level2_formulas,
    rate_formula,
    total_formula,
    weight_sum,
)
from yqxl.tables.sources import KEPT, text_formula

TITLE = "二级指标得分表"
EMPTY = "指标体系表中还没有带编码的指标"
_HEADER = header("一级指标", "二级指标", "权重", "得分", "得分率", "失分")
_WIDTHS = (16.0, 27.0, 7.5, 7.5, 8.5, 7.5)
_WEIGHT, _SCORE = 2, 3
_PAGE = Page(title_rows=FIRST_ROW)
_COVERED = Cell(None, None, Role.LABEL)
_TOTAL, _TOTAL_COVERED = Cell("合计", None, Role.TOTAL_LABEL), Cell(None, None, Role.TOTAL_LABEL)


@table(number="3-3", sheet=TITLE, title=TITLE, on_request=True)
def second_level_scores(evaluation: Evaluation, results: Results) -> Grid:
    """Return the second-level indicators under their first level, and the total."""
    body: list[Row] = []
    spans: list[Span] = []
    for level in results.levels:
        start = FIRST_ROW + len(body)
        body += _level(evaluation, results, level, start)
        if FIRST_ROW + len(body) - start > 1:
            spans.append(Span(start, 0, FIRST_ROW + len(body) - start))
    if body:
        spans.append(Span(FIRST_ROW + len(body), 0, 1, 2))
        body.append(_sum(evaluation, results, FIRST_ROW + len(body)))
    else:
        only, span = empty_body(len(_HEADER), EMPTY)
        body, spans = [only], [span]
    return framed(
        "3-3",
        evaluation.project,
        sheet=TITLE,
        title=title_cell(f"{evaluation.project.kind}{TITLE}", f'{{0}}&"{TITLE}"', "kind"),
        unit=POINTS,
        heading=_HEADER,
        body=body,
        spans=spans,
        widths=_WIDTHS,
        page=_PAGE,
        below=notes(evaluation, scores=True),
    )


def _level(
    evaluation: Evaluation, results: Results, level: LevelResult, start: int
) -> Iterator[Row]:
    """Yield the second levels of a first level in the order of their first rows."""
    groups: dict[str, list[int]] = {}
    for number in level.rows:
        groups.setdefault(evaluation.indicators[number].level2.lower(), []).append(number)
    label = Cell(level.label, text_formula(INDICATORS, level.rows[0], "level1"), Role.LABEL)
    known = {one.rows: one.score for one in results.second_levels}
    for place, rows in enumerate(groups.values()):
        own = tuple(rows)
        scores = [results.indicators[number].score for number in rows]
        # rows without a second level are none of its results
        score = known[own] if own in known else complete_sum(scores)
        yield label, *_cells(evaluation, (level.label, rows), score, start + place)
        label = _COVERED


def _cells(
    evaluation: Evaluation, group: tuple[str, Sequence[int]], score: Value, here: int
) -> Row:
    label1, rows = group
    label = evaluation.indicators[rows[0]].level2
    weight = weight_sum([evaluation.indicators[number].weight for number in rows])
    weight_formula, score_formula = level2_formulas(
        rows[0], label1, label, levels=bool(evaluation.level_scores)
    )
    share_formula, loss_formula = _formulas(here)
    return (
        Cell(label, text_formula(INDICATORS, rows[0], "level2"), Role.LABEL),
        Cell(weight, weight_formula, Role.NUMBER),
        Cell(score, score_formula, Role.SCORE),
        Cell(_rate(score, weight), share_formula, Role.PERCENT),
        Cell(_loss(score, weight), loss_formula, Role.SCORE),
    )


@lru_cache(maxsize=KEPT)
def _formulas(here: int) -> tuple[Formula, Formula]:
    places = (Here(here, _SCORE), Here(here, _WEIGHT))
    return rate_formula(*places), Formula("ROUND({1}-{0},2)", places)


def _rate(score: Value, weight: Value) -> Value:
    """Return 得分率; the error of a part is the error of the rate."""
    if weight == 0:
        return ""
    for value in (weight, score):
        if isinstance(value, ErrorValue):
            return value
    if not isinstance(score, float | int) or not isinstance(weight, float | int):
        return ErrorValue.VALUE
    try:
        return divide(score, weight)
    except CellError as failure:
        return failure.error


def _loss(score: Value, weight: Value) -> Value:
    """Return 失分, weight less score.

    >>> _loss(20.99, 30.0), _loss(ErrorValue.NA, 30.0)
    (9.01, <ErrorValue.NA: '#N/A'>)
    """
    for value in (weight, score):
        if isinstance(value, ErrorValue):
            return value
    if not isinstance(score, float | int) or not isinstance(weight, float | int):
        return ErrorValue.VALUE
    try:
        return round_half_up(finite(weight - score))
    except CellError as failure:
        return failure.error


def _sum(evaluation: Evaluation, results: Results, here: int) -> Row:
    share_formula, loss_formula = _formulas(here)
    weight, score = results.weight_total, results.score_total
    return (
        _TOTAL,
        _TOTAL_COVERED,
        Cell(weight, TOTAL_WEIGHT, Role.TOTAL_NUMBER),
        Cell(score, total_formula(evaluation), Role.TOTAL_SCORE),
        Cell(results.score_rate, share_formula, Role.TOTAL_PERCENT),
        Cell(_loss(score, weight), loss_formula, Role.TOTAL_SCORE),
    )
