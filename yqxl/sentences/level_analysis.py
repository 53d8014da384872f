"""分析: what each first level looks at, its points and its score.

"政策实施类指标主要从组织管理和资金管理两方面进行考核。标准分值30分，实际得分20.99分，得分率69.97%。"
(阳泉 2022，四(二)). Every second level is named, also where a printed text leaves one out.
"""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.model.results import LevelResult, Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import aspects, filled, level_name, listing, number, rate


@sentence_rule(
    name="分析",
    part="四",
    place=1,
    source="财预〔2020〕10号 附3：绩效评价指标分析",
)
def level_analysis(evaluation: Evaluation, results: Results) -> Iterator[Said]:
    """Yield one paragraph for each first level; its key is the level's code or name."""
    for level in results.levels:
        if level.label:
            text = f"{_looks_at(evaluation, level)}{_scores(level)}"
            yield Said(text, level.code or level_name(level.label))


def heading(level: LevelResult) -> str:
    """Return the heading over the analysis of a level.

    >>> heading(LevelResult("B", "B政策实施", (), 30.0, 20.99, 0.7, 0))
    '政策实施指标分析'
    """
    return f"{level_name(level.label).removesuffix('指标')}指标分析"


def _looks_at(evaluation: Evaluation, level: LevelResult) -> str:
    name = level_name(level.label)
    subject = name if name.endswith("指标") else f"{name.removesuffix('类')}类指标"
    labels = dict.fromkeys(
        level_name(evaluation.indicators[row].level2)
        for row in level.rows
        if evaluation.indicators[row].level2.strip()
    )
    if not labels:
        names = dict.fromkeys(evaluation.indicators[row].name for row in level.rows)
        return f"{subject}共{len(level.rows)}项：{'、'.join(filter(None, names))}。"
    return f"{subject}主要从{listing(list(labels))}{aspects(len(labels))}进行考核。"


def _scores(level: LevelResult) -> str:
    weight, score, score_rate = (
        filled(value) for value in (level.weight, level.score, level.score_rate)
    )
    if weight is None:
        return ""
    if score is None or score_rate is None:
        return f"标准分值{number(weight)}分，尚有{level.unscored}项未得分。"
    return f"标准分值{number(weight)}分，实际得分{number(score)}分，得分率{rate(score_rate)}。"
