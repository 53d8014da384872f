"""综合评价: total and grade.

"……绩效评价总体得分77.73分，评价等级为“中”。" (阳泉 2022，三(一)).
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, number

_EVALUATION = "绩效评价"


@sentence_rule(
    name="综合评价",
    part="三",
    place=1,
    source="财预〔2020〕10号 第二十一条：绩效评价结果采取评分和评级相结合的方式",
)
def overall_score(evaluation: Evaluation, results: Results) -> Iterator[Said]:
    """Yield total and grade; nothing while a score is missing."""
    total = filled(results.score_total)
    if total is None or not any(row.code for row in evaluation.indicators):
        return
    subject = evaluation.project.name.strip().removesuffix(_EVALUATION)
    grade = f"，评价等级为“{results.grade}”" if _is_grade(results.grade) else ""
    yield Said(f"{subject}{_EVALUATION}总体得分{number(total)}分{grade}。")


def _is_grade(grade: object) -> bool:
    return isinstance(grade, str) and bool(grade)
