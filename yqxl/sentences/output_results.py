"""产出: what was planned and what was delivered, output by output.

"……计划培训700人，实际培训509人，完成率72.71%。" and "截止评价基准日，该项目未组织开展培训。"
(阳泉 2022，五(一)).
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Output
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, number, rate, share, verb


@sentence_rule(
    name="产出",
    part="四",
    place=2,
    source="财预〔2020〕10号 附2：实际完成率=实际产出数/计划产出数",
)
def output_results(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield one paragraph for each output that has a plan and a result."""
    for row in evaluation.outputs:
        text = completion_text(row)
        if text:
            yield Said(text, row.code)


def completion_text(row: Output) -> str:
    """Return what an output came to; "" where plan or result is missing.

    >>> completion_text(Output("O1", "教师培训", 700.0, 509.0, "人"))
    '教师培训计划培训700人，实际培训509人，完成率72.71%。'
    >>> completion_text(Output("O1", "教师培训", 80.0, 0.0, "人"))
    '教师培训计划培训80人；截止评价基准日，该项目未组织开展培训。'
    """
    planned, actual = filled(row.planned), filled(row.actual)
    done = share(actual, planned)
    if planned is None or actual is None or done is None or actual < 0:
        return ""
    name = row.name or row.code
    act = verb(name)
    plan = f"{name}计划{act or '完成'}{number(planned)}{row.unit}"
    if actual == 0:
        return f"{plan}；截止评价基准日，该项目未组织开展{act}。"
    capped = f"100%（实际值为计划值的{rate(done)}，完成率以100%封顶）" if done > 1 else rate(done)
    return f"{plan}，实际{act or '完成'}{number(actual)}{row.unit}，完成率{capped}。"
