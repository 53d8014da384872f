"""The typed total of 资金 against the sum of its parts."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from yqxl.arithmetic import Value, round_half_up, total
from yqxl.checks.keys import tolerance
from yqxl.checks.live_texts import tolerance_in
from yqxl.checks.wording import header, number
from yqxl.grid import ColumnRef, Formula
from yqxl.model.contract import FUNDS
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-064"
REMEDY = "请核对各分项与合计；四舍五入造成的差额可以保留。"
_NAME, _DEFAULT = "舍入容差", 0.005
_COLUMNS = FUNDS.money
_TOTAL = "是"


@dataclass(frozen=True, slots=True)
class _Sum:
    """One money column: its total and, if every part is filled, their sum."""

    field: str
    total: float
    summed: float | None
    parts: int

    def beyond(self, allowed: float) -> bool:
        """Return whether the difference is more than rounding explains."""
        if self.summed is None:
            return False
        return round_half_up(abs(self.summed - self.total) - self.parts * allowed, 6) > 0


def _sums(evaluation: Evaluation) -> tuple[int | None, list[_Sum]]:
    """Return the row of the total and the columns in which it is typed."""
    totals = [place for place, row in enumerate(evaluation.funds) if row.total == _TOTAL]
    parts = [row for row in evaluation.funds if row.total != _TOTAL and row.unit]
    if len(totals) != 1 or not parts:
        return None, []
    of_total = evaluation.funds[totals[0]]
    found = []
    for field in _COLUMNS:
        typed = getattr(of_total, field)
        if isinstance(typed, float | int):
            cells = [getattr(row, field) for row in parts]
            numbers = [float(cell) for cell in cells if isinstance(cell, float | int)]
            full = len(numbers) == len(parts)
            found.append(_Sum(field, float(typed), _added(numbers) if full else None, len(parts)))
    return totals[0], found


def _added(numbers: list[float]) -> float:
    """Return the sum to 6 decimals; a whole one keeps its 16th digit, as ROUND in the sheet does.

    >>> _added([0.1, 0.2]), _added([1e15, 3.0])
    (0.3, 1000000000000003.0)
    """
    rounded = total(numbers, 6)
    added = math.fsum(numbers)
    return added if added.is_integer() else rounded


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    allowed = tolerance(evaluation, _NAME, _DEFAULT)
    return float(sum(one.beyond(allowed) for one in _sums(evaluation)[1]))


def _live_column(column: int) -> str:
    """Return the formula of one column: {0} unit, {1} total, {2} {3} tolerances."""
    # IronCalc does not count blank cells as "<>是"; header and closing row are no parts
    parts = '(COUNTIF({0},"<>")-COUNTIFS({0},"<>",{1},"是")-2)'
    number = f'{{{column}}},"<9E+307"'
    filled = f'(COUNTIFS({{0}},"<>",{number})-COUNTIFS({{0}},"<>",{{1}},"是",{number}))'
    summed = f'SUMIFS({{{column}}},{{0}},"<>")-SUMIFS({{{column}}},{{0}},"<>",{{1}},"是")'
    allowed = tolerance_in(2, 3, _NAME, _DEFAULT)
    typed = f'SUMIFS({{{column}}},{{1}},"是")'
    off = f"IF(ROUND(ABS(ROUND({summed},6)-{typed})-{parts}*{allowed},6)>0,1,0)"
    one = f'COUNTIFS({{1}},"是",{{{column}}},"<9E+307")=1'
    return f"IF({one},IF({parts}>0,IF({filled}={parts},{off},0),0),0)"


_LIVE_SUM = "+".join(_live_column(4 + place) for place in range(len(_COLUMNS)))
_LIVE = LiveCheck(
    Formula(
        f'IF(COUNTIF({{1}},"是")=1,{_LIVE_SUM},0)',
        (
            ColumnRef("funds", "unit"),
            ColumnRef("funds", "total"),
            ColumnRef("tolerances", "name"),
            ColumnRef("tolerances", "value"),
            *(ColumnRef("funds", field) for field in _COLUMNS),
        ),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="分项之和与合计不符", live=_LIVE)
def parts_and_total(subject: Subject) -> Iterator[Finding]:
    """The typed total of 资金 against the sum of its parts."""
    row, sums = _sums(subject.evaluation)
    allowed = tolerance(subject.evaluation, _NAME, _DEFAULT)
    unfilled = [one.field for one in sums if one.summed is None]
    for one in sums:
        if one.summed is None or one.summed == one.total:
            continue
        difference = number(abs(round_half_up(one.summed - one.total, 6)))
        beyond = one.beyond(allowed)
        why = "" if beyond else "，属四舍五入"
        message = (
            f"“{header('funds', one.field)}”各分项之和 {number(one.summed)} "
            f"与合计 {number(one.total)} 相差 {difference}{why}。"
        )
        level = Level.ERROR if beyond else Level.NOTE
        yield Finding(CODE, level, message, REMEDY, Place("funds", row, one.field))
    if unfilled:
        names = "、".join(header("funds", field) for field in unfilled)
        message = f"{names}的分项没有填全，未与合计核对。"
        yield Finding(CODE, Level.NOTE, message, REMEDY, Place("funds", row, unfilled[0]))
