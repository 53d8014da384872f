"""Header texts and level labels: how they are compared, and what they say."""

from __future__ import annotations

import re
from functools import lru_cache

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_DROPPED = {ord(char): None for char in " \t\r\n\u00a0\u200b\ufeff()[]【】〔〕<>《》"}


@lru_cache(maxsize=1024)
def header_key(text: str) -> str:
    """Return a header as it is compared: no width, no blanks, no brackets, no case.

    What other texts mean the same column, the contract says of each column.

    >>> header_key("到位率（年初预算）"), header_key(" 分值 "), header_key("实际到位 资金")
    ('到位率年初预算', '分值', '实际到位资金')
    """
    return text.translate(_WIDE).translate(_DROPPED).lower()


_LEVEL_CODE = re.compile(r"[A-Za-z]+\d*")


def level_code(label: str) -> str | None:
    """Return the code of a level: the leading letters and digits of its text.

    >>> level_code("A政策制定"), level_code("C1政策产出目标实现程度"), level_code("产出")
    ('A', 'C1', None)
    """
    match = _LEVEL_CODE.match(label.strip())
    return match[0] if match else None


_WEIGHT = re.compile(r"\s*[(（]\s*(?:权重)?\s*(\d+(?:\.\d+)?)\s*[分%％]?\s*[)）]\s*$", re.ASCII)


@lru_cache(maxsize=1024)
def weight_in_label(label: str) -> float | None:
    """Return the weight in brackets at the end of a level's label, or None.

    >>> weight_in_label("A政策制定(20)"), weight_in_label("B政策实施（30％）")
    (20.0, 30.0)
    """
    match = _WEIGHT.search(label)
    return float(match[1]) if match else None


@lru_cache(maxsize=1024)
def without_weight(label: str) -> str:
    """Return a level's label without the weight in brackets at its end.

    >>> without_weight("产出指标(50分)"), without_weight("效益（含满意度）")
    ('产出指标', '效益（含满意度）')
    """
    return _WEIGHT.sub("", label)
