"""指标体系: how many indicators of each level, and in which ratio the levels weigh.

"本政策绩效评价指标体系包括……4个一级指标、12个二级指标、34个三级指标。" (阳泉 2022，二(二)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import gcd

from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry.saying import Said, sentence_rule
from yqxl.sentences.wording import filled, kind, level_name

_SOURCE = "财预〔2020〕10号 附3：绩效评价指标体系"
_LARGEST_RATIO = 20


@sentence_rule(name="指标体系", part="二（二）", place=1, source=_SOURCE)
def indicator_system(evaluation: Evaluation, results: Results) -> Iterator[Said]:
    """Yield the numbers of indicators, level by level."""
    rows = [row for row in evaluation.indicators if row.code]
    first = [level_name(level.label) for level in results.levels if level.label]
    if not rows or not first:
        return
    second = {(row.level1.lower(), row.level2.lower()) for row in rows if row.level2.strip()}
    middle = f"{len(second)}个二级指标、" if second else ""
    yield Said(
        f"本{kind(evaluation.project)}绩效评价指标体系包括{_counted(first)}个一级指标、"
        f"{middle}{len(rows)}个三级指标。"
    )


@sentence_rule(name="权重设置", part="二（二）", place=2, source=_SOURCE)
def level_weights(evaluation: Evaluation, results: Results) -> Iterator[Said]:  # noqa: ARG001 - the signature of every rule
    """Yield the ratio of the first levels' weights where it can be said in small numbers."""
    levels = [level for level in results.levels if level.label]
    weights = [filled(level.weight) for level in levels]
    if len(levels) < 2 or any(one is None or one <= 0 or one % 1 for one in weights):  # noqa: PLR2004 - a ratio has two sides
        return
    whole = [int(one) for one in weights if one is not None]
    least = gcd(*whole)
    names = _counted([level_name(level.label) for level in levels])
    if max(whole) // least <= _LARGEST_RATIO:
        ratio = ":".join(str(one // least) for one in whole)
        yield Said(f"{names}个一级指标按照{ratio}的权重设置。")
    else:
        listed = "、".join(str(one) for one in whole)
        yield Said(f"{names}个一级指标的权重分别为{listed}。")


def _counted(names: Sequence[str]) -> str:
    """Return names and how many they are; a number right behind a letter is not read on.

    >>> _counted(["决策", "过程"]), _counted(["改革之A", "改革之B"])
    ('决策、过程2', '改革之A、改革之B共2')
    """
    last = names[-1][-1:]
    return f"{'、'.join(names)}{'共' if last.isascii() else ''}{len(names)}"
