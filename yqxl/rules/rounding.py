"""Rounding and percent texts, as the cells and the printed report have them."""

from __future__ import annotations

from yqxl.arithmetic import Value, percent_text, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import Argument, formula
from yqxl.rules.arguments import numbers

#: more decimals than this have no meaning in a rate or a score
MOST_DIGITS = 10


@formula(
    name="YQ_ROUND",
    label="四舍五入",
    unit="与参数相同",
    source="公开报告的惯例：四舍五入；与电子表格 ROUND 相同",
    core=f"IF(({{digits}}<=-1)+({{digits}}>={MOST_DIGITS + 1})>0,#NUM!,ROUND({{x}},{{digits}}))",
    example="=YQ_ROUND(2.145,2)",
    arguments=(
        Argument("x", "数值", "要四舍五入的数"),
        Argument("digits", "小数位数", "0 到 10；小数部分舍去，超出范围得 #NUM!", "位"),
    ),
)
def rounded(x: Value, digits: Value) -> float:
    """按四舍五入保留若干位小数，与电子表格 ROUND 完全一致。

    Half away from zero after cutting to 15 significant digits: 3 × 0.715 gives 2.15.

    Args:
        x: the number.
        digits: decimals, 0 to 10 (a fraction is cut off).

    Raises:
        CellError: #NUM! when digits are out of range, #VALUE! for a text.

    Source:
        published reports round half up to two decimals (69.9667 → 69.97).

    >>> rounded(3 * 0.715, 2), rounded(20.99 / 30 * 100, 2)
    (2.15, 69.97)
    """
    number, places = numbers(x, digits)
    if places <= -1 or places >= MOST_DIGITS + 1:
        raise CellError(ErrorValue.NUM)
    return round_half_up(number, int(places))


@formula(
    name="YQ_PERCENT_TEXT",
    label="百分数文本",
    unit="文本",
    source="公开报告的惯例：两位小数四舍五入，末尾的零不写（85%、69.97%）",
    core='ROUND({rate}*100,2)&"%"',
    example="=YQ_PERCENT_TEXT(0.85)",
    arguments=(Argument("rate", "比率", "如 0.8728", "比率"),),
)
def rate_text(rate: Value) -> str:
    """把比率写成报告中的百分数文本：最多两位小数，不带末尾的零。

    A text for sentences; for a table give the number a percent format instead.

    Args:
        rate: the rate [ratio].

    Raises:
        CellError: #VALUE! for a text.

    Source:
        表3-1 of the published case: 85%, 69.97%, 79.35%, 80%, 77.73%.

    >>> [rate_text(rate) for rate in (17 / 20, 20.99 / 30, 639.79 / 733, 1.0)]
    ['85%', '69.97%', '87.28%', '100%']
    """
    (number,) = numbers(rate)
    return percent_text(number)
