"""Output and benefit indicators that carry less than 60 % of the weight: 40 of 100."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import round_half_up, total
from yqxl.grid import NamedRef, Ref
from yqxl.model.output_levels import LEAST_NAME, LEAST_SHARE, counts
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import amount, percent, sentence, words
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "indicators"
#: a formula has at most 255 arguments; more indicators are summed by 首页's own check
_MOST = 200


@problem_rule(
    title="产出、效益指标的权重偏低",
    group=ProblemGroup.SETTING,
    place=3,
    source="财预〔2020〕10号 第十四条：产出、效益指标权重原则上不低于60%",
)
def light_outputs(evaluation: Evaluation, results: Results) -> Iterator[Problem]:
    """Yield the weight of outputs and benefits where it is below the least share."""
    full, least = results.weight_total, _least(evaluation)
    rows = [
        number
        for number, row in enumerate(evaluation.indicators)
        if row.code and counts(row.level1, row.level2) and isinstance(row.weight, float | int)
    ]
    if not rows or not isinstance(full, float | int) or full <= 0:
        return
    weight = total([float(evaluation.indicators[number].weight) for number in rows], 6)  # type: ignore[arg-type]  # numbers, as looked above
    if round_half_up(least * full - weight, 6) <= 0:
        return
    refs = [Ref(_TABLE, number, "weight") for number in rows[:_MOST]]
    text = "+".join(f"{{{place}}}" for place in range(len(refs)))
    share = f"({text})/{{{len(refs)}}}"
    yield Problem(
        sentence(
            "产出、效益（含满意度）指标的权重为{weight}，占{share}，低于{least}。",
            weight=amount(weight, text, *refs),
            share=percent(weight / full, share, *refs, NamedRef("weight_total")),
            least=words(f"{round_half_up(least * 100, 2):.15g}%"),
        ),
        words("指标体系/权重"),
    )


def _least(evaluation: Evaluation) -> float:
    for row in evaluation.tolerances:
        if row.name == LEAST_NAME and isinstance(row.value, float | int):
            return float(row.value)
    return LEAST_SHARE
