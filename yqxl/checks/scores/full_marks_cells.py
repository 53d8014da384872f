"""Full marks against the workbook's own data, as 校验 counts them without yqxl.

Formulas can tell fewer ties than :mod:`yqxl.checks.scores.data_ties`, and never others. Where
no goal and no 参数1 sets a target: by a code in 取值来源; by name, the one row of 指标取值 of the
same name, the only output (…完成率), the row 合计 of 资金 (预算执行率, 资金到位率), the only group
(…满意度).
"""

from __future__ import annotations

from collections.abc import Sequence

from yqxl.arithmetic import Value
from yqxl.checks.live_texts import rows_with
from yqxl.checks.scores.data_ties import (
    ARRIVED_OF,
    FULL,
    LARGEST_TARGET,
    ROUNDING,
    SATISFIED,
    SPENT_OF,
)
from yqxl.checks.shares import share
from yqxl.grid import ColumnRef, WorkingRef
from yqxl.model.results import IndicatorResult, Results
from yqxl.model.rows import Evaluation, Fund, Indicator, Output
from yqxl.registry import LiveRows, Numbering

CODE = "YQ-095"
#: a row that can be meant: its figure misses the target, or does not, or is none
_MISSED, _OTHER = 1, 2
#: 到位率 stands in the thousands beside 执行率
_ARRIVAL = 1000
_EXECUTIONS = tuple(("spent", base) for base in SPENT_OF)
#: of what the name of a rate of money may consist, so that no single unit is meant
_WORDS = ("资金", "预算", "经费", "款", "支出")
_EXECUTION_NAME, _ARRIVAL_NAME, _COMPLETION_NAME = "执行率", "到位率", "完成率"
_SATISFACTION_NAMES = ("满意度", "满意率")
_SUFFIX = len(_EXECUTION_NAME)
_RATES, _OUTPUTS, _FUNDS, _GROUPS = (WorkingRef(CODE, part) for part in range(1, 5))
_LOOKED_UP = (
    ColumnRef("goals", "indicator"),
    ColumnRef("rates", "code"),
    ColumnRef("rates", "formula_number"),
    ColumnRef("rates", "result"),
    ColumnRef("survey", "code"),
    ColumnRef("survey", "rate"),
    ColumnRef("outputs", "code"),
    ColumnRef("outputs", "completion"),
    _RATES,
    _OUTPUTS,
    _FUNDS,
    _GROUPS,
)


def has_full_marks(row: Indicator, result: IndicatorResult) -> bool:
    """Return whether the evaluators gave all points themselves, and no reason for it."""
    given, weight = row.given, row.weight
    numbers = isinstance(given, float | int) and isinstance(weight, float | int)
    if not numbers or row.reason or not row.code or not result.traits.by_hand:
        return False
    return given >= weight > 0  # type: ignore[operator]  # both are numbers


def live_values(evaluation: Evaluation, results: Results) -> list[Value]:
    """Return 1 for each indicator with full marks though its data miss the target."""
    sums = (_sum(_outputs(evaluation, results)), _sum(_funds(evaluation, results)))
    group = _sum(_groups(evaluation, results))
    named = [str(one).lower() for one in _rates(evaluation, results)]
    goals = {goal.indicator.lower() for goal in evaluation.goals}
    pairs = zip(evaluation.indicators, results.indicators, strict=False)

    def is_missed(row: Indicator, result: IndicatorResult) -> bool:
        # a rule that no cell computes shows an error there
        if not has_full_marks(row, result) or not isinstance(result.rule_score, str):
            return False
        if _has_own_target(row) or row.code.lower() in goals:
            return False
        if isinstance(row.value, str) and row.value:
            return _missed_by_code(row.value.lower(), evaluation, results)
        return _missed_by_name(row.name, named, (*sums, group))

    return [float(is_missed(row, result)) for row, result in pairs]


def _sum(values: Sequence[Value]) -> int:
    return sum(int(one) for one in values if isinstance(one, float | int))


def _has_own_target(row: Indicator) -> bool:
    return isinstance(row.p1, float | int) and row.p1 <= LARGEST_TARGET


