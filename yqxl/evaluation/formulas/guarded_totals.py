"""The guard of 合计, 总分 and 等级: what yqxl withholds, the sheet withholds too.

``yq_blocked`` is a cell of 校验 that counts the reasons why no total may be shown. It looks
at inputs only, never at a total, so nothing is circular (design §4a).
"""

from __future__ import annotations

from collections.abc import Container

from yqxl.evaluation.formulas.contracts import contract
from yqxl.evaluation.formulas.named_formulas import BLOCKED, GUARDED, guarded
from yqxl.evaluation.formulas.optional_parts import with_parts

__all__ = ["BLOCKED", "GUARDED", "named_text"]


def named_text(field: str, number: int, tables: Container[str] = ()) -> str | None:
    """Return what a workbook of a version carries in a computed named cell once it was run.

    ``tables`` are the keys of its tables. None for 还差, which depends on where these stand.

    >>> named_text("score_total", 1)
    'IF(yq_blocked>0,NA(),IF(yq_unscored>0,NA(),ROUND(SUMIFS(yq_i_score,yq_i_code,"?*"),2)))'
    """
    text = contract(number).named.get(field)
    return None if text is None else with_parts(guarded(field, text), tables)
