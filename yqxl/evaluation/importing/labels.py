"""The label of a level or an indicator: its code, its name, the weight in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yqxl.evaluation.importing.cell_texts import NUMBER, joined, number_of, plain
from yqxl.model.number_text import canonical

_MARKED_WEIGHT = re.compile(
    rf"[(\[【](?:权重|分值)?:?({NUMBER})(分|%)(?:[*×x](?:预算)?执行率)?[)\]】]$"
)
_BARE_WEIGHT = re.compile(rf"[(\[【]({NUMBER})[)\]】]$")
_TRAILING_POINTS = re.compile(rf"[^\d.]({NUMBER})分$")
#: a level that goes on over a page: 产出指标（续）
_CONTINUED = re.compile(r"[(\[【](?:续|接上页|续上页|续表)[)\]】]$")
_OPENING = re.compile(r"[(\[【][^(\[【]*$")
_CODE = re.compile(r"([A-Za-z]{1,2}\d{0,4}(?:[.\-]\d{1,2}){0,3})(?=[^A-Za-z0-9%])")
_ENUMERATION = re.compile(
    r"指标\d+[:.、]|\d{1,2}[.、](?!\d)|\(\d{1,2}\)|[①-⑳]|[一二三四五六七八九十]{1,2}、"
)
_GLUED_TARGET = re.compile(
    rf"(.{{2,}}?)((?:≥|≤|>=|<=|=|>|<|不低于|不少于|不超过|不高于){NUMBER}\S{{0,6}})$"
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says.

    Attributes:
        name: what is left when all else is taken off.
        whole: the name with its code, for names that turn out to have none ("A级景区").
        code: the leading letters and digits, "" for none.
        weight: the points or per cent in brackets.
        per_cent: whether the weight is per cent.
        by_execution: whether the label says that the weight is multiplied by the 执行率.
        enumeration: a number in front that was taken off.
        target: a target that is written into the name.
    """

    name: str
    whole: str
    code: str = ""
    weight: float | None = None
    per_cent: bool = False
    by_execution: bool = False
    enumeration: str = ""
    target: str = ""


def label_of(text: str, *, bare: bool = False) -> Label:
    """Return what a label says; ``bare`` numbers in brackets are weights where a header says so.

    >>> label_of("产出指标（50分）").weight, label_of("A1立项 (10)", bare=True).weight
    (50.0, 10.0)
    >>> label_of("产出指标（续）").name
    '产出指标'
    >>> label_of("A101政策依据充分性").code, label_of("1.巡查次数≥12次").target
    ('A101', '≥12次')
    """
    spelt = canonical(joined(text)).strip()
    rest, weight, found = _without_weight(_CONTINUED.sub("", spelt), bare=bare)
    enumeration = _ENUMERATION.match(rest)
    if enumeration and len(rest) > enumeration.end():
        rest = rest[enumeration.end() :].strip()
    glued = _GLUED_TARGET.match(plain(rest))
    target = ""
    if glued and not glued[1].endswith(("(", "[")):
        rest, target = glued[1].rstrip(",:"), glued[2]
    code = _CODE.match(rest)
    name = rest[code.end() :].lstrip(" .、:-") if code else rest
    return Label(
        name=name or rest,
        whole=rest,
        code=code[1] if code and name else "",
        weight=weight,
        per_cent=found.endswith("%") or "%" in found,
        by_execution="执行率" in found,
        enumeration=enumeration[0] if enumeration else "",
        target=target,
    )


def _without_weight(text: str, *, bare: bool) -> tuple[str, float | None, str]:
    """Return the text without its weight, the weight, and how it was written."""
    spelt = plain(text)
    found = _MARKED_WEIGHT.search(spelt) or (_BARE_WEIGHT.search(spelt) if bare else None)
    if found:
        opening = _OPENING.search(text)
        if opening and opening.start() > 0:
            return text[: opening.start()].strip(), number_of(found[1]), found[0]
        return text, None, ""
    trailing = _TRAILING_POINTS.search(spelt)
    if trailing and "得" not in spelt and len(spelt) > len(trailing[1]) + 2:
        cut = text.rfind(trailing[1])
        return text[:cut].strip(" ,:"), number_of(trailing[1]), trailing[0]
    return text, None, ""
