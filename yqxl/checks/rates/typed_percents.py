"""Numbers typed as 60 where a rate of 60 % is meant, indicator by indicator.

Which limits apply where (scoring, second edition): a typed 取值 may be at most 5 where its
target (参数1, or every bound of its band scheme) is at most 5, and 1 under 定性系数; a typed
参数1 at most what its rule declares, where 取值 is a rate. Counts, days and money have no
limit: 509 against a target of 700 is sound. A typed 评定得分 with 扣分原因 releases the
indicator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yqxl.arithmetic import Value
from yqxl.model.findings import Place
from yqxl.model.results import IndicatorResult, Results
from yqxl.model.rows import Band, Evaluation, Indicator

#: a rate above 500 % was typed without its sign
PERCENT_LIMIT = 5.0
#: the same as :func:`is_released`, in the cells of a row of 指标体系
RELEASED = 'IF(ISNUMBER([given]),[reason]<>"",FALSE)'


def is_above(value: Value, limit: float) -> bool:
    """Return whether a value is a number above a limit."""
    return isinstance(value, float | int) and value > limit


def is_released(row: Indicator) -> bool:
    """Return whether the evaluators scored it themselves and say why.

    >>> is_released(Indicator("A", given=3.0, reason="见底稿")), is_released(Indicator("A"))
    (True, False)
    """
    return isinstance(row.given, float | int) and row.reason != ""


def typed_percents(evaluation: Evaluation, results: Results) -> dict[int, Place]:
    """Return by row of 指标体系 the cell whose number lacks its per cent sign."""
    found = _Typed(evaluation, results)
    pairs = enumerate(zip(evaluation.indicators, results.indicators, strict=False))
    return {
        number: place
        for number, (row, result) in pairs
        if row.code and not is_released(row)
        for place in found.places(number, row, result)
    }


class _Typed:
    """Looks up what the rows of one evaluation refer to."""

    def __init__(self, evaluation: Evaluation, results: Results) -> None:
        rates = list(enumerate(zip(evaluation.rates, results.rates, strict=False)))
        self._plain: dict[str, int] = {}
        for number, (row, result) in rates:
            if row.code and result.kind.plain and is_above(row.numerator, PERCENT_LIMIT):
                self._plain.setdefault(row.code.lower(), number)
        self._rates = {row.code.lower() for _, (row, result) in rates if result.kind.divides}
        self._rates |= {row.code.lower() for row in evaluation.survey}
        self._rates |= {row.code.lower() for row in evaluation.outputs}
        self._rates.discard("")
        self._limits = rule_limits(evaluation)
        self._shares = _schemes_of_shares(evaluation.bands)

    def places(self, number: int, row: Indicator, result: IndicatorResult) -> Iterator[Place]:
        """Yield the one cell of a row that no rate can hold, if there is one."""
        if not isinstance(result.rule_number, float):
            return
        limit = self._limits.get(row.rule.lower())
        typed = self._typed_value(number, row)
        if typed is not None:
            if self._compares_with_share(row, result, limit):
                yield typed
        elif limit is not None and is_above(row.p1, limit) and self._is_rate(row.value):
            yield Place("indicators", number, "p1")

    def _typed_value(self, number: int, row: Indicator) -> Place | None:
        """Return where a 取值 above the limit was typed: here, or as 直接值."""
        if isinstance(row.value, str):
            rate = self._plain.get(row.value.lower())
            return None if rate is None else Place("rates", rate, "numerator")
        own = Place("indicators", number, "value")
        return own if is_above(row.value, PERCENT_LIMIT) else None

    def _is_rate(self, value: Value) -> bool:
        return isinstance(value, str) and value.lower() in self._rates

    def _compares_with_share(
        self, row: Indicator, result: IndicatorResult, limit: float | None
    ) -> bool:
        if result.traits.value_range is not None:
            return True
        if result.traits.banded:
            return row.scheme.lower() in self._shares
        target = result.a
        return limit is not None and isinstance(target, float) and target <= PERCENT_LIMIT


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
        if any(is_above(bound, PERCENT_LIMIT) for bound in band.lower)
    }
