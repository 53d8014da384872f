"""Amounts in 元 among amounts in 万元, and the reverse."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from yqxl.arithmetic import divide
from yqxl.checks.money.money_ratios import impossible_rows
from yqxl.checks.wording import header, number, quoted
from yqxl.model.contract import FUNDS, MONEY_UNITS
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.rows import Evaluation
from yqxl.registry import Subject, check

CODE = "YQ-065"
REMEDY = "请核对该数的单位，资金表一律用首页“金额单位”，成本标准的单价用元。"

_COLUMNS = FUNDS.money
_TEN_THOUSAND = 10_000.0
#: around 10,000: what one amount may well be of another, but for the unit
_NEAR = (2_500.0, 40_000.0)
#: of two amounts nobody can tell the odd one
_FEWEST = 3
#: values that agree among themselves lie within this factor
_ALIKE = 1_000.0
#: 100亿元 in 万元 is more than a policy of this kind gets
_TOO_MUCH = 1_000_000.0
_UNITS = MONEY_UNITS.choices

_Amounts = list[tuple[int, str, float]]


@check(code=CODE, level=Level.WARNING, title="元与万元混用")
def mixed_money_units(subject: Subject) -> Iterator[Finding]:
    """Amounts in 元 among amounts in 万元, and the reverse."""
    evaluation = subject.evaluation
    unit = evaluation.project.money_unit
    if unit and unit not in _UNITS:
        message = f"金额单位是{quoted(unit)}，应为“元”或“万元”。"
        yield _finding(message, Place("project", None, "money_unit"))
    amounts = [
        (place, field, float(value))
        for place, row in enumerate(evaluation.funds)
        for field in _COLUMNS
        if isinstance(value := getattr(row, field), float | int) and value > 0
    ]
    # a row that cannot be in one unit is told as the error that it is
    impossible = set(impossible_rows(evaluation))
    amounts = [amount for amount in amounts if amount[0] not in impossible]
    odd = dict(_odd_ones(evaluation, amounts))
    for (place, field), (value, like) in odd.items():
        name = f"{quoted(evaluation.funds[place].unit)}的“{header('funds', field)}”"
        words = f"{name} {number(value)} 与同类金额（约 {number(like)}）相差约万倍"
        message = f"{words}，疑为单位不同。"
        yield _finding(message, Place("funds", place, field))
    if amounts and not odd and not impossible:
        yield from _whole_table(subject, amounts)


def _odd_ones(
    evaluation: Evaluation, amounts: _Amounts
) -> Iterator[tuple[tuple[int, str], tuple[float, float]]]:
    """Yield the amounts that are 10,000 times the others of their column."""
    parts = {place for place, row in enumerate(evaluation.funds) if row.total != "是"}
    for field in _COLUMNS:
        group = [one for one in amounts if one[1] == field and one[0] in parts]
        yield from _odd_in(group)


def _odd_in(group: _Amounts) -> Iterator[tuple[tuple[int, str], tuple[float, float]]]:
    values = [value for *_, value in group]
    if len(values) < _FEWEST or max(values) < _NEAR[0] * min(values):
        return
    for number_of_one, (place, field, value) in enumerate(group):
        others = values[:number_of_one] + values[number_of_one + 1 :]
        like = _middle(others)
        if max(others) <= _ALIKE * min(others) and _apart(value, like):
            yield (place, field), (value, like)


def _middle(values: Sequence[float]) -> float:
    """Return the median; the module ``statistics`` takes longer to import than all checks."""
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) * 0.5


def _apart(first: float, second: float) -> bool:
    ratio = divide(max(first, second), min(first, second))
    return _NEAR[0] <= ratio <= _NEAR[1]


def _whole_table(subject: Subject, amounts: _Amounts) -> Iterator[Finding]:
    """Compare all of 资金 with 成本标准 and with what the unit lets one expect."""
    evaluation, costs = subject.evaluation, subject.results.cost_total
    unit = evaluation.project.money_unit
    if unit not in _UNITS:
        return
    contract = _contract_total(evaluation, amounts)
    factor = _TEN_THOUSAND if unit == "万元" else 1.0
    most = max(value for *_, value in amounts)
    if contract and isinstance(costs, float) and costs > 0 and _apart(contract * factor, costs):
        message = (
            f"合同金额 {number(contract)}{unit}与成本标准合计 {number(costs)}元相差约万倍，"
            "疑为单位不同。"
        )
    elif unit == "万元" and most >= _TOO_MUCH:
        message = f"资金表最大的金额是 {number(most)} 万元，疑为以元填写。"
    elif unit == "元" and most < _TEN_THOUSAND:
        message = f"资金表最大的金额只有 {number(most)} 元，疑为以万元填写。"
    else:
        return
    yield _finding(message, Place("project", None, "money_unit"))


def _contract_total(evaluation: Evaluation, amounts: _Amounts) -> float:
    contracts: Sequence[tuple[int, float]] = [
        (place, value) for place, field, value in amounts if field == "contract"
    ]
    totals = [value for place, value in contracts if evaluation.funds[place].total == "是"]
    return totals[0] if totals else math.fsum(value for _, value in contracts)


def _finding(message: str, place: Place) -> Finding:
    return Finding(CODE, Level.WARNING, message, REMEDY, place)
