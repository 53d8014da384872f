"""Which indicators get no score because a value behind them cannot be meant.

The hidden column 不可能值 of 指标体系: 1 a typed 取值 and 2 a 参数1 that lack their per cent
sign, 3 a rate computed as 1,000 or more, 4 a typed 取值 that its rule cannot take (定性系数 120%),
0 for everything else. 规则得分 and 得分 look at it, and 提示 names the value (scoring, second
edition). A typed 评定得分 with 扣分原因 releases.
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value, round_half_up
from yqxl.checks.rates.excessive_rates import excessive_codes
from yqxl.checks.rates.impossible_cells import BEYOND, PARAMETER, RATE, VALUE
from yqxl.checks.rates.typed_percents import TypedPercents, is_beyond, is_released
from yqxl.errors import ErrorValue
from yqxl.model.number_text import value_text
from yqxl.model.results import RateResult
from yqxl.model.rows import Evaluation, Indicator
from yqxl.model.traits import RuleTraits

#: what 提示 says: the number as it was typed, or that it stands in 指标取值
_SIGN, _SOURCE, _UNITS = "像是漏了%", "取值", " ←比率算得不可能，请核对单位"
_RANGE = " ←取值超出规则能算的范围"
#: how many digits of it behind the point
_DIGITS = 6

#: the columns behind the names that a text 取值来源 is looked up by
_LOOKED_UP = {
    "rates": ("code", "numerator", "formula_number", "raw"),
    "survey": ("code",),
    "outputs": ("code",),
}


class ImpossibleValues:
    """Tells of each indicator which of its values cannot be meant, as its cell does."""

    def __init__(self, evaluation: Evaluation, rates: Sequence[RateResult]) -> None:
        """Look up what the indicators refer to."""
        self._typed = TypedPercents(evaluation, rates)
        self._numerators = [one.numerator for one in evaluation.rates]
        self._excessive = excessive_codes(evaluation, rates)
        self._lost = _lost_tables(evaluation)

    def of(self, row: Indicator, number: Value, target: Value, traits: RuleTraits) -> float:
        """Return 1 to 4 or 0 for one row.

        Args:
            row: the indicator.
            number: what its cell 规则号 holds.
            target: what its cell 参1 holds.
            traits: those of its rule.
        """
        sourced = isinstance(row.value, str) and row.value != ""
        if not row.code or not isinstance(number, float) or is_released(row):
            return 0.0
        if sourced and "rates" in self._lost:
            return 0.0
        if sourced and str(row.value).lower() in self._excessive:
            return RATE
        place = self._typed.place(0, row, target, traits)
        if place is None:
            return 0.0
        if place.column == "p1":
            return 0.0 if self._lost else PARAMETER
        typed = row.value if place.table == "indicators" else self._numerators[place.row or 0]
        return BEYOND if is_beyond(place, typed) else VALUE


def _lost_tables(evaluation: Evaluation) -> frozenset[str]:
    """Return the tables in which no text 取值来源 can be looked up: a column is gone."""
    gone = {*evaluation.lost}
    gone |= {
        (table, field) for table, _, field, one in evaluation.overtyped if one is ErrorValue.REF
    }
    return frozenset(
        table for table, names in _LOOKED_UP.items() if any((table, one) in gone for one in names)
    )


def hint(row: Indicator, which: float) -> str:
    """Return what 提示 says of a value that cannot be meant.

    >>> hint(Indicator("A1", p1=60.0), PARAMETER), hint(Indicator("A1", value="R01"), VALUE)
    (' ←60像是漏了%', ' ←取值像是漏了%')
    """
    if which >= BEYOND:
        return _RANGE
    if which >= RATE:
        return _UNITS
    typed = row.p1 if which >= PARAMETER else row.value
    number = isinstance(typed, float | int)
    text = value_text(round_half_up(float(typed), _DIGITS)) if number else _SOURCE  # type: ignore[arg-type]  # a number
    return f" ←{text}{_SIGN}"


def native_hint() -> str:
    """Return the same as a formula, where ``[impossible]`` is above 0."""
    parameter, value = (
        f'IF(ISNUMBER({cell}),ROUND({cell},{_DIGITS}),"{_SOURCE}")' for cell in ("[p1]", "[value]")
    )
    typed = f"IF([impossible]>={PARAMETER:g},{parameter},{value})"
    sign = f'IF([impossible]>={RATE:g},"{_UNITS}"," ←"&{typed}&"{_SIGN}")'
    return f'IF([impossible]>={BEYOND:g},"{_RANGE}",{sign})'
