"""资金使用: what was spent, in all and by the units that told.

"截止2023年03月31日，……支出合计414.77万元，预算执行率64.83%。" (阳泉 2022，一(四)2).
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Fund
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import (
    filled,
    money_of,
    number,
    parts,
    rate,
    share,
    total_row,
    until,
)

_SOURCE = "财预〔2020〕10号 附2：预算执行率=实际支出资金/实际到位资金；附3：资金使用情况"
#: columns that a rate of the total may have as its base, the regulation's first
_BASES = (
    ("arrived_project", "项目经费到位"),
    ("arrived", "实际到位"),
    ("budget_final", "全年预算数"),
    ("budget", "年初预算"),
)


def execution_base(total: Fund) -> tuple[float, str] | None:
    """Return the base of 预算执行率, amount and name: what arrived, else the budget."""
    for field, name in _BASES:
        base = filled(getattr(total, field))
        if base is not None and base > 0:
            return base, name
    return None


@sentence_rule(name="资金使用", part="一（三）", place=4, source=_SOURCE)
def spending(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield spending and execution in all, then of every unit with a budget of its own."""
    total = total_row(evaluation)
    project = evaluation.project
    spent = filled(total.spent) if total else None
    if total is None or spent is None:
        return
    base = execution_base(total)
    whole = share(spent, base[0]) if base else None
    executed = "" if whole is None else f"，预算执行率{rate(whole)}"
    day, money, unit = until(project), money_of(project), project.money_unit
    text = f"{day}{money}支出合计{number(spent)}{unit}{executed}。"
    own = [one for row in parts(evaluation) if (one := _unit(row, unit))]
    if own:
        text += f"其中：{day}{money}{'；'.join(own)}。"
    yield Said(text)


def _unit(row: Fund, unit: str) -> str:
    spent, budget = filled(row.spent), filled(row.budget)
    whole = share(spent, budget)
    if spent is None or budget is None or whole is None:
        return ""
    left = budget - spent
    rest = f"，结余{number(left)}{unit}" if left > 0 else ""
    over = f"，超出年初预算{number(-left)}{unit}" if left < 0 else ""
    return f"{row.unit}支出合计{number(spent)}{unit}，预算执行率{rate(whole)}{rest}{over}"


@sentence_rule(name="口径", part="一（三）", place=5, source=_SOURCE)
def bases(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield the base of every rate that the sentences before name."""
    total = total_row(evaluation)
    if total is None:
        return
    project = filled(total.arrived_project)
    arrived = project if project is not None else filled(total.arrived)
    base = execution_base(total)
    rates = (
        ("到位率", share(filled(total.arrived), filled(total.budget)), "年初预算"),
        ("到位率", share(arrived, filled(total.contract)), "项目费用（合同金额）"),
        (
            "预算执行率",
            share(filled(total.spent), base[0] if base else None),
            base[1] if base else "",
        ),
    )
    said = [f"{name}{rate(value)}以{of}为基数" for name, value, of in rates if value is not None]
    if any(_unit(row, "") for row in parts(evaluation)):
        said.append("各单位的预算执行率、结余以其年初预算为基数")
    if said:
        yield Said(f"口径：{'，'.join(said)}。")
