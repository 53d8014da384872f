"""表1-2 资金投入及使用情况表: what was contracted, budgeted, received and spent, by unit.

Every rate names its base in its header, for the same name has two official denominators;
结余 is of the initial budget, 缺口 what the contract costs beyond it (矿区: budget 40
against a contract of 108.85 leaves 68.85). A unit that gave no figure stays blank.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from yqxl.arithmetic import Value, finite, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import Cell, Formula, Grid, Here, HereRange, NamedRef, Page, Reference, Role, Span
from yqxl.model.contract import FUNDS, YES
from yqxl.model.results import FundResult, Results
from yqxl.model.rows import Evaluation, Fund, Project
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, Row, empty_body, framed, header, source_line
from yqxl.tables.level_sums import number_text
from yqxl.tables.sources import KEPT, number_formula, shown, text_formula

TITLE = "资金投入及使用情况表"
_TITLE = Cell(f"表1-2 {TITLE}", None, Role.TITLE)
EMPTY = "资金表中还没有单位"
_MONEY = ("contract", "budget", "budget_final", "arrived", "arrived_project", "spent")
_RATES = ("arrival_budget", "arrival_contract", "execution_arrived", "execution_budget")
_BALANCE = "balance_budget"
_GAP = "缺口(合同-年初预算)"
_UNIT_WIDTH, _MONEY_WIDTH, _RATE_WIDTH = 12.0, 9.2, 11.5
_PAGE = Page(landscape=True, title_rows=FIRST_ROW, frozen_columns=1)
#: half of the last decimal, with what doubles may be off
_HALF = 0.005 + 1e-9
#: differences of money are exact to a fen, in 万元 too
_DIGITS = 6
#: a total and two parts
_PARTS = 3


@table(number="1-2", sheet="表1-2", title=TITLE, on_request=True)
def fund_use(evaluation: Evaluation, results: Results) -> Grid:
    """Return money and rates of every unit, and where parts and total differ by rounding."""
    rows = [number for number, fund in enumerate(evaluation.funds) if fund.unit]
    money = _used(evaluation)
    heading = header(
        "单位",
        *(_broken(FUNDS.column(field).header) for field in (*money, *_RATES, _BALANCE)),
        _broken(_GAP),
    )
    body: Sequence[Row]
    spans: tuple[Span, ...] = ()
    if rows:
        body = [
            _row(
                evaluation.funds[number], results.funds[number], (number, FIRST_ROW + place), money
            )
            for place, number in enumerate(rows)
        ]
        below = [*_rounding(evaluation, rows, money), source_line(evaluation.project)]
    else:
        only, span = empty_body(len(heading), EMPTY)
        body, spans, below = [only], (span,), [source_line(evaluation.project)]
    money_columns = len(money) + 2
    return framed(
        "1-2",
        evaluation.project,
        title=_TITLE,
        unit=_unit(evaluation.project),
        heading=heading,
        body=body,
        spans=spans,
        widths=(
            _UNIT_WIDTH,
            *(_MONEY_WIDTH,) * len(money),
            *(_RATE_WIDTH,) * len(_RATES),
            *(_MONEY_WIDTH,) * (money_columns - len(money)),
        ),
        page=_PAGE,
        below=below,
    )


def _broken(label: str) -> str:
    """Return a header with its base on a line of its own."""
    return label.replace("(", "\n(")


def _used(evaluation: Evaluation) -> tuple[str, ...]:
    """Return the columns of money: an optional one where some unit has a figure."""
    return tuple(
        field
        for field in _MONEY
        if not FUNDS.column(field).optional
        or any(getattr(fund, field) not in (None, "") for fund in evaluation.funds)
    )


def _unit(project: Project) -> Cell:
    formula = Formula('"单位："&{0}', (NamedRef("money_unit"),))
    return Cell(f"单位：{project.money_unit}", formula, Role.UNIT)


def _row(fund: Fund, result: FundResult, rows: tuple[int, int], money: Sequence[str]) -> Row:
    """Return the line of one unit; ``rows`` are those of 资金 and of the table."""
    number, here = rows
    gap = Cell(_gap(fund.contract, fund.budget), _gap_formula(here, money), Role.MONEY)
    return (
        Cell(fund.unit, text_formula("funds", number, "unit"), Role.LABEL),
        *(
            Cell(shown(getattr(fund, field)), number_formula("funds", number, field), Role.MONEY)
            for field in money
        ),
        *(
            Cell(getattr(result, field), number_formula("funds", number, field), Role.PERCENT)
            for field in _RATES
        ),
        Cell(getattr(result, _BALANCE), number_formula("funds", number, _BALANCE), Role.MONEY),
        gap,
    )


def _gap(contract: Value, budget: Value) -> Value:
    """Return what the contract costs beyond the budget; nothing where there is no gap.

    >>> _gap(108.85, 40.0), _gap(226.3, 230.0), _gap(8.06, None)
    (68.85, '', '')
    """
    for value in (contract, budget):
        if isinstance(value, ErrorValue):
            return value
    if not isinstance(contract, float | int) or not isinstance(budget, float | int):
        return ""
    if contract <= budget:
        return ""
    try:
        return round_half_up(finite(contract - budget), _DIGITS)
    except CellError as failure:
        return failure.error


@lru_cache(maxsize=KEPT)
def _gap_formula(here: int, money: tuple[str, ...]) -> Formula:
    places = (Here(here, 1 + money.index(field)) for field in ("contract", "budget"))
    return Formula(
        "IF(ISERROR({0}),{0},IF(ISERROR({1}),{1},"
        f'IF(COUNT({{0}},{{1}})<2,"",IF({{0}}>{{1}},ROUND({{0}}-{{1}},{_DIGITS}),""))))',
        tuple(places),
    )


def _rounding(evaluation: Evaluation, rows: Sequence[int], money: Sequence[str]) -> Iterator[Cell]:
    """Yield the note that parts and total differ by rounding only, where one row is the total."""
    totals = [place for place, number in enumerate(rows) if evaluation.funds[number].total == YES]
    if len(totals) != 1 or len(rows) < _PARTS:
        return
    pieces: list[str] = []
    texts: list[str] = []
    refs: list[Reference] = []
    for field in money:
        values = [getattr(evaluation.funds[number], field) for number in rows]
        texts.append(_said(FUNDS.column(field).header, values, totals[0]))
        column, first = 1 + money.index(field), len(refs)
        refs += [
            HereRange(Here(FIRST_ROW, column), Here(FIRST_ROW + len(rows) - 1, column)),
            Here(FIRST_ROW + totals[0], column),
        ]
        pieces.append(_said_formula(FUNDS.column(field).header, len(rows), first))
    yield Cell("".join(texts), Formula("&".join(pieces), tuple(refs)), Role.NOTE)


def _said(header_text: str, values: Sequence[Value], place: int) -> str:
    numbers = [value for value in values if isinstance(value, float | int)]
    if len(numbers) < len(values):
        return ""
    typed = numbers[place]
    parts = math.fsum(numbers) - typed
    if not 0 < abs(round_half_up(parts - typed, _DIGITS)) <= (len(values) - 1) * _HALF:
        return ""
    shown_parts, shown_total = (number_text(round_half_up(one, _DIGITS)) for one in (parts, typed))
    return f"注：{header_text}各单位相加为{shown_parts}，合计填{shown_total}，相差在四舍五入以内。"


def _said_formula(header_text: str, rows: int, first: int) -> str:
    column, total = f"{{{first}}}", f"{{{first + 1}}}"
    parts = f"(SUM({column})-{total})"
    off = f"ABS(ROUND({parts}-{total},{_DIGITS}))"
    return (
        f'IF(COUNT({column})<{rows},"",IF({off}=0,"",IF({off}>{(rows - 1) * _HALF!r},"",'
        f'"注：{header_text}各单位相加为"&ROUND({parts},{_DIGITS})&"，合计填"'
        f'&ROUND({total},{_DIGITS})&"，相差在四舍五入以内。")))'
    )
