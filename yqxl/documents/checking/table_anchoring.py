"""Which facts a number in a table speaks of: those of its row's name and its column's label.

Both must be there and be nothing else: a column 比上年支出 is no 支出, a row 项目支出 no total.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from yqxl.documents.checking.facts import CHANGE, COUNTED, Fact
from yqxl.documents.checking.labels import WORDINGS
from yqxl.documents.checking.table_claims import TableClaim
from yqxl.sentences.wording import level_name

_BRACKETS = re.compile(r"\([^()]*\)|\s")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_TOTALS = frozenset({"合计", "总计", "总分", "总体", "总得分", "全部"})
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?)?")
#: the year of a whole table: 2021年度得分, no date
_OF_TABLE = re.compile(r"(?<!\d)((?:19|20)\d{2})年(?!\d)")
_LEADING = re.compile("^(?:全年|本年|年度|累计|已|评价|综合|最终|其中:)")
_TRAILING = re.compile("(?:数|值|额|数量|金额|资金|经费|情况|份数|问卷)$")
#: what only headers of tables say
_HEADERS = {
    "权重": ("标准分",), "得分": ("分数",), "实际值": ("实际完成", "实际产出"),
    "结余": ("资金结余",), "有效问卷": ("有效问卷",),
}  # fmt: skip
_MONEY = {"元": 1.0, "万元": 1e4, "亿元": 1e8}


class TableAnchoring:
    """Finds the facts that the numbers of tables speak of."""

    def __init__(self, facts: Sequence[Fact], year: str) -> None:
        """Keep the facts, and the year that a table without one is of."""
        self.facts = [fact for fact in facts if fact.label not in (COUNTED, CHANGE)]
        self.labels = {fact.label for fact in self.facts if not fact.year}
        self.year = year

    def anchor(self, one: TableClaim) -> tuple[list[Fact], bool]:
        """Return the facts of a number, and whether its row or column has a label at all."""
        first = one.row[-1] if one.row else ""
        found: list[Fact] = []
        labelled = False
        for names, labelling in ((one.row, one.header), ((one.header,), first)):
            years = _YEAR.findall(f"{one.header} {first}") + _OF_TABLE.findall(one.caption)
            labels = {label for label in self.labels if _is_label(label, labelling)}
            labelled = labelled or bool(labels)
            if labels and set(years) <= {self.year}:
                found += self._named(names, labels, one)
            if _YEAR.fullmatch(labelling):
                found += self._of_series(names, _YEAR.findall(labelling)[0], one)
        return found, labelled

    def _named(
        self, names: Collection[str], labels: Collection[str], one: TableClaim
    ) -> list[Fact]:
        """Return the facts of the nearest name that has one of the labels."""
        of_label = [fact for fact in self.facts if fact.label in labels and _fits(fact, one)]
        for name in names:
            found = [fact for fact in of_label if _is_name(fact, name)]
            if found:
                return found
        return []

    def _of_series(self, names: Collection[str], year: str, one: TableClaim) -> list[Fact]:
        return [
            fact
            for fact in self.facts
            if fact.year == year and _fits(fact, one) and any(_is_name(fact, n) for n in names)
        ]


def values_of(fact: Fact, one: TableClaim) -> tuple[float, ...]:
    """Return what may be printed of a fact: in the unit of the table, a rate also as a share."""
    unit = one.claim.unit
    shown = _MONEY.get(unit or one.unit)
    scale = _MONEY[fact.unit] / shown if shown and fact.unit in _MONEY else 1.0
    base = "".join(_BRACKETED.findall(one.header))
    values = tuple(value * scale for value in fact.of_base(base))
    if fact.unit == "%" and not unit and "%" not in one.header:
        values += tuple(value / 100 for value in values)
    return values


def agrees(one: TableClaim, value: float) -> bool:
    """Return whether a value is printed like this; a table may show one decimal."""
    decimals = len(one.claim.number.partition(".")[2])
    return one.claim.agrees(value) or (
        decimals == 1 and abs(value - one.claim.value) <= 0.05 + 1e-9
    )


def _fits(fact: Fact, one: TableClaim) -> bool:
    """Return whether a number may be of a fact's unit."""
    unit = one.claim.unit
    if unit:
        return unit == fact.unit or {unit, fact.unit} <= _MONEY.keys()
    if fact.label in ("计划值", "实际值"):
        return one.unit in ("", fact.unit)
    return True


def _is_name(fact: Fact, text: str) -> bool:
    plain = _plain(text)
    if plain in _TOTALS:
        return fact.total
    return plain == _plain(fact.subject) or plain.removesuffix("小计") == _plain(fact.subject)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return _BRACKETS.sub("", level_name(_BRACKETS.sub("", text)))


@lru_cache(maxsize=16384)
def _is_label(label: str, header: str) -> bool:
    """Return whether a header says a label and nothing else.

    >>> _is_label("实际支出", "支出金额 (万元)"), _is_label("实际支出", "比上年支出")
    (True, False)
    """
    wordings = {label, *WORDINGS.get(label, ()), *_HEADERS.get(label, ())}
    core = _YEAR.sub("", _BRACKETS.sub("", header))
    forms = {core, _TRAILING.sub("", core)}
    forms |= {_LEADING.sub("", form) for form in forms}
    return bool(forms & wordings) or any(
        form == first + second for form in forms for first in wordings for second in wordings
    )
