"""The weights of all indicators add to 100."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from yqxl.arithmetic import Value, divide, is_number
from yqxl.checks.keys import tolerance, weights_are_percents
from yqxl.checks.live_texts import tolerance_in
from yqxl.checks.wording import number, shown
from yqxl.grid import ColumnRef, Formula, NamedRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.one_project import SPLIT
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import FirstCell, LiveCheck, Subject, check

CODE = "YQ-050"
REMEDY = "请核对各三级指标的权重，使合计为 100。"
_NAME, _DEFAULT = "权重合计", 100.0
_EPSILON = 1e-6


def _off(evaluation: Evaluation, weight_total: Value) -> bool:
    """Return whether there are weights and they do not add to what they should."""
    if not any(row.code for row in evaluation.indicators):
        return False
    target = tolerance(evaluation, _NAME, _DEFAULT)
    return not is_number(weight_total) or abs(float(weight_total) - target) > _EPSILON  # type: ignore[arg-type]  # is_number says so


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    typed = evaluation.in_named_cell("weight_total", results.weight_total)
    return float(_off(evaluation, typed))


_LIVE = LiveCheck(
    Formula(
        'IF(COUNTIF({0},"<>")<=1,0,IF(ISNUMBER({1}),'
        f"IF(ABS({{1}}-{tolerance_in(2, 3, _NAME, _DEFAULT)})>0.000001,1,0),1))",
        (
            ColumnRef("indicators", "code"),
            NamedRef("weight_total"),
            ColumnRef("tolerances", "name"),
            ColumnRef("tolerances", "value"),
        ),
    ),
    _live_value,
    first=(FirstCell("TRUE", (NamedRef("weight_total"),), lambda _evaluation, _results: True),),
)


@check(code=CODE, level=Level.ERROR, title="权重合计", live=_LIVE)
def weight_total(subject: Subject) -> Iterator[Finding]:
    """The weights of all indicators add to 100."""
    total = subject.results.weight_total
    # one cause, one finding: percents are told by their own check
    if _off(subject.evaluation, total) and not weights_are_percents(total):
        target = number(tolerance(subject.evaluation, _NAME, _DEFAULT))
        several = _projects(subject.evaluation, total)
        message = f"权重合计为 {shown(total)}，应为 {target}"
        message += f"，像是 {several} 个项目的指标放在一张表里。" if several else "。"
        remedy = SPLIT if several else REMEDY
        yield Finding(CODE, Level.ERROR, message, remedy, Place("project", None, "weight_total"))


def _projects(evaluation: Evaluation, weight_total: Value) -> int:
    """Return of how many projects the indicators seem to be; 0 of one.

    So many times the weight of one, and the first levels of each begin anew behind those of
    another.
    """
    times = _times(weight_total, tolerance(evaluation, _NAME, _DEFAULT))
    runs = [label for label, _ in groupby(row.level1.lower() for row in evaluation.indicators)]
    return times if times > 1 and len(runs) > len(set(runs)) else 0


def _times(weight_total: Value, target: float) -> int:
    if not is_number(weight_total) or target <= 0:
        return 0
    ratio = divide(float(weight_total), target)  # type: ignore[arg-type]  # is_number says so
    return round(ratio) if abs(ratio - round(ratio)) < _EPSILON else 0
