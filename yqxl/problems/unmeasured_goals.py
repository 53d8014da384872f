"""Goals that no indicator measures: 参训学员培训效果, target 合格."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import cell_text, sentence
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "goals"


@problem_rule(
    title="目标没有对应的指标",
    group=ProblemGroup.SETTING,
    place=1,
    source="财预〔2020〕10号 附2：绩效指标明确性",
)
def unmeasured_goals(evaluation: Evaluation, results: Results) -> Iterator[Problem]:  # noqa: ARG001 - the signature of every rule
    """Yield the goals without an indicator."""
    for number, row in enumerate(evaluation.goals):
        if row.goal and not row.indicator:
            name = cell_text(_TABLE, number, "goal", row.goal)
            yield Problem(
                sentence(
                    "绩效目标“{name}”（目标值：{target}）没有对应的三级指标。",
                    name=name,
                    target=cell_text(_TABLE, number, "target", row.target),
                ),
                sentence("绩效目标/{name}/指标编码", name=name),
            )
