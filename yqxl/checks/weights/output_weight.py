"""Output and benefit indicators carry at least 60 % of the weight."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, divide, is_number, percent_text, round_half_up, total
from yqxl.checks.keys import tolerance
from yqxl.checks.live_texts import tolerance_in
from yqxl.checks.wording import number
from yqxl.grid import ColumnRef, Formula, NamedRef, WorkingRef
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.output_levels import LEAST_NAME, LEAST_SHARE, WORDS, counts
from yqxl.model.results import Results
from yqxl.model.rows import Evaluation
from yqxl.registry import LiveCheck, LiveRows, Subject, check

CODE = "YQ-053"
REMEDY = "若文件另有规定可以保留；否则请调整权重。"
_NAME, _DEFAULT = LEAST_NAME, LEAST_SHARE


def _weights(evaluation: Evaluation, _results: Results | None = None) -> list[Value]:
    """Return the weight of each output and benefit indicator, 0 for the others."""
    return [
        float(row.weight)
        if isinstance(row.weight, float | int) and counts(row.level1, row.level2)
        else 0.0
        for row in evaluation.indicators
    ]


def _weight(evaluation: Evaluation) -> Value:
    """Return the weight of the output and benefit indicators together."""
    return total([float(weight) for weight in _weights(evaluation)], 6)  # type: ignore[arg-type]  # all are numbers


def _short(evaluation: Evaluation, weight: Value, of: Value) -> bool:
    if not is_number(weight) or not is_number(of):
        return False
    least = tolerance(evaluation, _NAME, _DEFAULT)
    return round_half_up(least * float(of) - float(weight), 6) > 0  # type: ignore[arg-type]  # is_number says so


def _live_value(evaluation: Evaluation, results: Results) -> Value:
    typed = evaluation.in_named_cell("weight_total", results.weight_total)
    return float(_short(evaluation, _weight(evaluation), typed))


_ROW = (
    "IF(ISNUMBER([weight]),IF(OR("
    + ",".join(f'ISNUMBER(SEARCH("{word}",[level1]&[level2]))' for word in WORDS)
    + "),[weight],0),0)"
)
_LIVE = LiveCheck(
    Formula(
        f"IFERROR(IF(ROUND({tolerance_in(2, 3, _NAME, _DEFAULT)}*{{1}}-SUM({{0}}),6)>0,1,0),0)",
        (
            WorkingRef(CODE),
            NamedRef("weight_total"),
            ColumnRef("tolerances", "name"),
            ColumnRef("tolerances", "value"),
        ),
    ),
    _live_value,
    (LiveRows("indicators", _ROW, (), _weights),),
)


@check(code=CODE, level=Level.WARNING, title="产出与效益权重偏低", live=_LIVE)
def output_weight(subject: Subject) -> Iterator[Finding]:
    """Output and benefit indicators carry at least 60 % of the weight, as a rule."""
    evaluation, of = subject.evaluation, subject.results.weight_total
    weight = _weight(evaluation)
    if _short(evaluation, weight, of) and isinstance(weight, float) and isinstance(of, float):
        share = percent_text(divide(weight, of))
        least = percent_text(tolerance(evaluation, _NAME, _DEFAULT))
        message = f"产出、效益（含满意度）指标的权重为 {number(weight)}，占 {share}，低于 {least}。"
        yield Finding(CODE, Level.WARNING, message, REMEDY, Place("indicators", None, "weight"))
