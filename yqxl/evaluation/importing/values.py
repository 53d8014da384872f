"""A target or an actual value as operator, number and unit, where it has only one reading.

"≥50公里" is ≥, 50, 公里; "不超过3次" is ≤, 3, 次; "12月底前" is a date. A text that allows
two readings ("约50", "3-5天", "90%以上基本完成") is text: nothing is made of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum

from yqxl.evaluation.importing.cell_texts import NUMBER, means_nothing, number_of, plain
from yqxl.evaluation.importing.points import ratio_of
from yqxl.evaluation.importing.source_grid import SourceCell

#: operators as targets spell them; longer spellings first
_OPERATORS = (
    ("≥", r"≥|>=|=>|≧|⩾|不低于|不少于|不小于|大于等于|大于或等于|至少"),
    ("≤", r"≤|<=|=<|≦|⩽|不超过|不高于|不多于|不大于|小于等于|小于或等于|至多|控制在"),
    (">", r">|大于|高于|超过|多于"),
    ("<", r"<|小于|低于|少于"),
    ("=", r"=|等于"),
)
_DIRECTIONS = {"正向": "≥", "正向指标": "≥", "反向": "≤", "反向指标": "≤", "逆向指标": "≤"}
_BEHIND = {"以上": "≥", "及以上": "≥", "以内": "≤", "及以内": "≤", "以下": "≤", "及以下": "≤"}
_BEHIND |= {"之内": "≤"}
_VERBS = re.compile(rf"(?:已完成|实际完成|完成|达到|实际|共计|共|达)(?={NUMBER})")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d(?:年|[-./](?=\d))|\d{1,2}月)"
    r"(?:\d{1,2}(?:月|[-./]\d{1,2}日?)?)?(?:\d{1,2}日)?"
    r"(?:底|末|初|中旬|上旬|下旬)?(?:之前|以前|前|内)?(?:完成|完工)?"
)
_RANGE = re.compile(r"[-~—–至到](?:\d)|%[-~—–至]\d")
_PER_CENT = ("%", "百分比")
#: a longer text behind the number is a sentence, not a unit
_LONGEST_UNIT = 8
#: from here on a bare number in a column of per cent is a number of per cent
_RATIO = 1.5
_ABOUT = ("约", "大约", "近")

SURE, BRACKET, VERB, CONFLICT = 1.0, 0.8, 0.9, 0.6


class Kind(Enum):
    """What a value is."""

    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    TEXT = "text"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value says; ``number`` is a ratio for per cent (0.9 for 90 %)."""

    kind: Kind
    operator: str = ""
    number: float = 0.0
    unit: str = ""
    sure: float = SURE
    why: str = ""

    @property
    def numeric(self) -> bool:
        """Whether a number can be taken from it."""
        return self.kind in (Kind.NUMBER, Kind.PERCENT)


def direction_of(text: str) -> str:
    """Return the operator that a column 指标性质 or 计算符号 means, "" for none.

    >>> direction_of("≥"), direction_of("反向指标"), direction_of("定性")
    ('≥', '≤', '')
    """
    word = plain(text)
    for sign, spelt in _OPERATORS:
        if re.fullmatch(spelt, word):
            return sign
    return _DIRECTIONS.get(word, "")


def measure_of(cell: SourceCell | None, unit: str = "", direction: str = "") -> Measure:
    """Return what a cell says; ``unit`` and ``direction`` come from columns of their own.

    >>> measure_of(SourceCell("≥50公里", 0, 0, 0, 0))
    Measure(kind=<Kind.NUMBER: 'number'>, operator='≥', number=50.0, unit='公里', sure=1.0, why='')
    >>> measure_of(SourceCell(95.0, 0, 0, 0, 0), unit="%", direction="≥").number
    0.95
    """
    if cell is None or not cell.filled or means_nothing(cell.text):
        return Measure(Kind.BLANK)
    unit = plain(unit)
    if isinstance(cell.value, str) or cell.shown:
        return measure_of_text(cell.text, unit, direction)
    number, own = float(cell.value or 0.0), direction_of(direction)
    if cell.percent:
        return Measure(Kind.PERCENT, own, number, "%")
    if unit in _PER_CENT:
        return _per_cent_number(Measure(Kind.PERCENT, own, number, "%"))
    return Measure(Kind.NUMBER, own, number, unit)


