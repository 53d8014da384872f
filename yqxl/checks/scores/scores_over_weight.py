"""Scores above the weight of their indicator."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value
from yqxl.checks.keys import weights_are_percents
from yqxl.checks.live_texts import is_number_in
from yqxl.checks.wording import number
from yqxl.errors import ErrorValue
from yqxl.grid import ColumnRef, EachColumn, Formula
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.natures import BONUS
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation, Indicator
from yqxl.registry import LiveCheck, Subject, check

CODE = "YQ-070"
REMEDY = "请把评定得分改到 0 与权重之间。"


def _over(row: Indicator) -> bool:
    given, weight = row.given, row.weight
    numbers = isinstance(given, float | int) and isinstance(weight, float | int)
    return numbers and given > weight and row.nature != BONUS  # type: ignore[operator]  # both are numbers


def _live_value(evaluation: Evaluation, _results: Results) -> Value:
    """Return how many scores are above the weight; 1 where an error value hides it."""
    for row in evaluation.indicators:
        if isinstance(row.given, ErrorValue) or isinstance(row.weight, ErrorValue):
            return 1.0
    return float(sum(map(_over, evaluation.indicators)))


_COLUMNS = ColumnRef("indicators", "given"), ColumnRef("indicators", "weight")
_OVER = f"{is_number_in(0)}*{is_number_in(1)}*({{0}}>{{1}})"
#: what a bonus item adds stands outside the 100 points
_ADDED = (
    'SUMPRODUCT((yq_i_given<>"")*(yq_i_given<9E+307)*(yq_i_weight<>"")*(yq_i_weight<9E+307)'
    f'*(yq_i_given>yq_i_weight)*({{0}}="{BONUS}"))'
)
_LIVE = LiveCheck(
    Formula(
        f"IFERROR(SUMPRODUCT({_OVER})-({{2}}),1)",
        (*_COLUMNS, EachColumn(_ADDED, (ColumnRef("indicators", "nature"),))),
    ),
    _live_value,
)


@check(code=CODE, level=Level.ERROR, title="得分超过权重", live=_LIVE)
def scores_over_weight(subject: Subject) -> Iterator[Finding]:
    """Scores above the weight of their indicator; a rule never gives one."""
    if weights_are_percents(subject.results.weight_total):
        return  # one cause, one finding: percents are told by their own check
    for place, row in enumerate(subject.evaluation.indicators):
        if _over(row):
            given, weight = number(float(row.given)), number(float(row.weight))  # type: ignore[arg-type]  # _over says so
            message = f"{row.code} 的评定得分 {given} 超过权重 {weight}。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, Place("indicators", place, "given"))
