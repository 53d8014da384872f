"""Output and benefit indicators for which no goal was set: C105, C201, C202."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.output_levels import counts
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import cell_text, sentence, together, words
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "indicators"
#: so many are named; of more the number is told
_NAMED = 20


@problem_rule(
    title="产出、效益指标没有目标",
    group=ProblemGroup.SETTING,
    place=2,
    source="财预〔2020〕10号 附2：绩效指标明确性",
)
def aimless_indicators(evaluation: Evaluation, results: Results) -> Iterator[Problem]:  # noqa: ARG001 - the signature of every rule
    """Yield one problem that names the indicators, where goals were set at all."""
    aimed = {goal.indicator.lower() for goal in evaluation.goals if goal.indicator}
    if not any(goal.goal for goal in evaluation.goals):
        return
    rows = [
        number
        for number, row in enumerate(evaluation.indicators)
        if row.code and row.code.lower() not in aimed and counts(row.level1, row.level2)
    ]
    if not rows:
        return
    codes = together(
        (
            cell_text(_TABLE, number, "code", evaluation.indicators[number].code)
            for number in rows[:_NAMED]
        ),
        "、",
    )
    rest = words(f"等{len(rows)}个指标" if len(rows) > _NAMED else "")
    yield Problem(
        sentence("{codes}{rest}没有对应的绩效目标。", codes=codes, rest=rest),
        sentence("指标体系/{codes}{rest}", codes=codes, rest=words("等" if rest.text else "")),
    )