def measure_of_text(text: str, unit: str = "", direction: str = "") -> Measure:
    """Return what a text says.

    >>> [measure_of_text(text).kind.value for text in ("12月底前", "3-5天", "约50人", "健全")]
    ['date', 'text', 'text', 'text']
    >>> measure_of_text("=100%").number, measure_of_text("90%以上").operator
    (1.0, '≥')
    """
    sign, rest = _leading_operator(plain(text))
    if _is_date(rest):
        return Measure(Kind.DATE, sign)
    why, sure = "", SURE
    verb = _VERBS.match(rest)
    if verb and not sign:
        rest, why, sure = rest[verb.end() :], f"略去“{verb[0]}”", VERB
    rest = re.sub(rf"^百分之({NUMBER})$", r"\1%", rest)
    found = re.match(NUMBER, rest)
    if found is None:
        return Measure(Kind.TEXT, sign, why="约数" if rest.startswith(_ABOUT) else "")
    number, tail = number_of(found[0]), rest[found.end() :]
    if _RANGE.match(tail):
        return Measure(Kind.TEXT, why="范围")
    measure = Measure(Kind.NUMBER, sign, number, "", sure, why)
    return _with_tail(measure, tail, unit, direction_of(direction))


def _leading_operator(text: str) -> tuple[str, str]:
    for sign, spelt in _OPERATORS:
        found = re.match(spelt, text)
        if found:
            return sign, text[found.end() :]
    return "", text


def _is_date(text: str) -> bool:
    return _DATE.fullmatch(text) is not None and re.fullmatch(r"\d+(?:\.\d+)?", text) is None


def _with_tail(measure: Measure, tail: str, unit: str, own: str) -> Measure:
    """Take unit, 以上 or 以内, and brackets from what stands behind the number."""
    shorter = re.sub(r"\([^()]*\)$", "", tail)
    if shorter != tail:
        measure = replace(measure, sure=min(measure.sure, BRACKET), why="略去括号中的说明")
    behind = re.search(r"(?:及?以[上下内]|之内|左右)$", shorter)
    if behind:
        sign = _BEHIND.get(behind[0])
        if sign is None or measure.operator not in ("", sign):
            return Measure(Kind.TEXT, why="约数" if sign is None else "方向矛盾")
        shorter = shorter[: behind.start()]
        measure = replace(measure, operator=sign, sure=min(measure.sure, VERB))
    if re.search(r"\d", shorter):
        return Measure(Kind.TEXT, measure.operator, why="不止一个数")
    measure = replace(measure, operator=measure.operator or own)
    if shorter.startswith("%") or shorter == "百分比":
        return _per_cent_text(measure, shorter)
    return _with_unit(measure, shorter, unit)


def _per_cent_text(measure: Measure, tail: str) -> Measure:
    if tail not in _PER_CENT and tail[1:] not in ("完成", "达标", "合格"):
        return Measure(Kind.TEXT, measure.operator, why="百分数后另有文字")
    sure = measure.sure if tail in _PER_CENT else min(measure.sure, BRACKET)
    return replace(measure, kind=Kind.PERCENT, number=ratio_of(measure.number), unit="%", sure=sure)


def _with_unit(measure: Measure, tail: str, unit: str) -> Measure:
    if tail.startswith("‰") or len(tail) > _LONGEST_UNIT:
        why = "千分数" if tail.startswith("‰") else "数字后的文字太长"
        return Measure(Kind.TEXT, measure.operator, why=why)
    if unit in _PER_CENT and not tail:
        return _per_cent_number(measure)
    if unit and tail and unit != tail:
        why = f"单位不一：{tail}／{unit}"
        return replace(measure, unit=tail, sure=min(measure.sure, CONFLICT), why=why)
    return replace(measure, unit=tail or unit)


def _per_cent_number(measure: Measure) -> Measure:
    """Return a bare number of a column whose unit is per cent; 0.95 or 1 may mean both."""
    if abs(measure.number) <= _RATIO and measure.number != 0:
        return Measure(Kind.TEXT, measure.operator, why="不知是比率还是百分数")
    return replace(measure, kind=Kind.PERCENT, number=ratio_of(measure.number), unit="%")
