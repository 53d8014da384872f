"""The cell of 首页 that says whether the functions of a workbook with macros work.

Figures saved with a workbook stay on the screen where macros are off, and look alive. This
cell is saved with the sentence for that case; where macros run, the workbook computes once
on opening, and the cell then says what is so: nothing, or that Python did not start.
"""

from __future__ import annotations

#: row and column on 首页, counted from 1: above the state of the evaluation
PROBE_CELL = (2, 5)
#: what the file shows until macros have run
PROBE_TEXT = "函数不可用，请点“启用内容”"
_NO_SERVER = "函数已启用，但计算程序没有启动"
#: without ``=``; YQ_LAST_ERROR is VBA alone, YQ_BALANCE asks Python
PROBE_FORMULA = (
    f'IF(ISERROR(YQ_LAST_ERROR()),"{PROBE_TEXT}",IF(ISERROR(YQ_BALANCE(1,1)),"{_NO_SERVER}",""))'
)


def is_probe(formula: str) -> bool:
    """Return whether a formula (without ``=``) is the one of this cell.

    >>> is_probe(PROBE_FORMULA), is_probe("YQ_LAST_ERROR()")
    (True, False)
    """
    return formula.replace(" ", "") == PROBE_FORMULA
