"""The numbers of a report with their units, and what is said around them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yqxl.arithmetic import round_half_up

_COMMON = (
    "万元", "亿元", "元", "%", "个百分点", "人次", "人", "天", "次", "期", "份", "个", "项", "户",
    "公里", "亩", "场", "台", "套", "名", "家", "所", "册", "座", "条", "吨",
)  # fmt: skip
#: 分 that ends no number of points: 分别, 部分 …
_POINTS = "分(?![别为段级类担解析散布支之])"
_HEADING = re.compile(
    r"\s*(?:[((][一二三四五六七八九十]+[))]|[一二三四五六七八九十]+、|\d+[..、](?!\d)|[①-⑳])"
)
_LONGEST_HEADING = 45
_SENTENCE = re.compile(r"[^。;]+")


@dataclass(frozen=True)
class Claim:
    """A number of the text: as printed, its unit, and where it stands."""

    number: str
    unit: str
    start: int
    #: from the number before, or the beginning of the sentence, up to it
    phrase: str
    sentence: str
    #: the sentence up to the number
    before: str
    #: the paragraph up to the number
    paragraph: str
    heading: str
    #: the sentence behind the number and its unit
    after: str = ""

    @property
    def value(self) -> float:
        """Return the number."""
        return float(self.number.replace(",", ""))

    @property
    def printed(self) -> str:
        """Return number and unit as they stand."""
        return f"{self.number}{self.unit}"

    def agrees(self, value: float) -> bool:
        """Return whether a value is printed like this: rounded to the decimals shown.

        A number with fewer than two decimals must be the value itself to half a cent: 15 is
        no print of 15.4.

        >>> Claim("87.28", "%", 0, "", "", "", "", "").agrees(87.2837653)
        True
        >>> Claim("87", "%", 0, "", "", "", "", "").agrees(87.2837653)
        False
        """
        decimals = len(self.number.partition(".")[2])
        if round_half_up(value, min(decimals, 15)) != self.value:
            return False
        return decimals >= 2 or abs(value - self.value) < 0.005  # noqa: PLR2004 - a cent


def plain_text(text: str) -> str:
    """Return a text with signs of half width, every sign in its place.

    >>> plain_text("得分率８５％，合计（万元）")
    '得分率85%,合计(万元)'
    """
    return "".join(_narrow(sign) for sign in text)


def _narrow(sign: str) -> str:
    if unicodedata.category(sign) == "No":
        return sign  # ① heads a paragraph and is no number of it
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 else sign


def sentences(text: str, units: Iterable[str]) -> Iterator[list[Claim]]:
    """Yield the claims of every sentence outside tables; ``text`` is :func:`plain_text`."""
    number = _number_with(units)
    heading, place = "", 0
    for paragraph in text.split("\n"):
        start, place = place, place + len(paragraph) + 1
        if "|" in paragraph:
            continue
        if _is_heading(paragraph, number):
            heading = paragraph
        for found in _SENTENCE.finditer(paragraph):
            claims = list(_claims(found, start, paragraph, heading, number))
            if claims:
                yield claims


def _number_with(units: Iterable[str]) -> re.Pattern[str]:
    known = sorted({*_COMMON, *filter(None, units)} - {"分"}, key=len, reverse=True)
    either = "|".join([_POINTS, *(re.escape(unit) for unit in known)])
    return re.compile(
        rf"(?<![\d.〔\[A-Za-z-])(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*({either})"
    )


def _is_heading(paragraph: str, number: re.Pattern[str]) -> bool:
    short = len(paragraph) < _LONGEST_HEADING
    return short and bool(_HEADING.match(paragraph)) and not number.search(paragraph)


def _claims(
    found: re.Match[str], start: int, paragraph: str, heading: str, number: re.Pattern[str]
) -> Iterator[Claim]:
    sentence, end = found[0], 0
    for one in number.finditer(sentence):
        phrase, end = sentence[end : one.start()], one.end()
        yield Claim(
            one[1], one[2], start + found.start() + one.start(1), phrase, sentence,
            sentence[: one.start()], paragraph[: found.start() + one.start()], heading,
            sentence[end:],
        )  # fmt: skip
