"""The nature of an indicator (性质): scored, or a bonus or deduction outside the 100 points."""

from __future__ import annotations

from yqxl.arithmetic import Value
from yqxl.errors import CellError, ErrorValue

SCORED, BONUS, DEDUCTION = NATURES = ("计分", "加分", "扣分")


def is_outside(nature: str) -> bool:
    """Return whether an item of this nature stands outside the 100 points.

    >>> is_outside("扣分"), is_outside("计分"), is_outside("")
    (True, False, False)
    """
    return nature in (BONUS, DEDUCTION)


def nature_fault(nature: str, weight: Value, limit: Value) -> str:
    """Return what cannot be meant of an item, ``""`` where nothing is wrong.

    An item outside the 100 points has the weight 0; one within them has no 加扣上限.

    >>> nature_fault("加分", 2.0, None)
    '加分、扣分项在100分之外，权重应为0，分数写在“加扣上限”'
    >>> nature_fault("扣分", 0.0, 5.0), nature_fault("", 3.0, None)
    ('', '')
    """
    if is_outside(nature):
        faulty = not is_blank_cell(weight) and weight != 0
        return "加分、扣分项在100分之外，权重应为0，分数写在“加扣上限”" if faulty else ""
    if nature not in ("", SCORED):
        return "性质应为 计分、加分 或 扣分"
    return "" if is_blank_cell(limit) else "“加扣上限”只用于加分、扣分项"


def is_blank_cell(value: Value) -> bool:
    """Return ``value=""``; an error value raises, as it does in a formula."""
    if isinstance(value, ErrorValue):
        raise CellError(value)
    return value is None or value == ""
