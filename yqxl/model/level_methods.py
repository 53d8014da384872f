"""How the score of a level comes about (层级评分 方法)."""

from __future__ import annotations

#: what its members score together; a blank means the same
SUM, WEIGHTED = "合计", "加权平均"
GIVEN, MEAN, BLEND = "直接评分", "平均", "混合"
METHODS = (SUM, WEIGHTED, GIVEN, MEAN, BLEND)


def sums_up(method: str) -> bool:
    """Return whether a level scores what its members score together.

    Scores are weighted already: the weighted mean of the score rates, times the weight of
    the level, is their sum.

    >>> sums_up(""), sums_up("加权平均"), sums_up("平均")
    (True, True, False)
    """
    return method in ("", SUM, WEIGHTED)