def _missed_by_code(code: str, evaluation: Evaluation, results: Results) -> bool:
    found = [
        (result.result, 0.0 if result.kind.saving else FULL)
        for rate, result in zip(evaluation.rates, results.rates, strict=False)
        if rate.code.lower() == code and result.kind.divides
    ]
    groups = zip(evaluation.survey, results.survey, strict=False)
    found += [(one.rate, SATISFIED) for group, one in groups if group.code.lower() == code]
    outputs = zip(evaluation.outputs, results.outputs, strict=False)
    found += [(one.completion, FULL) for output, one in outputs if output.code.lower() == code]
    return any(_is_below(value, target) for value, target in found)


def _is_below(value: Value, target: float) -> bool:
    return isinstance(value, float | int) and value < target - ROUNDING


def _missed_by_name(name: str, rates: Sequence[str], sums: tuple[int, int, int]) -> bool:
    outputs, funds, groups = sums
    missed, others = (rates.count(f"{one}{name.lower()}") for one in (_MISSED, _OTHER))
    if not name or missed + others:
        return bool(name) and (missed, others) == (1, 0)
    suffix = name[-_SUFFIX:]
    if suffix == _COMPLETION_NAME:
        return outputs == _MISSED
    if suffix in _SATISFACTION_NAMES:
        return groups == _MISSED
    stem = name
    for word in _WORDS:
        stem = stem.replace(word, "")
    known = {_EXECUTION_NAME: funds % _ARRIVAL, _ARRIVAL_NAME: funds // _ARRIVAL}
    return len(stem) == _SUFFIX and known.get(suffix) == _MISSED


def _rates(evaluation: Evaluation, results: Results) -> list[Value]:
    """Return the name of each rate behind 1 where it is too low, else 2; 0 is no rate."""
    found: list[Value] = []
    for row, result in zip(evaluation.rates, results.rates, strict=False):
        known = row.name and result.kind.divides and isinstance(result.result, float | int)
        below = _is_below(result.result, 0.0 if result.kind.saving else FULL)
        found.append(f"{_MISSED if below else _OTHER}{row.name}" if known else 0.0)
    return found


def _outputs(evaluation: Evaluation, _results: Results) -> list[Value]:
    def value(row: Output) -> int:
        if not row.code and not row.name:
            typed = (row.planned, row.actual)
            return _OTHER if any(isinstance(one, float | int) for one in typed) else 0
        return _missed_or_other([share(row.actual, row.planned)])

    return [float(value(row)) for row in evaluation.outputs]


def _groups(evaluation: Evaluation, results: Results) -> list[Value]:
    return [
        float(_MISSED if _is_below(result.rate, SATISFIED) else _OTHER)
        if row.code or row.group
        else 0.0
        for row, result in zip(evaluation.survey, results.survey, strict=False)
    ]


def _funds(evaluation: Evaluation, _results: Results) -> list[Value]:
    def value(row: Fund) -> int:
        execution, arrival = (
            _missed_or_other(
                [share(getattr(row, part), getattr(row, base)) for part, base in pairs]
            )
            for pairs in (_EXECUTIONS, ARRIVED_OF)
        )
        return execution + _ARRIVAL * arrival

    return [float(value(row)) if row.total == "是" else 0.0 for row in evaluation.funds]


def _missed_or_other(rates: Sequence[float | None]) -> int:
    """Return whether the greatest of these rates is below what is full."""
    greatest = max((rate for rate in rates if rate is not None), default=-1.0)
    return _MISSED if 0 <= greatest < FULL - ROUNDING else _OTHER


def live_rows(numbering: Numbering) -> tuple[LiveRows, ...]:
    """Return the same as formulas: of the indicators, and of what their names can mean."""
    divided = [one for one in numbering.kinds if one.traits.divides]
    saving = [one.number for one in divided if one.traits.saving]
    below = f"IF({_is_one(saving)},{-ROUNDING:.5f},{FULL - ROUNDING:g})"
    mark = f'IF([result]<{below},"{_MISSED}","{_OTHER}")&[name]'
    known = f"IF(ISNUMBER([result]),IF({_is_one([one.number for one in divided])},{mark},0),0)"
    rates = f'IF([name]="",0,IF(ISNUMBER([formula_number]),{known},0))'
    outputs = (
        f'IF([code]&[name]="",IF(COUNT([planned],[actual])=0,0,{_OTHER}),'
        f"{_which([('actual', 'planned')], FULL)})"
    )
    execution, arrival = _which(_EXECUTIONS, FULL), _which(ARRIVED_OF, FULL)
    funds = f'IF([total]="是",{execution}+{_ARRIVAL}*{arrival},0)'
    rate = f"IF(ISNUMBER([rate]),IF([rate]<{SATISFIED - ROUNDING:g},{_MISSED},{_OTHER}),{_OTHER})"
    groups = f'IF([code]&[group]="",0,{rate})'
    hand = [rule.number for rule in numbering.rules if rule.traits.by_hand]
    return (
        LiveRows("indicators", _of_indicator(hand, numbering), _LOOKED_UP, live_values, at="given"),
        LiveRows("rates", rates, (), _rates),
        LiveRows("outputs", outputs, (), _outputs),
        LiveRows("funds", funds, (), _funds),
        LiveRows("survey", groups, (), _groups),
    )


def _is_one(numbers: Sequence[int], cell: str = "[formula_number]") -> str:
    return f"OR({','.join(f'{cell}={one}' for one in numbers)})"


def _which(pairs: Sequence[tuple[str, str]], target: float) -> str:
    """Return 1 where the greatest of these quotients is below its target, else 2."""
    terms = ",".join(
        f"IF(COUNT([{part}],[{base}])=2,IF([{base}]>0,[{part}]/[{base}],-1),-1)"
        for part, base in pairs
    )
    greatest = f"MAX({terms})" if len(pairs) > 1 else terms
    return f"IF({greatest}<0,{_OTHER},IF({greatest}<{target - ROUNDING:g},{_MISSED},{_OTHER}))"


def _of_indicator(hand: Sequence[int], numbering: Numbering) -> str:
    small = f"IF(ISNUMBER([p1]),[p1]<={LARGEST_TARGET:g},1=0)"
    by_code = f"IF({_below_by_code(numbering)}>0,1,0)"
    by_name = f'IF([name]="",0,{_below_by_name()})'
    source = 'IF(ISTEXT([value]),[value]<>"",1=0)'
    ties = f"IF({small},0,IF({rows_with(0, '[code]')}>0,0,IF({source},{by_code},{by_name})))"
    by_hand = f"IF({_is_one(hand, '[rule_number]')},IF(ISTEXT([rule_score]),{ties},0),0)"
    full = '([code]<>"")*([reason]="")*([weight]>0)*([given]>=[weight])>0'
    return f"IF(COUNT([given],[weight],[rule_number])=3,IF({full},{by_hand},0),0)"


def _below_by_code(numbering: Numbering) -> str:
    full, satisfied = (f"<{target - ROUNDING:g}" for target in (FULL, SATISFIED))
    divided = {one.number: one for one in numbering.kinds if one.traits.divides}
    terms = [
        f'COUNTIFS({{1}},[value],{{2}},{number},{{3}},"'
        f'{f"<{-ROUNDING:.5f}" if one.traits.saving else full}")'
        for number, one in divided.items()
    ]
    terms.append(f'COUNTIFS({{4}},[value],{{5}},"{satisfied}")')
    terms.append(f'COUNTIFS({{6}},[value],{{7}},"{full}")')
    return "+".join(terms)


def _below_by_name() -> str:
    missed, others = (f'SUMPRODUCT(--({{8}}="{one}"&[name]))' for one in (_MISSED, _OTHER))
    stem = "[name]"
    for word in _WORDS:
        stem = f'SUBSTITUTE({stem},"{word}","")'
    suffix = f"RIGHT([name],{_SUFFIX})"
    satisfaction = ",".join(f'{suffix}="{one}"' for one in _SATISFACTION_NAMES)
    arrival = f'IF({suffix}="{_ARRIVAL_NAME}",INT(SUM({{10}})/{_ARRIVAL}),0)'
    money = f'IF({suffix}="{_EXECUTION_NAME}",MOD(SUM({{10}}),{_ARRIVAL}),{arrival})'
    branches = (
        (f"{missed}+{others}>0", f"IF({missed}=1,{others}=0,1=0)"),
        (f'{suffix}="{_COMPLETION_NAME}"', f"SUM({{9}})={_MISSED}"),
        (f"OR({satisfaction})", f"SUM({{11}})={_MISSED}"),
        (f"LEN({stem})={_SUFFIX}", f"{money}={_MISSED}"),
    )
    found = "0"
    for when, then in reversed(branches):
        found = f"IF({when},IF({then},1,0),{found})"
    return found
