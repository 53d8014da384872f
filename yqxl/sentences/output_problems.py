"""产出问题: what was not started and what was not finished.

"个别项目未开展，具体是……" and "开展的项目未完成，例如……实际培训509人，完成率72.71%。"
(阳泉 2022，六(一)). Facts only: causes are the evaluator's.
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.output_results import completion_text
from yqxl.sentences.wording import filled, listing, share

_SOURCE = "财预〔2020〕10号 附2：实际完成率=实际产出数/计划产出数；附3：存在的问题"


@sentence_rule(name="产出问题", part="五", place=1, source=_SOURCE)
def output_problems(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield the outputs without any result, then the one that is furthest from its plan."""
    rows = [
        (row, done)
        for row in evaluation.outputs
        if (done := share(filled(row.actual), filled(row.planned))) is not None and done >= 0
    ]
    idle = [row.name or row.code for row, done in rows if done == 0]
    behind = sorted((done, place) for place, (_, done) in enumerate(rows) if 0 < done < 1)
    if idle:
        how_many = "项目均" if len(idle) == len(rows) else "个别项目"
        yield Said(f"{how_many}未开展，具体是{listing(idle)}。", "未开展")
    if behind:
        worst = completion_text(rows[behind[0][1]][0])
        yield Said(f"开展的项目未完成，例如{worst}", "未完成")
