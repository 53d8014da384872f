"""Funds: how much of the money arrived, how much was spent, what is left.

Neither 到位率 nor 执行率 fixes its denominator: two documents name two. The base is an
argument, and whoever shows the rate names it (口径).
"""

from __future__ import annotations

from yqxl.arithmetic import Value, divide, finite
from yqxl.registry import Argument, computes, formula, rate_kind
from yqxl.rules.arguments import numbers

MONEY = "元或万元，各参数一致"


@rate_kind(
    name="到位率",
    number=1,
    place=2,
    source="财预〔2020〕10号 附2：实际到位/预算资金；财预〔2013〕53号：/计划投入资金",
    numerator="arrived",
    denominator="base",
)
@computes("funds", "arrival_budget", arrived="arrived", base="budget")
@computes(
    "funds",
    "arrival_contract",
    instead={"arrived": "arrived"},
    arrived="arrived_project",
    base="contract",
)
@formula(
    name="YQ_ARRIVAL_RATE",
    label="资金到位率",
    unit="比率",
    source="财预〔2020〕10号 附2：实际到位/预算资金；财预〔2013〕53号：实际到位/计划投入资金",
    core="{arrived}/{base}",
    example="=YQ_ARRIVAL_RATE(639.79,733)",
    arguments=(
        Argument("arrived", "实际到位资金", "一定时期内落实到项目的资金", MONEY),
        Argument("base", "基数", "预算资金，或计划投入资金（合同金额）；请注明口径", MONEY),
    ),
)
def arrival_rate(arrived: Value, base: Value) -> float:
    """资金到位率 = 实际到位资金 ÷ 预算资金（或计划投入资金）。

    rate = arrived / base   [ratio; both in the same unit of money], not capped

    Args:
        arrived: money that arrived [yuan or 10,000 yuan].
        base: budget (10号) or planned investment (53号) [same unit].

    Raises:
        CellError: #DIV/0! when the base is 0, #VALUE! for a text.

    Source:
        财预〔2020〕10号 附2；财预〔2013〕53号。

    >>> arrival_rate(739.24, 739.24), round(arrival_rate(639.79, 733), 4)
    (1.0, 0.8728)
    """
    money, basis = numbers(arrived, base)
    return divide(money, basis)


@rate_kind(
    name="执行率",
    number=1,
    place=3,
    source="财预〔2020〕10号 附2：实际支出/实际到位；附1：全年执行数/全年预算数",
    numerator="spent",
    denominator="base",
)
@computes(
    "funds",
    "execution_arrived",
    instead={"base": "arrived"},
    spent="spent",
    base="arrived_project",
)
@computes("funds", "execution_budget", spent="spent", base="budget")
@formula(
    name="YQ_EXECUTION_RATE",
    label="预算执行率",
    unit="比率",
    source="财预〔2020〕10号 附2：实际支出资金/实际到位资金；附1 自评表：全年执行数/全年预算数",
    core="{spent}/{base}",
    example="=YQ_EXECUTION_RATE(414.77,639.79)",
    arguments=(
        Argument("spent", "实际支出", "一定时期内实际支出的资金", MONEY),
        Argument("base", "基数", "实际到位资金，或全年预算数；请注明口径", MONEY),
    ),
)
def execution_rate(spent: Value, base: Value) -> float:
    """预算执行率 = 实际支出 ÷ 实际到位资金（或全年预算数）。

    rate = spent / base   [ratio; both in the same unit of money], not capped

    Where the budget of the year began as 0 and was adjusted later, the base is the
    adjusted one (全年预算数); on the first one the rate has no value.

    Args:
        spent: money spent [yuan or 10,000 yuan].
        base: money that arrived (附2) or budget of the whole year (附1) [same unit].

    Raises:
        CellError: #DIV/0! when the base is 0, #VALUE! for a text.

    Source:
        财预〔2020〕10号 附2、附1。

    >>> round(execution_rate(414.77, 639.79), 4), round(execution_rate(133.06, 230), 4)
    (0.6483, 0.5785)
    """
    money, basis = numbers(spent, base)
    return divide(money, basis)


@rate_kind(
    name="差额",
    number=3,
    place=7,
    source="分子-分母：结余，或两年之间的百分点变化",
    numerator="base",
    denominator="spent",
)
@computes("funds", "balance_budget", base="budget", spent="spent")
@formula(
    name="YQ_BALANCE",
    label="结余",
    unit="与参数相同",
    source="公开报告的算法：结余=批复预算-支出（阳泉 2022：230-133.06=96.94）",
    core="{base}-{spent}",
    example="=YQ_BALANCE(230,133.06)",
    arguments=(
        Argument("base", "基数", "预算资金，或实际到位资金", MONEY),
        Argument("spent", "实际支出", "一定时期内实际支出的资金", MONEY),
    ),
)
def balance(base: Value, spent: Value) -> float:
    """结余 = 预算（或到位）资金 - 实际支出；超支时为负数。

    balance = base - spent   [unit of the arguments]

    Args:
        base: budget or money that arrived [yuan or 10,000 yuan].
        spent: money spent [same unit].

    Raises:
        CellError: #VALUE! for a text.

    Source:
        阳泉 2022 报告：结余96.94万元，矿区相差68.85万元。

    >>> round(balance(230, 133.06), 2), round(balance(108.85, 40), 2)
    (96.94, 68.85)
    """
    money, out = numbers(base, spent)
    return finite(money - out)
