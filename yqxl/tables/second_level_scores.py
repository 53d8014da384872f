"""二级指标得分表: weight, score, score rate and loss of every second-level indicator.

Where the report says which second levels lost most, it reads this table. Indicators
without a second level stand under their first level with a blank beside it. A system of
four levels has the sums of its third ones here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
    level3_formulas,
    rate_formula,
    total_formula,
    weight_sum,
)
from yqxl.tables.sources import KEPT, text_formula

TITLE = "二级指标得分表"
EMPTY = "指标体系表中还没有带编码的指标"
_HEADER = header("一级指标", "二级指标", "权重", "得分", "得分率", "失分")
_WIDTHS = (16.0, 27.0, 7.5, 7.5, 8.5, 7.5)
#: the same of a system of four levels
_HEADER4 = (*_HEADER[:2], *header("三级指标"), *_HEADER[2:])
_WIDTHS4 = (13.0, 19.0, 19.0, 7.5, 7.5, 8.5, 7.5)
#: weight, score, score rate and loss
_NUMBERS = 4
_PAGE = Page(title_rows=FIRST_ROW)
_COVERED = Cell(None, None, Role.LABEL)
_TOTAL, _TOTAL_COVERED = Cell("合计", None, Role.TOTAL_LABEL), Cell(None, None, Role.TOTAL_LABEL)
_SUBTOTAL = Cell("小计", None, Role.LABEL)


@table(number="3-3", sheet=TITLE, title=TITLE, on_request=True)
def second_level_scores(evaluation: Evaluation, results: Results) -> Grid:
    """Return the second-level indicators under their first level, and the total.

    A system of four levels (上级指标) shows its third ones before the sum of the second.
    """
    four = any(row.code and row.level3 for row in evaluation.indicators)
    heading, widths = (_HEADER4, _WIDTHS4) if four else (_HEADER, _WIDTHS)
    body: list[Row] = []
    spans: list[Span] = []
    for level in results.levels:
        start = FIRST_ROW + len(body)
        for rows, found in _level(evaluation, results, level, start, four=four):
            spans += _merged(FIRST_ROW + len(body), 1, rows)
            body += found
        spans += _merged(start, 0, FIRST_ROW + len(body) - start)
    if body:
        spans.append(Span(FIRST_ROW + len(body), 0, 1, len(heading) - _NUMBERS))
        body.append(_sum(evaluation, results, FIRST_ROW + len(body), len(heading) - _NUMBERS))
    else:
        only, span = empty_body(len(heading), EMPTY)
        body, spans = [only], [span]
    return framed(
        "3-3",
        evaluation.project,
        sheet=TITLE,
        title=title_cell(f"{evaluation.project.kind}{TITLE}", f'{{0}}&"{TITLE}"', "kind"),
        unit=POINTS,
        heading=heading,
        body=body,
        spans=spans,
        widths=widths,
        page=_PAGE,
        below=notes(evaluation, scores=True),
    )


def _merged(row: int, column: int, rows: int) -> list[Span]:
    return [Span(row, column, rows)] if rows > 1 else []


def _level(
    evaluation: Evaluation, results: Results, level: LevelResult, start: int, *, four: bool
) -> Iterator[tuple[int, list[Row]]]:
    """Yield the rows of each second level of a first one, and how many they are."""
    label = _label(evaluation, level.rows[0], "level1")
    known = {one.rows: one.score for one in results.second_levels}
    for rows in _groups(evaluation, level.rows, "level2"):
        own = _label(evaluation, rows[0], "level2")
        body: list[Row] = []
        for inside in _groups(evaluation, rows, "level3") if four else ():
            between = _label(evaluation, inside[0], "level3")
            numbers = _numbers(evaluation, inside, _scored(results, inside), (start, 3), third=True)
            body.append((label, own, between, *numbers))
            label = own = _COVERED
            start += 1
        # rows without a second level are none of its results
        score = known[rows] if rows in known else _scored(results, rows)
        numbers = _numbers(evaluation, rows, score, (start, 3 if four else 2))
        body.append((label, own, *((_SUBTOTAL,) if four else ()), *numbers))
        label = _COVERED
        start += 1
        yield len(body), body


def _scored(results: Results, rows: Sequence[int]) -> Value:
    return complete_sum([results.indicators[number].score for number in rows])


def _groups(evaluation: Evaluation, rows: Sequence[int], field: str) -> Iterable[tuple[int, ...]]:
    """Return the rows by what they have in a column, whatever its case."""
    found: dict[str, list[int]] = {}
    for number in rows:
        text: str = getattr(evaluation.indicators[number], field)
        found.setdefault(text.lower(), []).append(number)
    return map(tuple, found.values())


def _label(evaluation: Evaluation, row: int, field: str) -> Cell:
    text = getattr(evaluation.indicators[row], field)
    return Cell(text, text_formula(INDICATORS, row, field), Role.LABEL)


def _numbers(
    evaluation: Evaluation,
    rows: Sequence[int],
    score: Value,
    at: tuple[int, int],
    *,
    third: bool = False,
) -> Row:
    """Return weight, score, score rate and loss of a third level, or of a second one.

    ``at`` is where the weight stands: the row and the column.
    """
    first = evaluation.indicators[rows[0]]
    weight = weight_sum([evaluation.indicators[number].weight for number in rows])
    labels = rows[0], first.level1, first.level2
    weight_formula, score_formula = (
        level3_formulas(*labels, first.level3)
        if third
        else level2_formulas(*labels, levels=bool(evaluation.level_scores))
    )
    share_formula, loss_formula = _formulas(*at)
    return (
        Cell(weight, weight_formula, Role.NUMBER),
        Cell(score, score_formula, Role.SCORE),
        Cell(_rate(score, weight), share_formula, Role.PERCENT),
        Cell(_loss(score, weight), loss_formula, Role.SCORE),
    )


@lru_cache(maxsize=KEPT)
def _formulas(here: int, weight: int) -> tuple[Formula, Formula]:
    """Return 得分率 and 失分 of a row; the score stands behind the weight."""
    places = (Here(here, weight + 1), Here(here, weight))
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


def _sum(evaluation: Evaluation, results: Results, here: int, labels: int) -> Row:
    share_formula, loss_formula = _formulas(here, labels)
    weight, score = results.weight_total, results.score_total
    return (
        _TOTAL,
        *(_TOTAL_COVERED,) * (labels - 1),
        Cell(weight, TOTAL_WEIGHT, Role.TOTAL_NUMBER),
        Cell(score, total_formula(evaluation), Role.TOTAL_SCORE),
        Cell(results.score_rate, share_formula, Role.TOTAL_PERCENT),
        Cell(_loss(score, weight), loss_formula, Role.TOTAL_SCORE),
    )
