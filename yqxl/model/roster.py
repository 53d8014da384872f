"""Counted answer sheets: how many chose each option, and how their texts are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yqxl.model.number_text import canonical

#: (编码, 选项) as :func:`answer_key` makes it
AnswerKey = tuple[str, str]


@dataclass(frozen=True)
class RosterCounts:
    """How often each pair of 编码 and 选项 occurs in a roster, the texts as they stand.

    Rows in which both are blank are no answers; a pair with one of them blank is kept.
    """

    counts: Mapping[AnswerKey, int]

    @property
    def answers(self) -> int:
        """Return how many answer sheets were counted."""
        return sum(self.counts.values())


def answer_key(code: str, option: str) -> AnswerKey:
    """Return 编码 and 选项 as they are compared: no full width, no outer blanks, no case.

    >>> answer_key(" Ｓ０１ ", "非常满意　")
    ('s01', '非常满意')
    """
    return canonical(code).strip().lower(), canonical(option).strip().lower()
