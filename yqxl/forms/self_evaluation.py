"""项目支出绩效自评表: what a unit hands in about its own project.

Layout and wording as 财预〔2020〕10号 附1 prescribes: the funds by total and source of money
with the points of the 预算执行率, the overall target and what came of it, the indicators
with 年度指标值, 实际完成值, 分值, 得分 and 偏差原因分析及改进措施, 总分.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from yqxl.arithmetic import Value, divide, is_number, percent_text, round_half_up
from yqxl.errors import CellError
from yqxl.forms.optional_fields import optional_text, optional_value
from yqxl.forms.sheet import FormSheet, cover_text, label, runs, typed_number, typed_text
from yqxl.grid import Cell, Formula, Grid, Here, HereRange, NamedRef, Page, Ref, Role
from yqxl.model.results import IndicatorResult, Results
from yqxl.model.rows import Evaluation, Fund, Goal, Indicator
from yqxl.registry import form

TITLE = "项目支出绩效自评表"
SHEET = "自评表"
_COLUMNS = 9
_WIDTHS = (5.0, 12.0, 14.0, 18.0, 14.0, 14.0, 8.0, 9.0, 20.0)
_FUND_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
_FUND_FIELDS = ("budget", "budget_final", "spent")
_INDICATOR_HEADS = (
    "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分",
    "偏差原因分析及改进措施",
)  # fmt: skip
#: the rows of the funds below the total, as the form has them, and the words by which a row
#: of 资金 is part of one: the first that says so takes it, 结转 before the others
_SOURCES = ("其中：当年财政拨款", "上年结转资金", "其他资金")
_WORDS = (
    ("上年结转资金", re.compile("结转")),
    ("其中：当年财政拨款", re.compile("财政拨款|财政资金|财政补助|上级财政|本级财政")),
    ("其他资金", re.compile("其他|自筹")),
)
_NOT_SCORED = "—"
_EXECUTION = "预算执行率"
_SIGNS = ("≥", "≤", "=", ">", "<")
_PLAIN_NUMBER = re.compile(r"[-+]?[\d,]+(?:\.\d+)?")


@form(
    name="自评表",
    sheet=SHEET,
    title=TITLE,
    source="财预〔2020〕10号 附1",
    verified=True,
)
def self_evaluation(evaluation: Evaluation, results: Results) -> Grid:
    """Return the national self-evaluation form, filled."""
    sheet = FormSheet(_COLUMNS)
    project = evaluation.project
    year = f"（{project.year:.15g}年度）" if is_number(project.year) else "（    年度）"
    sheet.add((Cell(TITLE, None, Role.TITLE), _COLUMNS))
    sheet.add((Cell(year, None, Role.CAPTION), _COLUMNS))
    sheet.add((label("项目名称"), 2), (cover_text(project.name, "name"), 7))
    sheet.add(
        (label("主管部门"), 2),
        (cover_text(project.department, "department"), 3),
        (label("实施单位"), 1),
        (cover_text(optional_text(project, "implementer"), "implementer"), 3),
    )
    scored = _execution_indicator(evaluation.indicators)
    execution = _funds(sheet, evaluation, results, scored)
    _objective(sheet, evaluation)
    _indicators(sheet, evaluation, results, (scored, execution))
    return Grid(
        "form-自评表", SHEET, tuple(sheet.rows), _WIDTHS, tuple(sheet.spans),
        page=Page(title_rows=0),
    )  # fmt: skip


def _execution_indicator(indicators: Sequence[Indicator]) -> int | None:
    """Return which indicator is the 预算执行率 that the form scores among the funds."""
    for number, row in enumerate(indicators):
        if row.name == _EXECUTION and row.level1.startswith(_EXECUTION):
            return number
    return None


# ---------------------------------------------------------------------- funds


def _funds(
    sheet: FormSheet, evaluation: Evaluation, results: Results, scored: int | None
) -> tuple[Here, Here]:
    """Add the block of funds; return where weight and score of the execution rate stand."""
    unit = evaluation.project.money_unit or "万元"
    heads = [(label(text), 1) for text in _FUND_HEADS]
    first = sheet.add((label(f"项目资金\n（{unit}）"), 2), (label(""), 1), *heads)
    total = next((n for n, row in enumerate(evaluation.funds) if row.total), None)
    if total is None and len(evaluation.funds) == 1:
        total = 0
    weight, score = _execution_points(evaluation, results, scored)
    row = sheet.add(
        (label(""), 2),
        (label("年度资金总额"), 1),
        *_amounts(evaluation.funds, () if total is None else (total,)),
        (weight, 1),
        (_rate(evaluation.funds, total, len(sheet.rows)), 1),
        (score, 1),
    )
    for text in _SOURCES:
        numbers = [n for n, row in enumerate(evaluation.funds) if n != total and _is(row, text)]
        sheet.add(
            (label(""), 2),
            (label(text), 1),
            *_amounts(evaluation.funds, numbers),
            (Cell(_NOT_SCORED, None, Role.LABEL), 1),
            (Cell("", None, Role.LABEL), 1),
            (Cell(_NOT_SCORED, None, Role.LABEL), 1),
        )
    sheet.down(first, 0, len(_SOURCES) + 2, 2)
    return Here(row, 6), Here(row, 8)


def _is(row: Fund, text: str) -> bool:
    """Return whether a row of 资金 is money of a kind: by its name, else by its 资金来源."""
    named = (row.unit, optional_text(row, "source"))
    kinds = (kind for said in named for kind, words in _WORDS if words.search(said))
    return next(kinds, None) == text and not row.total


def _amounts(funds: Sequence[Fund], numbers: Sequence[int]) -> list[tuple[Cell, int]]:
    if not numbers:
        return [(Cell("", None, Role.NUMBER), 1)] * len(_FUND_FIELDS)
    return [(_amount(funds, numbers, field), 1) for field in _FUND_FIELDS]


def _amount(funds: Sequence[Fund], numbers: Sequence[int], field: str) -> Cell:
    """Return the money of one row, or the sum of several of one kind."""
    values = [optional_value(funds[number], field) for number in numbers]
    if len(numbers) == 1:
        return typed_number(values[0], "funds", numbers[0], field, Role.NUMBER)
    known = [float(value) for value in values if isinstance(value, float | int)]
    refs = ",".join(f"{{{place}}}" for place in range(len(numbers)))
    formula = Formula(
        f'IF(COUNT({refs})=0,"",ROUND(SUM({refs}),6))',
        tuple(Ref("funds", number, field) for number in numbers),
    )
    return Cell(round_half_up(math.fsum(known), 6) if known else "", formula, Role.NUMBER)


def _rate(funds: Sequence[Fund], total: int | None, row: int) -> Cell:
    """Return 全年执行数 ÷ 全年预算数 of the total, blank where one of them is missing."""
    formula = Formula('IFERROR(IF(COUNT({0},{1})<2,"",{0}/{1}),"")', (Here(row, 5), Here(row, 4)))
    value: Value = ""
    if total is not None:
        spent, final = funds[total].spent, optional_value(funds[total], "budget_final")
        if isinstance(spent, float | int) and isinstance(final, float | int):
            try:
                value = divide(spent, final)
            except CellError:
                value = ""
    return Cell(value, formula, Role.PERCENT)


def _execution_points(
    evaluation: Evaluation, results: Results, scored: int | None
) -> tuple[Cell, Cell]:
    if scored is None:
        dash = Cell(_NOT_SCORED, None, Role.LABEL)
        return dash, dash
    row, result = evaluation.indicators[scored], results.indicators[scored]
    return (
        typed_number(row.weight, "indicators", scored, "weight", Role.SCORE),
        typed_number(result.score, "indicators", scored, "score", Role.SCORE),
    )


# ------------------------------------------------------------------ objective


def _objective(sheet: FormSheet, evaluation: Evaluation) -> None:
    project = evaluation.project
    first = sheet.add(
        (label("年度总体目标"), 1), (label("预期目标"), 4), (label("实际完成情况"), 4)
    )
    sheet.add(
        (label(""), 1),
        (cover_text(optional_text(project, "overall_target"), "overall_target"), 4),
        (cover_text(optional_text(project, "overall_actual"), "overall_actual"), 4),
    )
    sheet.down(first, 0, 2)


# ----------------------------------------------------------------- indicators


@dataclass(frozen=True)
class _Line:
    """One indicator with its goal and result, by their rows in the workbook."""

    number: int
    row: Indicator
    result: IndicatorResult
    goal_number: int | None
    goal: Goal | None


def _indicators(
    sheet: FormSheet,
    evaluation: Evaluation,
    results: Results,
    execution: tuple[int | None, tuple[Here, Here]],
) -> None:
    scored, points = execution
    first = sheet.add(
        (label("绩\n效\n指\n标"), 1), *((label(text), 1) for text in _INDICATOR_HEADS)
    )
    lines = _lines(evaluation, results, scored)
    for line in lines:
        sheet.add((label(""), 1), *((cell, 1) for cell in _cells(line)))
    sheet.down(first, 0, len(lines) + 1)
    for column, keys in ((1, 1), (2, 2)):
        labels = [(line.row.level1, line.row.level2)[:keys] for line in lines]
        for start, count in runs(labels):
            sheet.down(first + 1 + start, column, count)
    own = points if scored is not None else None
    _total(sheet, (first + 1, first + len(lines)), results, own)


def _lines(evaluation: Evaluation, results: Results, scored: int | None) -> list[_Line]:
    goals: dict[str, int] = {}
    for number, goal in enumerate(evaluation.goals):
        if goal.indicator:
            goals.setdefault(goal.indicator.lower(), number)
    found = []
    pairs = zip(evaluation.indicators, results.indicators, strict=True)
    for number, (row, result) in enumerate(pairs):
        if number != scored and (row.code or row.name):
            place = goals.get(row.code.lower())
            own = None if place is None else evaluation.goals[place]
            found.append(_Line(number, row, result, place, own))
    return found


def _cells(line: _Line) -> list[Cell]:
    number, row = line.number, line.row
    return [
        typed_text(row.level1, "indicators", number, "level1", Role.LABEL),
        typed_text(row.level2, "indicators", number, "level2", Role.LABEL),
        typed_text(row.name, "indicators", number, "name"),
        Cell(target_text(line.goal), None, Role.TEXT),
        Cell(actual_text(line.goal, row, line.result), None, Role.TEXT),
        typed_number(row.weight, "indicators", number, "weight", Role.SCORE),
        typed_number(line.result.score, "indicators", number, "score", Role.SCORE),
        _reason(line),
    ]


def target_text(goal: Goal | None) -> str:
    """Return 年度指标值 with operator and unit, which may stand in columns of their own.

    >>> target_text(Goal(goal="养护里程", target="≥50公里"))
    '≥50公里'
    """
    if goal is None:
        return ""
    if _PLAIN_NUMBER.fullmatch(goal.target):
        direction = optional_text(goal, "direction")
        sign = direction if direction in _SIGNS else ""
        return f"{sign}{goal.target}{optional_text(goal, 'unit')}"
    return goal.target


def actual_text(goal: Goal | None, row: Indicator, result: IndicatorResult) -> str:
    """Return 实际完成值: as typed, else the value that the indicator was scored by.

    >>> actual_text(None, Indicator(value="R01"), IndicatorResult(result=0.6483))
    '64.83%'
    """
    actual, unit = optional_text(goal, "actual"), optional_text(goal, "unit")
    if actual:
        return f"{actual}{unit}" if _PLAIN_NUMBER.fullmatch(actual) else actual
    value = result.result
    if not isinstance(value, float | int):
        return ""
    by_rate = isinstance(row.value, str) and row.value != ""
    if by_rate or unit == "%":
        return percent_text(value)
    return f"{value:.10g}{unit}"


def _reason(line: _Line) -> Cell:
    deviation = optional_text(line.goal, "deviation")
    if deviation and line.goal_number is not None:
        return typed_text(deviation, "goals", line.goal_number, "deviation")
    return typed_text(line.row.reason, "indicators", line.number, "reason")


def _total(
    sheet: FormSheet, lines: tuple[int, int], results: Results, execution: tuple[Here, Here] | None
) -> None:
    """Add the last row: the sums of weights and scores, those of the funds included."""
    first, last = lines
    cells = []
    for column, value in ((6, results.weight_total), (7, results.score_total)):
        own = HereRange(Here(first, column), Here(last, column))
        refs = (own, execution[column - 6]) if execution else (own,)
        text = "ROUND(SUM({0},{1}),2)" if execution else "ROUND(SUM({0}),2)"
        cells.append(Cell(value if is_number(value) else "", Formula(text, refs), Role.TOTAL_SCORE))
    if not is_number(results.score_total):
        # what has no score yet has no total: the workbook's own total says so
        cells[1] = Cell("", Formula('IFERROR({0},"")', (NamedRef("total"),)), Role.TOTAL_SCORE)
    sheet.add(
        (Cell("总分", None, Role.TOTAL_LABEL), 6),
        (cells[0], 1),
        (cells[1], 1),
        (Cell("", None, Role.TOTAL_LABEL), 1),
    )
