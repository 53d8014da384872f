"""表1-3 支出标准测算表: unit price, quantity and amount of every cost, and what they add up to.

Amounts are in yuan and fen whatever the money unit of 首页 is, because 成本标准 is:
2,845,570 and 4,484,430 make 7,330,000.00 yuan.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from yqxl.arithmetic import Value, total
from yqxl.errors import CellError, ErrorValue
from yqxl.grid import Cell, Formula, Grid, Here, HereRange, Page, Role, Span
from yqxl.model.contract import COSTS
from yqxl.model.results import Results
from yqxl.model.rows import Cost, Evaluation
from yqxl.registry import table
from yqxl.tables.frame import FIRST_ROW, Row, empty_body, framed, header, source_line
from yqxl.tables.sources import KEPT, number_formula, shown, text_formula

TITLE = "支出标准测算表"
EMPTY = "成本标准表中还没有项目"
_TITLE = Cell(f"表1-3 {TITLE}", None, Role.TITLE)
_UNIT = Cell("单位：元", None, Role.UNIT)
_FIELDS = ("item", "unit_price", "price_unit", "quantity", "basis", "amount")
_HEADER = header(*(COSTS.column(field).header for field in _FIELDS))
_WIDTHS = (20.0, 14.0, 12.0, 12.0, 30.0, 18.0)
_AMOUNT = len(_FIELDS) - 1
_PAGE = Page(landscape=True, title_rows=FIRST_ROW)
_TOTAL, _COVERED = Cell("合计", None, Role.TOTAL_LABEL), Cell(None, None, Role.TOTAL_LABEL)


@table(number="1-3", sheet="表1-3", title=TITLE, on_request=True)
def cost_standards(evaluation: Evaluation, results: Results) -> Grid:
    """Return the costs with their amounts and the total."""
    rows = [number for number, cost in enumerate(evaluation.costs) if cost.item]
    body: Sequence[Row]
    if rows:
        amounts = [results.costs[number].amount for number in rows]
        body = [
            *(
                _row(evaluation.costs[number], amount, number)
                for number, amount in zip(rows, amounts, strict=True)
            ),
            (
                _TOTAL,
                *(_COVERED,) * (_AMOUNT - 1),
                Cell(_sum(amounts), _sum_formula(len(rows)), Role.MONEY),
            ),
        ]
        spans = [Span(FIRST_ROW + len(rows), 0, 1, _AMOUNT)]
    else:
        only, span = empty_body(len(_HEADER), EMPTY)
        body, spans = [only], [span]
    return framed(
        "1-3",
        evaluation.project,
        title=_TITLE,
        unit=_UNIT,
        heading=_HEADER,
        body=body,
        spans=spans,
        widths=_WIDTHS,
        page=_PAGE,
        below=(source_line(evaluation.project),),
    )


@lru_cache(maxsize=KEPT)
def _formulas(row: int) -> tuple[Formula, ...]:
    texts = {"item", "price_unit", "basis"}
    return tuple(
        (text_formula if field in texts else number_formula)("costs", row, field)
        for field in _FIELDS
    )


def _row(cost: Cost, amount: Value, number: int) -> Row:
    item, price, unit, quantity, basis, product = _formulas(number)
    return (
        Cell(cost.item, item, Role.LABEL),
        Cell(shown(cost.unit_price), price, Role.MONEY),
        Cell(cost.price_unit, unit, Role.LABEL),
        Cell(shown(cost.quantity), quantity, Role.NUMBER),
        Cell(cost.basis, basis, Role.TEXT),
        Cell(amount, product, Role.MONEY),
    )


def _sum(amounts: Sequence[Value]) -> Value:
    """Return what the formula of the total gives: an amount that is missing leaves none."""
    for amount in amounts:
        if isinstance(amount, ErrorValue):
            return amount
    numbers = [amount for amount in amounts if isinstance(amount, float | int)]
    if len(numbers) < len(amounts):
        return ""
    try:
        return total(numbers)
    except (CellError, OverflowError):
        return ErrorValue.NUM


@lru_cache(maxsize=1024)
def _sum_formula(rows: int) -> Formula:
    amounts = HereRange(Here(FIRST_ROW, _AMOUNT), Here(FIRST_ROW + rows - 1, _AMOUNT))
    return Formula(
        f'IF(ISERROR(SUM({{0}})),SUM({{0}}),IF(COUNT({{0}})<{rows},"",ROUND(SUM({{0}}),2)))',
        (amounts,),
    )
