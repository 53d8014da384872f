"""Costs: what was saved against the plan, and what a cost standard comes to."""

from __future__ import annotations

from collections.abc import Iterable

from yqxl.arithmetic import Value, divide, finite, round_half_up, total
from yqxl.registry import Argument, computes, formula, native, rate_kind
from yqxl.rules.arguments import numbers

MONEY = "元或万元，两数一致"


@rate_kind(
    name="成本节约率",
    number=2,
    place=6,
    source="财预〔2020〕10号 附2：(计划成本-实际成本)/计划成本",
    numerator="actual_cost",
    denominator="planned_cost",
)
@formula(
    name="YQ_SAVING_RATE",
    label="成本节约率",
    unit="比率",
    source="财预〔2020〕10号 附2：成本节约率=(计划成本-实际成本)/计划成本",
    core="({planned_cost}-{actual_cost})/{planned_cost}",
    example="=YQ_SAVING_RATE(400,180)",
    arguments=(
        Argument("planned_cost", "计划成本", "计划支出的成本；为 0 时得 #DIV/0!", MONEY),
        Argument("actual_cost", "实际成本", "实际支出的成本", MONEY),
    ),
)
def saving_rate(planned_cost: Value, actual_cost: Value) -> float:
    """成本节约率 = (计划成本 - 实际成本) ÷ 计划成本；超支时为负数。

    rate = (planned - actual) / planned   [ratio; both in the same unit of money]

    A negative rate is a fact and stays; a score made from it stops at 0.

    Args:
        planned_cost: planned cost [yuan or 10,000 yuan].
        actual_cost: actual cost [same unit].

    Raises:
        CellError: #DIV/0! when the plan is 0, #VALUE! for a text.

    Source:
        财预〔2020〕10号 附2；财预〔2013〕53号（相同）。

    >>> saving_rate(400, 180), saving_rate(100, 120)
    (0.55, -0.2)
    """
    plan, cost = numbers(planned_cost, actual_cost)
    return divide(plan - cost, plan)


@computes("costs", "amount", unit_price="unit_price", quantity="quantity")
@native("ROUND({unit_price}*{quantity},2)")
def standard_cost(unit_price: float, quantity: float) -> float:
    """Return a cost standard: unit price × quantity, rounded to the cent.

    Args:
        unit_price: price of one unit [yuan per person and day, per school and year …].
        quantity: how many units [persons × days, schools × years …].

    Source:
        the published case: 344.5 元/人/天, 747,405 元/校/年, 733万元 in all.

    >>> standard_cost(344.5, 70 * 10 + 700 * 10 + 80 * 7), standard_cost(747405, 6)
    (2845570.0, 4484430.0)
    """
    return round_half_up(finite(unit_price * quantity), 2)


def standard_costs(items: Iterable[tuple[float, float]]) -> float:
    """Return what several cost standards, given as (unit price, quantity), come to.

    >>> standard_costs([(344.5, 8260), (747405, 6)])
    7330000.0
    """
    return total(standard_cost(unit_price, quantity) for unit_price, quantity in items)
