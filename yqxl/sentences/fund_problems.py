"""资金问题: budgets below their contract, money that did not arrive or was not spent.

"……年初预算仅安排了40万元……预算安排与实际金额相差68.85万元。", "项目资金到位不足，……到位率87.28%。",
"预算执行率低，截止评价基准日，专项资金到位639.79万元，……" (阳泉 2022，六(二)).
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import is_number, round_half_up
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.arrivals import contract_arrival_text
from yqxl.sentences.spending import execution_base
from yqxl.sentences.wording import filled, number, parts, rate, share, total_row

_SOURCE = "财预〔2020〕10号 附2：预算编制科学性、资金到位率、预算执行率；附3：存在的问题"
#: below it the rate is called low: the bands of 财预〔2021〕101号 give 0.7 of the points at 0.8
_LOW = 0.8


@sentence_rule(name="资金问题", part="五", place=2, source=_SOURCE)
def fund_problems(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield what the money shows: budget, arrival, execution."""
    for key, text in (
        ("预算", _budget(evaluation)),
        ("到位", _arrival(evaluation)),
        ("执行", _execution(evaluation)),
    ):
        if text:
            yield Said(text, key)


def _budget(evaluation: Evaluation) -> str:
    gaps = [
        (contract - budget, budget, contract, row.unit)
        for row in parts(evaluation)
        if (contract := filled(row.contract)) is not None
        and (budget := filled(row.budget)) is not None
        and budget < contract
    ]
    if not gaps:
        return ""
    gap, budget, contract, name = max(gaps, key=lambda one: one[0])
    year = evaluation.project.year
    when = f"{number(float(year))}年" if is_number(year) else ""  # type: ignore[arg-type]  # a number
    unit = evaluation.project.money_unit
    return (
        f"预算安排不足，例如{name}{when}年初预算仅安排了{number(budget)}{unit}，"
        f"合同约定金额为{number(contract)}{unit}，预算安排与实际金额相差{number(gap)}{unit}。"
    ).replace("年年初", "年初")


def _arrival(evaluation: Evaluation) -> str:
    total = total_row(evaluation)
    if total is None:
        return ""
    project = filled(total.arrived_project)
    arrived = project if project is not None else filled(total.arrived)
    whole = share(arrived, filled(total.contract))
    if whole is None or _shown_full(whole):
        return ""
    return f"项目资金到位不足，{contract_arrival_text(evaluation)}。"


def _shown_full(whole: float) -> bool:
    """Return whether a rate is printed as 100 % or more: 99.999 % is."""
    return round_half_up(whole, 4) >= 1


def _execution(evaluation: Evaluation) -> str:
    total = total_row(evaluation)
    base = execution_base(total) if total else None
    spent = filled(total.spent) if total else None
    whole = share(spent, base[0]) if base else None
    if base is None or spent is None or whole is None or _shown_full(whole):
        return ""
    amount, of = base
    money = "专项资金" if "专项资金" in evaluation.project.name else "资金"
    base_name = f"{money}到位" if "到位" in of else of
    low = "预算执行率低" if whole < _LOW else "预算没有全部执行"
    unit = evaluation.project.money_unit
    return (
        f"{low}，截止评价基准日，{base_name}{number(amount)}{unit}，"
        f"实际支出{number(spent)}{unit}，预算执行率{rate(whole)}。"
    )
