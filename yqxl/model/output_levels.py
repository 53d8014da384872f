"""Which indicators measure outputs and benefits: their levels say so."""

from __future__ import annotations

from functools import lru_cache

#: the level-1 or level-2 text of an output, benefit or satisfaction indicator has one of these
WORDS = ("产出", "效益", "满意")
#: the row of 参数 that says their least share of the weight, and 财预〔2020〕10号 第十四条
LEAST_NAME, LEAST_SHARE = "产出+效益权重下限", 0.6


@lru_cache(maxsize=1024)
def counts(level1: str, level2: str) -> bool:
    """Return whether an indicator of these levels measures an output or a benefit.

    >>> counts("C政策效果", "C2政策效益"), counts("D政策可持续性", "D401政策效果的可持续性")
    (True, False)
    """
    text = level1 + level2
    return any(word in text for word in WORDS)
