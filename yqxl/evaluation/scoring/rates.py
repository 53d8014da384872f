"""The computed columns of 资金, 产出, 满意度, 成本标准 and 指标取值."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar

from yqxl.arithmetic import Value
from yqxl.catalog import computed_columns, kind_by_number
from yqxl.errors import CellError, ErrorValue
from yqxl.evaluation.formulas.rate_formulas import (
    BLANK,
    NO_CAP,
    NO_KIND,
    NO_VALUE,
    UNKNOWN_KIND,
    WRONG,
)
from yqxl.evaluation.scoring.cells import (
    NOTHING,
    first_rows,
    is_blank,
    lost_tables,
    number_of,
    refuse,
    shown,
)
from yqxl.evaluation.scoring.sources import Sources
from yqxl.model.contract_version import CONTRACT
from yqxl.model.number_text import value_text
from yqxl.model.results import (
    CostResult,
    FundResult,
    OutputResult,
    RateResult,
    SurveyCountResult,
    SurveyResult,
)
from yqxl.model.rows import Cost, Evaluation, Fund, Kind, Output, Rate, SurveyCount, SurveyGroup
from yqxl.model.traits import KindTraits
from yqxl.registry import ComputedColumn
from yqxl.rules.rates.outputs import capped
from yqxl.rules.rates.satisfaction import return_rate, satisfied_share

Result = TypeVar("Result")
#: the contract from which a column takes another cell where its own is not filled
_FALLS_BACK = 2


def _computed(table: str, row: object, result: type[Result], contract: int = CONTRACT) -> Result:
    """Return what the declared functions give in each column of a row.

    A column shows nothing until all its inputs are numbers.
    """
    columns = _columns_of(table).items()
    return result(**{field: _shown_column(column, row, contract) for field, column in columns})


@cache
def _columns_of(table: str) -> Mapping[str, ComputedColumn]:
    return {field: one for (key, field), one in computed_columns().items() if key == table}


def _shown_column(column: ComputedColumn, row: object, contract: int) -> Value:
    given = {name: getattr(row, field) for name, field in column.inputs.items()}
    if contract >= _FALLS_BACK:
        for name, field in column.instead.items():
            if not isinstance(given[name], float | int):
                given[name] = getattr(row, field)
    if not all(isinstance(value, float | int) for value in given.values()):
        return ""
    return shown(column.call.core.function, **given)


def fund_result(fund: Fund, contract: int = CONTRACT) -> FundResult:
    """Return the rates of one row of 资金.

    From the second contract on, 到位率(合同) and 执行率(到位) are of 实际到位 where
    项目经费到位 is not filled.
    """
    return _computed("funds", fund, FundResult, contract)


def output_result(output: Output) -> OutputResult:
    """Return the completion rate of one output, capped at 1."""
    return _computed("outputs", output, OutputResult)


def cost_result(cost: Cost) -> CostResult:
    """Return unit price × quantity, in yuan and fen."""
    return _computed("costs", cost, CostResult)


def survey_count_result(count: SurveyCount, default: Value = "") -> SurveyCountResult:
    """Return count × weight of one option; ``default`` is the weight that 参数 gives it."""
    return replace(_computed("survey_counts", count, SurveyCountResult), default_weight=default)


def survey_result(
    group: SurveyGroup,
    counts: tuple[SurveyCount, ...],
    weighted: tuple[SurveyCountResult, ...],
    typed: Mapping[str, Value] = NOTHING,
) -> SurveyResult:
    """Return valid answers and the satisfaction rate of one group.

    ``typed`` is what stands in its computed cells instead of their formulas.
    """
    valid, satisfied = _answers(group, counts, weighted)
    valid = typed.get("valid", valid)
    rate = "" if valid == "" else shown(_rate_of_answers, satisfied, valid)
    returned: Value = ""
    if isinstance(valid, float | int) and isinstance(group.issued, float | int):
        returned = shown(return_rate, valid, group.issued)
    return SurveyResult(valid, typed.get("rate", rate), typed.get("returned", returned))


def lost_survey(evaluation: Evaluation) -> tuple[SurveyResult, ...]:
    """Return #REF! for each group where the counts cannot be looked up; else nothing."""
    everything = "survey_counts" in lost_tables(evaluation)
    if not everything and ("survey_counts", "weighted") not in evaluation.lost:
        return ()
    # without 加权份数 the codes are counted still: a group without answers shows nothing
    counted = {count.code.lower() for count in evaluation.survey_counts}
    gone = SurveyResult(ErrorValue.REF, ErrorValue.REF)
    return tuple(
        gone if group.code and (everything or group.code.lower() in counted) else SurveyResult()
        for group in evaluation.survey
    )


def _rate_of_answers(satisfied: float, valid: Value) -> Value:
    return satisfied_share(satisfied, number_of(valid))


