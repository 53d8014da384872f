"""Outputs that were delivered in part or not at all: O02 509 of 700 is 72.71 %, 191 short."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.grid import Ref
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.phrases import amount, cell_amount, cell_name, cell_text, percent, sentence
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "outputs"


@problem_rule(
    title="产出没有完成",
    group=ProblemGroup.EXECUTION,
    place=1,
    source="财预〔2020〕10号 附2：实际完成率=实际产出数/计划产出数",
)
def outputs_short(evaluation: Evaluation, results: Results) -> Iterator[Problem]:
    """Yield the outputs that fell short of their plan."""
    for number, (row, result) in enumerate(zip(evaluation.outputs, results.outputs, strict=True)):
        planned, actual, rate = row.planned, row.actual, result.completion
        if not isinstance(planned, float | int) or not isinstance(actual, float | int):
            continue
        if not isinstance(rate, float) or rate >= 1 or planned <= actual:
            continue
        plan, done = Ref(_TABLE, number, "planned"), Ref(_TABLE, number, "actual")
        yield Problem(
            sentence(
                "{name}计划{planned}{unit}，实际{actual}{unit}，完成率{rate}，相差{gap}{unit}。",
                name=cell_name(_TABLE, number, row.name, row.code),
                planned=cell_amount(_TABLE, number, "planned", planned),
                actual=cell_amount(_TABLE, number, "actual", actual),
                unit=cell_text(_TABLE, number, "unit", row.unit),
                rate=percent(rate, "{0}", Ref(_TABLE, number, "completion")),
                gap=amount(planned - actual, "{0}-{1}", plan, done),
            ),
            sentence("产出/{code}/实际值", code=cell_text(_TABLE, number, "code", row.code)),
        )
