"""The computed columns of 资金, 产出, 满意度, 成本标准 and 指标取值."""

from __future__ import annotations

import math
from collections.abc import Callable

from yqxl.arithmetic import Value, divide, finite, round_half_up
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.scoring.cells import first_rows, is_blank, number_of, shown
from yqxl.evaluation.scoring.sources import Sources
from yqxl.model.results import (
    CostResult,
    FundResult,
    OutputResult,
    RateResult,
    SurveyCountResult,
    SurveyResult,
)
from yqxl.model.rows import Cost, Evaluation, Fund, Kind, Output, Rate, SurveyCount, SurveyGroup

#: 公式号 of 直接值, the one kind that needs no denominator
DIRECT = 4


def _of_two(function: Callable[[float, float], float], first: Value, second: Value) -> Value:
    """Return ``IF(COUNT(first,second)=2, function, "")`` as its cell shows it."""
    if not isinstance(first, float | int) or not isinstance(second, float | int):
        return ""
    return shown(function, first, second)


def _difference(first: float, second: float) -> float:
    return finite(first - second)


def _completion(actual: float, planned: float) -> float:
    return min(1.0, divide(actual, planned))


def _amount(unit_price: float, quantity: float) -> float:
    return round_half_up(finite(unit_price * quantity), 2)


def _product(count: float, weight: float) -> float:
    return finite(float(count) * float(weight))


def fund_result(fund: Fund) -> FundResult:
    """Return the rates of one row of 资金."""
    return FundResult(
        _of_two(divide, fund.arrived, fund.budget),
        _of_two(divide, fund.arrived_project, fund.contract),
        _of_two(divide, fund.spent, fund.arrived_project),
        _of_two(divide, fund.spent, fund.budget),
        _of_two(_difference, fund.budget, fund.spent),
    )


def output_result(output: Output) -> OutputResult:
    """Return the completion rate of one output, capped at 1."""
    return OutputResult(_of_two(_completion, output.actual, output.planned))


def cost_result(cost: Cost) -> CostResult:
    """Return unit price × quantity, in yuan and fen."""
    return CostResult(_of_two(_amount, cost.unit_price, cost.quantity))


def survey_count_result(count: SurveyCount) -> SurveyCountResult:
    """Return count × weight of one option."""
    return SurveyCountResult(_of_two(_product, count.count, count.weight))


def survey_result(
    group: SurveyGroup,
    counts: tuple[SurveyCount, ...],
    weighted: tuple[SurveyCountResult, ...],
) -> SurveyResult:
    """Return valid answers and the satisfaction rate of one group."""
    code = group.code.lower()
    if not code:
        return SurveyResult()
    own = [
        (count.count, result.weighted)
        for count, result in zip(counts, weighted, strict=True)
        if count.code.lower() == code
    ]
    if not own or any(not isinstance(product, float) for _, product in own):
        return SurveyResult()
    valid = math.fsum(float(count) for count, _ in own if isinstance(count, float | int))
    satisfied = math.fsum(product for _, product in own if isinstance(product, float))
    return SurveyResult(valid, shown(divide, satisfied, valid))


class RateTable:
    """Computes the rows of 指标取值."""

    def __init__(self, evaluation: Evaluation) -> None:
        """Index the sources and the kinds of rates."""
        self._sources = Sources(evaluation)
        self._kinds: dict[str, Kind] = first_rows(evaluation.kinds, lambda row: row.kind)

    def result(self, rate: Rate) -> RateResult:
        """Return one row: 分子, 分母, 原值, 值 and 公式号."""
        if not rate.code:
            return RateResult()
        number = shown(self._number, rate.kind)
        numerator = shown(self._sources.value, rate.numerator)
        denominator = shown(self._sources.value, rate.denominator)
        raw = shown(_raw, number, numerator, denominator)
        return RateResult(numerator, denominator, raw, shown(_capped, raw, rate.cap), number)

    def _number(self, kind: str) -> Value:
        if not kind:
            return ""
        row = self._kinds.get(kind.lower())
        if row is None:
            raise CellError(ErrorValue.NA)
        return row.number


def _raw(number: Value, numerator: Value, denominator: Value) -> Value:
    if is_blank(number) or is_blank(numerator):
        return ""
    if number == DIRECT:
        return numerator
    if is_blank(denominator):
        return ""
    over, under = number_of(numerator), number_of(denominator)
    chosen = int(number_of(number))
    if chosen == 1:
        return divide(over, under)
    if chosen == 2:  # noqa: PLR2004 - 公式号 2 is 成本节约率
        return divide(under - over, under)
    if chosen == 3:  # noqa: PLR2004 - 公式号 3 is 差额
        return finite(over - under)
    raise CellError(ErrorValue.VALUE)


def _capped(raw: Value, cap: Value) -> Value:
    if is_blank(raw) or is_blank(cap):
        return raw
    if isinstance(cap, str):
        raise CellError(ErrorValue.VALUE)
    return min(number_of(cap), number_of(raw))
