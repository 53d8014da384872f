"""Texts of cells made comparable: full-width forms, blanks, the spelling of numbers."""

from __future__ import annotations

import re

from yqxl.model.number_text import canonical

#: a number as people write it, with or without thousands
NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
#: what stands in a cell that means nothing stands there
NOTHING = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "无数据", "不适用", "N/A"})
#: the brackets of a label and what they hold
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")


def plain(text: str) -> str:
    """Return a text without blanks, its full-width forms as ASCII: for comparing.

    >>> plain("一级 指标（权重）")
    '一级指标(权重)'
    """
    return re.sub(r"\s+", "", canonical(text))


def tidy(text: str) -> str:
    r"""Return a text as it was typed, each run of blanks as one blank: for keeping.

    >>> tidy("满意度指标\n（10分） ")
    '满意度指标 （10分）'
    """
    return re.sub(r"[\s\u3000]+", " ", text).strip()


def joined(text: str) -> str:
    r"""Return a kept text without the line breaks and blanks between two Chinese characters.

    >>> joined("绩 效\n指标 A 级")
    '绩效指标 A 级'
    """
    return re.sub(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])", "", tidy(text))


def number_of(text: str) -> float:
    """Return the number that :data:`NUMBER` matched."""
    return float(text.replace(",", ""))


def means_nothing(text: str) -> bool:
    """Return whether a text only says that there is nothing."""
    return plain(text) in NOTHING
