"""预算到位 and 合同到位: what the budget and the contract ask for, and what arrived.

"年初预算安排合计739.24万元……到位率100%。" and "项目费用合计733万元……到位率87.28%。"
(阳泉 2022，一(四)1): the same name with two bases, so each sentence names its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Fund
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, number, rate, share, total_row

_SOURCE = "财预〔2020〕10号 附2：资金到位率=实际到位资金/预算资金；附3：资金投入情况"


@sentence_rule(name="预算到位", part="一（三）", place=2, source=_SOURCE)
def budget_arrival(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield what of the initial budget arrived."""
    total = total_row(evaluation)
    if total is None:
        return
    budget, arrived = filled(total.budget), filled(total.arrived)
    whole = share(arrived, budget)
    if budget is None or arrived is None or whole is None:
        return
    unit = evaluation.project.money_unit
    project = _project_budget(total, budget, arrived)
    within = "" if project is None else f"，其中年初预算项目经费合计{number(project)}{unit}"
    yield Said(
        f"年初预算安排合计{number(budget)}{unit}{within}，"
        f"年初预算实际到位合计{number(arrived)}{unit}，到位率{rate(whole)}。"
    )


def _project_budget(total: Fund, budget: float, arrived: float) -> float | None:
    """Return the project's share of the budget: typed, or what arrived of a budget in full."""
    typed = filled(total.budget_project)
    if typed is not None:
        return typed
    project = filled(total.arrived_project)
    return project if project is not None and arrived == budget and project <= budget else None


@sentence_rule(name="合同到位", part="一（三）", place=3, source=_SOURCE)
def contract_arrival(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield what of the project's cost arrived."""
    text = contract_arrival_text(evaluation)
    if text:
        yield Said(f"{text}。")


def contract_arrival_text(evaluation: Evaluation) -> str:
    """Return the clause about contract and arrival, without its full stop; "" without both."""
    total = total_row(evaluation)
    if total is None:
        return ""
    contract, project = filled(total.contract), filled(total.arrived_project)
    arrived = project if project is not None else filled(total.arrived)
    whole = share(arrived, contract)
    if contract is None or arrived is None or whole is None:
        return ""
    unit = evaluation.project.money_unit
    what = "年初预算项目经费实际到位" if project is not None else "实际到位"
    return (
        f"项目费用合计{number(contract)}{unit}，{what}合计{number(arrived)}{unit}，"
        f"到位率{rate(whole)}"
    )
