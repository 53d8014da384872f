"""资金: what was agreed, what arrived, what was spent, each rate with its base.

合同 733 → 到位 639.79 (87.28 %) → 支出 414.77 (64.83 %) (阳泉 2022).
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import is_number
from yqxl.chart import Labels, Series
from yqxl.charts.blocks import (
    ABOVE,
    BLUE,
    GREY,
    RED,
    area,
    block,
    footer,
    number,
    percent,
    percent_formula,
    place,
    text,
)
from yqxl.grid import Cell, Ref, Role
from yqxl.model.contract import FUNDS
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Fund
from yqxl.registry.charting import LEFT, Block, chart_rule

_FUNDS = "funds"
_HEADS = ("资金", "金额", "与前一项的比率")
_FIRST, _ARRIVED = ("contract", "budget_final", "budget"), ("arrived_project", "arrived")


@chart_rule(name="资金", place=3, source="财预〔2020〕10号 附2：资金到位率、预算执行率")
def fund_steps(evaluation: Evaluation, results: Results, top: int) -> Iterator[Block]:  # noqa: ARG001 - the signature of every chart
    """Yield agreed, arrived and spent money of the whole, where all three are there."""
    totals = [n for n, row in enumerate(evaluation.funds) if row.total]
    if len(totals) != 1:
        return
    row = evaluation.funds[totals[0]]
    fields = [_first(row, _FIRST), _first(row, _ARRIVED), _first(row, ("spent",))]
    amounts = [float(getattr(row, field)) for field in fields if field]
    if len(amounts) < len(fields) or min(amounts[:2]) <= 0:
        return
    first, last = top + ABOVE, top + ABOVE + 2
    body: list[tuple[Cell, ...]] = []
    for n, field in enumerate(fields):
        header = FUNDS.column(field).header
        amount = number(amounts[n], "{0}", Ref(_FUNDS, totals[0], field), role=Role.MONEY)
        if n == 0:
            body.append((text(header, f'"{header}"'), amount))
            continue
        name = "到位率" if n == 1 else "执行率"
        rate = amounts[n] / amounts[n - 1]
        here = place(first + n, 2)
        body.append(
            (
                text(
                    f"{header}\n{name}{percent(rate)}",
                    f'"{header}"&CHAR(10)&"{name}"&{percent_formula("{0}")}', here,
                ),
                amount,
                number(rate, "{0}/{1}", place(first + n, 1), place(first + n - 1, 1),
                       role=Role.PERCENT),
            )
        )  # fmt: skip
    labels = Labels("outEnd", "#,##0.00", bold=True)
    bases = f"口径：到位率＝到位÷{_name(fields[0])}，执行率＝支出÷{_name(fields[1])}。"
    yield block(
        top,
        (
            "资金",
            (
                Series(
                    (top + 2, LEFT + 1), area(first, last, 0), area(first, last, 1), BLUE,
                    labels=labels, points=((0, GREY), (2, RED)),
                ),
            ),
        ),
        (_title(amounts, first), footer(evaluation, bases)),
        _HEADS,
        body,
        minimum=0.0,
    )  # fmt: skip


def _first(row: Fund, fields: tuple[str, ...]) -> str:
    return next((field for field in fields if is_number(getattr(row, field))), "")


def _name(field: str) -> str:
    return FUNDS.column(field).header


def _title(amounts: list[float], first: int) -> Cell:
    arrival, execution = amounts[1] / amounts[0], amounts[2] / amounts[1]
    value = f"资金到位率{percent(arrival)}，到位资金执行{percent(execution)}"
    formula = f'"资金到位率"&{percent_formula("{0}")}&"，到位资金执行"&{percent_formula("{1}")}'
    return text(value, formula, place(first + 1, 2), place(first + 2, 2))
