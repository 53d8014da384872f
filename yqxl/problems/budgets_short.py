"""Units whose initial budget is less than what the contract costs: 矿区 40 of 108.85."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.grid import Ref
from yqxl.model.contract import YES
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.problems.money import money_unit
from yqxl.registry.phrases import amount, cell_amount, cell_text, sentence
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "funds"


@problem_rule(
    title="预算安排不足",
    group=ProblemGroup.EXECUTION,
    place=2,
    source="财预〔2020〕10号 附2：预算编制科学性，预算与工作任务相匹配",
)
def budgets_short(evaluation: Evaluation, results: Results) -> Iterator[Problem]:  # noqa: ARG001 - the signature of every rule
    """Yield the units whose budget does not cover their contract; the total is no unit."""
    unit = money_unit(evaluation)
    for number, row in enumerate(evaluation.funds):
        contract, budget = row.contract, row.budget
        if row.total == YES or not row.unit:
            continue
        if not isinstance(contract, float | int) or not isinstance(budget, float | int):
            continue
        if budget >= contract:
            continue
        refs = Ref(_TABLE, number, "contract"), Ref(_TABLE, number, "budget")
        name = cell_text(_TABLE, number, "unit", row.unit)
        yield Problem(
            sentence(
                "{name}年初预算{budget}{unit}，合同金额{contract}{unit}，相差{gap}{unit}。",
                name=name,
                budget=cell_amount(_TABLE, number, "budget", budget),
                contract=cell_amount(_TABLE, number, "contract", contract),
                gap=amount(contract - budget, "{0}-{1}", *refs),
                unit=unit,
            ),
            sentence("资金/{name}/年初预算", name=name),
        )