def _answers(
    group: SurveyGroup,
    counts: tuple[SurveyCount, ...],
    weighted: tuple[SurveyCountResult, ...],
) -> tuple[Value, float]:
    """Return valid answers and satisfied ones; "" where they are not all there."""
    code = group.code.lower()
    own = [
        (count.count, result.weighted)
        for count, result in zip(counts, weighted, strict=True)
        if code and count.code.lower() == code
    ]
    satisfied = math.fsum(product for _, product in own if isinstance(product, float))
    if not own or any(not isinstance(product, float) for _, product in own):
        # what was typed over 有效份数 is divided into all the same
        return "", satisfied
    valid = math.fsum(float(count) for count, _ in own if isinstance(count, float | int))
    return valid, satisfied


class RateTable:
    """Computes the rows of 指标取值."""

    def __init__(
        self,
        evaluation: Evaluation,
        funds: Sequence[FundResult] = (),
        outputs: Sequence[OutputResult] = (),
        costs: Sequence[CostResult] = (),
    ) -> None:
        """Index the sources and the kinds of rates."""
        self.sources = Sources(evaluation, funds, outputs, costs)
        self._lost = lost_tables(evaluation)
        self._kinds: dict[str, Kind] = first_rows(evaluation.kinds, lambda row: row.kind)

    def result(self, rate: Rate, typed: Mapping[str, Value] = NOTHING) -> RateResult:
        """Return one row: 分子, 分母, 原值, 值 and 公式号.

        ``typed`` is what stands in its computed cells instead of their formulas.
        """
        if not rate.code and not typed:
            return RateResult()
        number = typed.get("formula_number", shown(self._number, rate))
        numerator = typed.get("numerator_value", shown(self._source, rate, rate.numerator))
        denominator = typed.get("denominator_value", shown(self._source, rate, rate.denominator))
        raw = typed.get("raw", shown(_raw, number, numerator, denominator))
        result = typed.get("result", shown(_capped, raw, rate.cap))
        faulty = typed.get("faulty", shown(_faulty, rate, numerator, denominator))
        done = RateResult(
            numerator, denominator, raw, result, number, faulty=faulty, kind=_traits(number)
        )
        return replace(done, hint=typed.get("hint", shown(self._hint, rate, done)))

    def _hint(self, rate: Rate, done: RateResult) -> str:
        """Return 提示: which source is blank or leads nowhere, and by which part of its path."""
        if not rate.code or not rate.kind:
            return NO_KIND if rate.code else ""
        if isinstance(done.formula_number, ErrorValue):
            return UNKNOWN_KIND
        asked = [("分子", rate.numerator, done.numerator_value)]
        if not _stands_alone(done.formula_number):
            asked.append(("分母", rate.denominator, done.denominator_value))
        for name, source, value in asked:
            if is_blank(source):
                return name.join(BLANK)
            if isinstance(value, ErrorValue):
                return self._wrong(name, done.faulty)
        return _beyond_sources(done)

    def _wrong(self, name: str, source: Value) -> str:
        if isinstance(source, ErrorValue):
            raise CellError(source)
        return f"{WRONG}{name}：{self.sources.wrong_part(str(source))}"

    def _source(self, rate: Rate, source: Value) -> Value:
        return self.sources.value(source) if rate.code else ""

    def _number(self, rate: Rate) -> Value:
        if not rate.code or not rate.kind:
            return ""
        refuse("kinds", self._lost)
        row = self._kinds.get(rate.kind.lower())
        if row is None:
            raise CellError(ErrorValue.NA)
        return row.number


def _faulty(rate: Rate, numerator: Value, denominator: Value) -> Value:
    """Return the source whose number is an error."""
    for source, value in ((rate.numerator, numerator), (rate.denominator, denominator)):
        if rate.code and isinstance(value, ErrorValue):
            return source if isinstance(source, str | ErrorValue) else value_text(source)
    return ""


def _stands_alone(number: Value) -> bool:
    """Return whether a kind of this number has no 分母."""
    kind = kind_by_number().get(int(number)) if isinstance(number, float) else None
    return kind is not None and not kind.denominator and kind.number == number


def _beyond_sources(done: RateResult) -> str:
    """Return what is wrong where both sources are numbers."""
    if isinstance(done.raw, ErrorValue):
        return NO_VALUE
    return NO_CAP if isinstance(done.result, ErrorValue) else ""


def _traits(number: Value) -> KindTraits:
    kind = kind_by_number().get(int(number)) if isinstance(number, float) else None
    return kind.traits if kind else KindTraits()


def _raw(number: Value, numerator: Value, denominator: Value) -> Value:
    if is_blank(number) or is_blank(numerator):
        return ""
    kinds = kind_by_number()
    chosen = int(number_of(number))
    kind = kinds.get(chosen)
    # a comparison sees 4.5, CHOOSE cuts it to 4
    if kind is not None and not kind.denominator and chosen == number:
        return numerator
    if is_blank(denominator):
        return ""
    if kind is None or chosen > max(kinds[one].number for one in kinds if kinds[one].denominator):
        raise CellError(ErrorValue.VALUE)
    return kind.value(number_of(numerator), number_of(denominator))


def _capped(raw: Value, cap: Value) -> Value:
    if is_blank(raw) or is_blank(cap):
        return raw
    if isinstance(cap, str):
        raise CellError(ErrorValue.VALUE)
    if isinstance(raw, str):
        # MIN passes over a text in a cell
        return number_of(cap)
    return capped(number_of(cap), number_of(raw))
