"""Keys and codes as the spreadsheet compares them, and the codes in level labels."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from yqxl.model.rows import Evaluation

_LEVEL_CODE = re.compile(r"[A-Za-z]+\d*")


def folded(texts: Iterable[str]) -> set[str]:
    """Return the texts that are not blank as MATCH compares them: ignoring case."""
    return {text.lower() for text in texts if text}


def value_codes(evaluation: Evaluation) -> set[str]:
    """Return every code that a 取值来源 can name."""
    return folded(row.code for row in evaluation.rates) | folded(
        row.code for row in evaluation.survey
    )


def tolerance(evaluation: Evaluation, name: str, default: float) -> float:
    """Return a tolerance of 参数; the default where the table has none of this name."""
    for row in evaluation.tolerances:
        if row.name == name:
            return float(row.value) if isinstance(row.value, float | int) else default
    return default


@lru_cache(maxsize=1024)
def level_code(label: str) -> str:
    """Return the code at the beginning of a level's label in lower case, or ``""``.

    >>> level_code("C1政策产出目标实现程度"), level_code("产出")
    ('c1', '')
    """
    match = _LEVEL_CODE.match(label.strip())
    return match[0].lower() if match else ""
