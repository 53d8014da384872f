"""Keys and codes as the spreadsheet compares them, and the codes in level labels."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from yqxl.arithmetic import Value
from yqxl.model.contract_version import follows_paths
from yqxl.model.headers import level_code
from yqxl.model.rows import Evaluation, Output, Rate, SurveyGroup


def folded(texts: Iterable[str]) -> set[str]:
    """Return the texts that are not blank as MATCH compares them: ignoring case."""
    return {text.lower() for text in texts if text}


def value_codes(evaluation: Evaluation) -> set[str]:
    """Return every code that a 取值来源 can name."""
    tables: list[Iterable[Rate | SurveyGroup | Output]] = [evaluation.rates, evaluation.survey]
    if follows_paths(evaluation.contract):
        tables.append(evaluation.outputs)
    return {code for rows in tables for code in folded(row.code for row in rows)}


def tolerance(evaluation: Evaluation, name: str, default: float) -> float:
    """Return a tolerance of 参数; the default where the table has none of this name."""
    for row in evaluation.tolerances:
        if row.name == name:
            return float(row.value) if isinstance(row.value, float | int) else default
    return default


@lru_cache(maxsize=1024)
def level_key(label: str) -> str:
    """Return the code at the beginning of a level's label in lower case, or ``""``.

    >>> level_key("C1政策产出目标实现程度"), level_key("产出")
    ('c1', '')
    """
    return (level_code(label) or "").lower()


#: the sum of weights that were typed in per cent lies between these
_PERCENT_SUM = (0.5, 1.5)


def weights_are_percents(weight_total: Value) -> bool:
    """Return whether the weights add to about 1: 20 % where 20 points are meant.

    >>> weights_are_percents(1.0), weights_are_percents(100.0)
    (True, False)
    """
    low, high = _PERCENT_SUM
    return isinstance(weight_total, float | int) and low <= weight_total <= high
