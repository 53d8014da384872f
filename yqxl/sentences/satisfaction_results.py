"""满意度: what each group that was asked said, and how many answered."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, number, rate

#: what a note says of a figure that no survey gave
_ILLUSTRATIVE = "示例值"


@sentence_rule(
    name="满意度",
    part="四",
    place=4,
    source="财预〔2020〕10号 附2：服务对象满意度，问卷调查",
)
def satisfaction_results(evaluation: Evaluation, results: Results) -> Iterator[Said]:
    """Yield one paragraph for each group with answers."""
    for row, result in zip(evaluation.survey, results.survey, strict=True):
        valid, satisfied = filled(result.valid), filled(result.rate)
        if not row.code or not valid or satisfied is None:
            continue
        what = (row.group or row.code).removesuffix("满意度")
        mark = "（示例值）" if _ILLUSTRATIVE in row.note else ""
        issued = filled(row.issued)
        sent = f"发放问卷{number(issued)}份，" if issued else ""
        yield Said(
            f"{sent}{what}满意度调查收回有效问卷{number(valid)}份，满意度{rate(satisfied)}{mark}。",
            row.code,
        )
