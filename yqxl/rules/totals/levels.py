"""The score of a level (层级评分): given, the mean of its members, or a blend of both.

A level scores what its members score together, unless 层级评分 says otherwise: a report
that publishes 17 of 20 for 政策制定 and nothing below it has its score there.
"""

from __future__ import annotations

import re

from yqxl.arithmetic import divide, round_score
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import native

SOURCE = "公布的报告只列一级指标得分（阳泉2022）；教材案例：自评×40%+再评×60%"


_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
#: the most letters and the most digits of the code of a level
_MOST = 3
_WHOLE = '{label}&""'
_CODE = re.compile(r"([A-Za-z]*)([0-9]*)")


def _sign(at: int, signs: str, here: str, past: str) -> str:
    """Return a formula: ``here`` where the label has one of the signs, else ``past``."""
    return f'IF(ISNUMBER(FIND(MID({{label}}&"       ",{at},1),"{signs}")),{here},{past})'


def _digits_after(letters: int) -> str:
    text = _WHOLE
    for digits in reversed(range(_MOST + 1)):
        length = letters + digits
        text = _sign(length + 1, _DIGITS, text, f"LEFT({{label}},{length})")
    return text


def _label_code() -> str:
    text = _WHOLE
    for letters in reversed(range(_MOST + 1)):
        text = _sign(letters + 1, _LETTERS, text, _digits_after(letters) if letters else _WHOLE)
    return text


@native(_label_code())
def label_code(label: str) -> str:
    """Return the code that the label of a level begins with; without one, the label.

    A code has up to three letters and up to three digits; a level with a longer one is
    called by its label. Sign by sign: a program may take a range for its first cell.

    Source:
        阳泉2022 评价报告：A政策制定、C1政策产出目标实现程度。

    >>> label_code("A政策制定"), label_code("C12其他"), label_code("产出"), label_code("ABCD")
    ('A', 'C12', '产出', 'ABCD')
    """
    found = _CODE.match(label)
    letters, digits = found.groups() if found else ("", "")
    sound = 0 < len(letters) <= _MOST and len(digits) <= _MOST
    return letters + digits if sound else label


@native("ROUND(ROUND({weight}*{rate},10),2)")
def mean_points(weight: float, rate: float) -> float:
    """Return what a level scores by the mean of its members' score rates.

    Args:
        weight: of the level [points].
        rate: plain mean of the members' score rates [share].

    Source:
        评分表的惯例：层级取成员得分率的平均。

    >>> mean_points(20.0, 0.85)
    17.0
    """
    return round_score(weight * rate)


@native("ROUND(ROUND({share}*{given}+(1-{share})*{members},10),2)")
def blended_points(share: float, given: float, members: float) -> float:
    """Return a given score and what the members score together, mixed.

    Args:
        share: what the given score counts [share, 0-1]; the members count the rest.
        given: 评定得分 of the level [points].
        members: what the members score together [points].

    Raises:
        CellError: #N/A for a share outside 0 to 1.

    Source:
        教材案例：自评×40%+再评×60%。

    >>> blended_points(0.6, 80.0, 90.0)
    84.0
    """
    if not 0 <= share <= 1:
        raise CellError(ErrorValue.NA)
    return round_score(share * given + (1 - share) * members)


@native("{score}/{weight}")
def member_rate(score: float, weight: float) -> float:
    """Return the score rate of one member.

    >>> member_rate(3.0, 4.0)
    0.75
    """
    return divide(score, weight)
