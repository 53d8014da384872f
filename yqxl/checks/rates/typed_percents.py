"""Numbers typed as 60 where a rate of 60 % is meant, indicator by indicator.

Which limits apply where (scoring, second edition): a typed 取值 may be at most 5 where its
target (参数1, or every bound of its band scheme) is at most 5, and what the rule can take where
it says so (定性系数: 0 to 1); a typed 参数1 at most what its rule declares, where 取值 is a
rate. Counts, days and money have no limit: 509 against a target of 700 is sound. A typed
评定得分 with 扣分原因 releases the indicator.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from yqxl.arithmetic import Value, round_half_up
from yqxl.model.findings import Place
from yqxl.model.results import RateResult, Results
from yqxl.model.rows import Band, Evaluation, Indicator
from yqxl.model.traits import RuleTraits

#: a rate above 500 % was typed without its sign
PERCENT_LIMIT = 5.0
#: to how many digits a spreadsheet compares
_DIGITS = 14
#: the same as :func:`is_released`, in the cells of a row of 指标体系; 1=0, for LibreOffice
#: writes FALSE otherwise than it stands
RELEASED = 'IF(ISNUMBER([given]),[reason]<>"",1=0)'


def is_above(value: Value, limit: float) -> bool:
    """Return whether a value is a number above a limit."""
    return isinstance(value, float | int) and value > limit


def is_released(row: Indicator) -> bool:
    """Return whether the evaluators scored it themselves and say why.

    >>> is_released(Indicator("A", given=3.0, reason="见底稿")), is_released(Indicator("A"))
    (True, False)
    """
    return isinstance(row.given, float | int) and row.reason != ""


def is_beyond(place: Place, typed: Value) -> bool:
    """Return whether a number is no per cent without its sign, but more than its rule can take.

    >>> place = Place("indicators", 0, "value")
    >>> is_beyond(place, 1.2), is_beyond(place, 85.0)
    (True, False)
    """
    return place.column != "p1" and not is_above(typed, PERCENT_LIMIT)


def typed_percents(evaluation: Evaluation, results: Results) -> dict[int, Place]:
    """Return by row of 指标体系 the cell whose number lacks its per cent sign."""
    found = TypedPercents(evaluation, results.rates)
    pairs = enumerate(zip(evaluation.indicators, results.indicators, strict=False))
    return {
        number: place
        for number, (row, result) in pairs
        if row.code and not is_released(row) and isinstance(result.rule_number, float)
        if (place := found.place(number, row, result.a, result.traits)) is not None
    }


class TypedPercents:
    """Looks up what the rows of one evaluation refer to."""

    def __init__(self, evaluation: Evaluation, results: Sequence[RateResult]) -> None:
        """Index the rates, groups, outputs, rules and schemes."""
        rates = list(enumerate(zip(evaluation.rates, results, strict=False)))
        self._plain: dict[str, list[tuple[Place, float]]] = {}
        for number, (row, result) in rates:
            if row.code and result.kind.plain and isinstance(row.numerator, float | int):
                found = Place("rates", number, "numerator"), float(row.numerator)
                self._plain.setdefault(row.code.lower(), []).append(found)
        self._rates = {row.code.lower() for _, (row, result) in rates if result.kind.divides}
        self._rates |= {row.code.lower() for row in evaluation.survey}
        self._rates |= {row.code.lower() for row in evaluation.outputs}
        self._rates.discard("")
        self._limits = rule_limits(evaluation)
        self._shares = _schemes_of_shares(evaluation.bands)

    def place(self, number: int, row: Indicator, target: Value, traits: RuleTraits) -> Place | None:
        """Return the one cell of a row that no rate can hold, if there is one.

        ``target`` is what its cell 参1 holds.
        """
        limit = self._limits.get(row.rule.lower())
        typed = self._typed_values(number, row)
        large = next((place for place, value in typed if value > PERCENT_LIMIT), None)
        if traits.value_range is not None and (odd := _outside(typed, traits.value_range)):
            return large or odd
        if large is not None:
            return large if self._compares_with_share(row, target, traits, limit) else None
        beyond = limit is not None and is_above(row.p1, limit) and self._is_rate(row.value)
        return Place("indicators", number, "p1") if beyond else None

    def _typed_values(self, number: int, row: Indicator) -> list[tuple[Place, float]]:
        """Return what was typed as 取值: here, or as 直接值."""
        if isinstance(row.value, str):
            return self._plain.get(row.value.lower(), [])
        typed = isinstance(row.value, float | int)
        return [(Place("indicators", number, "value"), float(row.value))] if typed else []  # type: ignore[arg-type]  # a number

    def _is_rate(self, value: Value) -> bool:
        return isinstance(value, str) and value.lower() in self._rates

    def _compares_with_share(
        self, row: Indicator, target: Value, traits: RuleTraits, limit: float | None
    ) -> bool:
        if traits.banded:
            return row.scheme.lower() in self._shares
        return limit is not None and isinstance(target, float) and target <= PERCENT_LIMIT


def _outside(typed: Sequence[tuple[Place, float]], accepted: tuple[float, float]) -> Place | None:
    """Return the first place whose number a rule cannot take; 1 + 2^-52 is 1 to a sheet."""
    least, greatest = accepted
    for place, value in typed:
        if not least <= round_half_up(value, _DIGITS) <= greatest:
            return place
    return None


def rule_limits(evaluation: Evaluation) -> Mapping[str, float]:
    """Return by rule what its 参数1 can be at most; of rules of one name the first counts."""
    first = {rule.rule.lower(): rule.limit1 for rule in reversed(evaluation.rules)}
    return {rule: float(limit) for rule, limit in first.items() if isinstance(limit, float | int)}


def _schemes_of_shares(bands: tuple[Band, ...]) -> set[str]:
    """Return the schemes all of whose bounds are rates."""
    names = {band.scheme.lower() for band in bands if band.scheme}
    return names - {
        band.scheme.lower()
        for band in bands
        # to a spreadsheet any text is greater than any number
        if any(isinstance(one, str) or is_above(one, PERCENT_LIMIT) for one in band.lower if one)
    }
