"""Units that have a contract and no budget in the working paper: a gap of the paper."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.contract import YES
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import cell_text, sentence, together, words
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "funds"
_NAMED = 20


@problem_rule(
    title="单位没有年初预算数据",
    group=ProblemGroup.PAPERS,
    place=1,
    source="财预〔2020〕10号 附2：到位率、执行率要有各单位的预算",
)
def units_without_budget(evaluation: Evaluation, results: Results) -> Iterator[Problem]:  # noqa: ARG001 - the signature of every rule
    """Yield one problem that names the units, where some unit has a budget."""
    units = [
        number
        for number, row in enumerate(evaluation.funds)
        if row.unit and row.total != YES and isinstance(row.contract, float | int)
    ]
    blank = [number for number in units if evaluation.funds[number].budget in (None, "")]
    if not blank or not any(row.budget not in (None, "") for row in evaluation.funds):
        return
    names = together(
        (
            cell_text(_TABLE, number, "unit", evaluation.funds[number].unit)
            for number in blank[:_NAMED]
        ),
        "、",
    )
    rest = words(f"等{len(blank)}个单位" if len(blank) > _NAMED else "")
    yield Problem(
        sentence("{names}{rest}没有年初预算数据。", names=names, rest=rest),
        sentence("资金/{names}{rest}/年初预算", names=names, rest=words("等" if rest.text else "")),
    )
