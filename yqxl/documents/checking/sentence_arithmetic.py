"""Arithmetic inside a sentence: a, b and a/b; 共计; 相差; the parts of a total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from yqxl.documents.checking.claims import Claim

_QUOTIENT = re.compile("完成率|到位率|执行率|支出率|使用率|得分率|覆盖率|达标率|回收率")
_SUM = re.compile("共计|总计|相加")
#: so many of so much each: 每场2500元，120场共30万元
_EACH, _TIMES = re.compile("每|单价"), re.compile("^,?(?:共计?|合计|总计|计)$")
_DIFFERENCE = re.compile("相差|差额|缺口")
_OPERANDS = 3
#: what rounding may leave of each part
_HALF = 0.005
_FULL = 100.0
#: how many of a unit of money one million yuan is
_MONEY = {"元": 1e6, "万元": 1e2, "亿元": 1e-2}


@dataclass(frozen=True)
class Sum:
    """A number that follows from others of its sentence, and what it should be."""

    claim: Claim
    operands: tuple[Claim, ...]
    results: tuple[float, ...]
    what: str
    #: what each operand may be off
    tolerance: float = 0.0

    @property
    def holds(self) -> bool:
        """Return whether one of the results is printed."""
        return any(
            self.claim.agrees(result) or abs(result - self.claim.value) <= self.tolerance + 1e-9
            for result in self.results
        )


def sums(claims: Sequence[Claim]) -> Iterator[Sum]:
    """Yield everything of a sentence that can be recomputed from the sentence alone."""
    for place, claim in enumerate(claims):
        before = claims[:place]
        if claim.unit == "%" and _QUOTIENT.search(claim.phrase):
            yield from _quotient(claim, before)
        same = [one for one in before if one.unit == claim.unit]
        if _SUM.search(claim.phrase) and len(same) > 1:
            yield _added(claim, same)
        if len(before) > 1 and _TIMES.search(claim.phrase):
            yield from _multiplied(claim, *before[-2:])
        if _DIFFERENCE.search(claim.phrase) and len(same) > 1:
            first, second = same[-2:]
            yield Sum(claim, (first, second), (abs(first.value - second.value),), "相差")


def _quotient(claim: Claim, before: Sequence[Claim]) -> Iterator[Sum]:
    """Yield a rate after two numbers of one unit, those said since the rate before."""
    rates = [number for number, one in enumerate(before) if one.unit == "%"]
    since = before[rates[-1] + 1 :] if rates else before
    plain = [one for one in since if one.unit != "%" and not one.unit.startswith("个")]
    if not plain:
        return
    same = [one for one in plain if one.unit == plain[-1].unit][-_OPERANDS:]
    if len(same) < 2:  # noqa: PLR2004 - a quotient has two sides
        return
    quotients = [_FULL * a.value / b.value for a, b in permutations(same, 2) if b.value]
    if any(same[-1].value > one.value for one in same[:-1]):
        quotients.append(_FULL)  # what goes beyond its plan is told as 100 %
    yield Sum(claim, tuple(same), tuple(quotients), "相除")


def _multiplied(claim: Claim, price: Claim, count: Claim) -> Iterator[Sum]:
    """Yield an amount after its unit price and how many there are."""
    scale = _MONEY.get(claim.unit, 0.0) / _MONEY.get(price.unit, 1.0)
    if scale and price.unit in _MONEY and count.unit not in _MONEY and _EACH.search(price.phrase):
        yield Sum(claim, (price, count), (price.value * count.value * scale,), "相乘")


def _added(claim: Claim, same: Sequence[Claim]) -> Sum:
    results = [sum(one.value for one in same[start:]) for start in range(len(same) - 1)]
    return Sum(claim, tuple(same), tuple(results), "相加", _HALF * len(same))
