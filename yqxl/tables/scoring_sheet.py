"""评分表: every third-level indicator as reviewers ask for it, one line each.

Target and achieved value, criterion, how the score came about, score, reason for a deduction
and evidence stand beside the three levels (财预〔2020〕10号 第二十四条: a report with its scores
and their grounds).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yqxl.arithmetic import Value, is_number
from yqxl.grid import Cell, Formula, Grid, Page, Ref, Role, Span
from yqxl.model.results import IndicatorResult, Results
from yqxl.model.rows import Evaluation, Goal, Indicator
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, POINTS, Row, empty_body, framed, header, notes, title_cell
from yqxl.tables.level_sums import (
    INDICATORS,
    TOTAL_WEIGHT,
    coded_rows,
    level2_groups,
    number_text,
    total_formula,
)
from yqxl.tables.sources import number_formula, shown, text_formula
from yqxl.tables.value_bases import ValueBases

TITLE = "评分表"
_HEADER = header(
    "一级指标", "二级指标", "三级指标", "权重", "目标值", "完成值", "评分标准", "评分过程", "得分",
    "扣分原因", "佐证材料",
)  # fmt: skip
_WIDTHS = (10.0, 11.0, 16.0, 7.0, 14.0, 10.0, 14.0, 15.0, 7.0, 16.0, 12.0)
_PAGE = Page(landscape=True, title_rows=FIRST_ROW, frozen_columns=3)
_COVERED = Cell(None, None, Role.LABEL)
_TOTAL = Cell("合计", None, Role.TOTAL_LABEL)
_TOTAL_COVERED = Cell(None, None, Role.TOTAL_LABEL)
EMPTY = "指标体系表中还没有带编码的指标"
_BETWEEN = "；"
#: how a score came about where nobody wrote it down
_PROCESS = 'IF(ISNUMBER({1}),"评价组评定"&{1}&"分",IF(ISNUMBER({2}),"按“"&{0}&"”计得"&{2}&"分",""))'


@table(number="3-5", sheet=TITLE, title=TITLE, on_request=True)
def scoring_sheet(evaluation: Evaluation, results: Results) -> Grid:
    """Return every indicator with target, result, criterion, process, score and grounds."""
    rows = coded_rows(evaluation)
    body: Sequence[Row]
    if rows:
        body = [*_rows(evaluation, results, rows), _sum(evaluation, results)]
        spans = [*_spans(evaluation, rows), Span(FIRST_ROW + len(rows), 0, 1, 3)]
    else:
        only, span = empty_body(len(_HEADER), EMPTY)
        body, spans = [only], [span]
    kind = evaluation.project.kind
    return framed(
        "3-5",
        evaluation.project,
        sheet=TITLE,
        title=title_cell(f"{kind}绩效评价{TITLE}", f'{{0}}&"绩效评价{TITLE}"', "kind"),
        unit=POINTS,
        heading=_HEADER,
        body=body,
        spans=spans,
        widths=_WIDTHS,
        page=_PAGE,
        below=notes(evaluation, scores=True),
    )


def _rows(evaluation: Evaluation, results: Results, rows: Sequence[int]) -> Iterator[Row]:
    bases = ValueBases(evaluation, results)
    goals = _goals(evaluation)
    used = tuple(
        any(getattr(row, field) for row in evaluation.indicators)
        for field in ("criterion", "process")
    )
    for group in level2_groups(evaluation, rows):
        for number in group.rows:
            row, result = evaluation.indicators[number], results.indicators[number]
            yield (
                _text(row.level1, number, "level1", Role.LABEL),
                _text(row.level2, number, "level2", Role.LABEL),
                _text(row.name, number, "name"),
                Cell(shown(row.weight), _number(number, "weight"), Role.NUMBER),
                _joined(goals.get(row.code.lower(), ()), "target"),
                _achieved(goals.get(row.code.lower(), ()), row, result, number, bases),
                _text(*(row.criterion, number, "criterion"))
                if used[0] and row.criterion
                else _text(row.rule, number, "rule"),
                _text(row.process, number, "process")
                if used[1] and row.process
                else _process(row, result, number),
                Cell(shown(result.score), _number(number, "score"), Role.SCORE),
                _text(row.reason, number, "reason"),
                _text(row.evidence, number, "evidence"),
            )


def _goals(evaluation: Evaluation) -> dict[str, list[tuple[int, Goal]]]:
    """Return the goals of every indicator, by its code in lower case."""
    found: dict[str, list[tuple[int, Goal]]] = {}
    for number, goal in enumerate(evaluation.goals):
        if goal.indicator:
            found.setdefault(goal.indicator.lower(), []).append((number, goal))
    return found


def _text(value: str, number: int, field: str, role: Role = Role.TEXT) -> Cell:
    return Cell(value, text_formula(INDICATORS, number, field), role)


def _number(number: int, field: str) -> Formula:
    return number_formula(INDICATORS, number, field)


def _joined(goals: Sequence[tuple[int, Goal]], field: str) -> Cell:
    """Return a text of the goals of one indicator, one after the other."""
    said = [(number, getattr(goal, field)) for number, goal in goals if getattr(goal, field)]
    if not said:
        return Cell("", None, Role.TEXT)
    places = f'&"{_BETWEEN}"&'.join(f"{{{place}}}" for place in range(len(said)))
    formula = Formula(f'{places}&""', tuple(Ref("goals", number, field) for number, _ in said))
    return Cell(_BETWEEN.join(text for _, text in said), formula, Role.TEXT)


def _achieved(
    goals: Sequence[tuple[int, Goal]],
    row: Indicator,
    result: IndicatorResult,
    number: int,
    bases: ValueBases,
) -> Cell:
    """Return what was achieved: as the goals say, else the value that is scored."""
    if any(goal.actual for _, goal in goals):
        return _joined(goals, "actual")
    return Cell(shown(result.result), _number(number, "result"), bases.role(row.value))


def _process(row: Indicator, result: IndicatorResult, number: int) -> Cell:
    refs = tuple(Ref(INDICATORS, number, field) for field in ("rule", "given", "rule_score"))
    return Cell(_process_text(row, result.rule_score), Formula(_PROCESS, refs), Role.TEXT)


def _process_text(row: Indicator, rule_score: Value) -> str:
    """Return how a score came about.

    >>> _process_text(Indicator("C1", rule="比例"), 2.18)
    '按“比例”计得2.18分'
    >>> from yqxl.errors import ErrorValue
    >>> _process_text(Indicator("C1", rule="比例", given=2.0), ErrorValue.NA)
    '评价组评定2分'
    """
    if is_number(row.given):
        return f"评价组评定{number_text(row.given)}分"
    return f"按“{row.rule}”计得{number_text(rule_score)}分" if is_number(rule_score) else ""


def _sum(evaluation: Evaluation, results: Results) -> Row:
    blank = (_TOTAL_COVERED,) * 4
    return (
        _TOTAL, _TOTAL_COVERED, _TOTAL_COVERED,
        Cell(results.weight_total, TOTAL_WEIGHT, Role.TOTAL_NUMBER),
        *blank,
        Cell(results.score_total, total_formula(evaluation), Role.TOTAL_SCORE),
        _TOTAL_COVERED, _TOTAL_COVERED,
    )  # fmt: skip


def _spans(evaluation: Evaluation, rows: Sequence[int]) -> Iterator[Span]:
    """Yield the merged areas of both upper levels."""
    labels = [
        (row.level1.lower(), row.level2.lower())
        for row in (evaluation.indicators[number] for number in rows)
    ]
    for column in (0, 1):
        start = 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or labels[place][: column + 1] != labels[start][: column + 1]:
                if place - start > 1:
                    yield Span(FIRST_ROW + start, column, place - start)
                start = place
