"""Money that did not arrive or was not spent: rates of 指标取值 below 100 %, with their base.

Arrival 87.28 %, execution 64.83 %, the city's own execution 57.85 % with 96.94 left. What
is missing is denominator less numerator, told where both come from 资金.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from yqxl.grid import Ref
from yqxl.model.results import RateResult, Results
from yqxl.model.rows import Evaluation, Rate
from yqxl.problems.money import money_unit
from yqxl.registry.phrases import amount, cell_name, cell_text, percent, sentence, words
from yqxl.registry.problems import Problem, ProblemGroup, problem_rule

_TABLE = "rates"
_ARRIVAL, _EXECUTION = "到位率", "执行率"
_FROM_FUNDS = "资金/"


@problem_rule(
    title="资金到位不足",
    group=ProblemGroup.EXECUTION,
    place=3,
    source="财预〔2020〕10号 附2：资金到位率=实际到位资金/预算资金",
)
def arrivals_short(evaluation: Evaluation, results: Results) -> Iterator[Problem]:
    """Yield the arrival rates below 100 %."""
    return _short(evaluation, results, _ARRIVAL, "少到位")


@problem_rule(
    title="预算执行率低",
    group=ProblemGroup.EXECUTION,
    place=4,
    source="财预〔2020〕10号 附2：预算执行率=实际支出资金/实际到位资金",
)
def execution_short(evaluation: Evaluation, results: Results) -> Iterator[Problem]:
    """Yield the execution rates below 100 %."""
    return _short(evaluation, results, _EXECUTION, "结余")


def _short(evaluation: Evaluation, results: Results, kind: str, gap: str) -> Iterator[Problem]:
    rows = zip(evaluation.rates, results.rates, strict=True)
    for number, (row, result) in enumerate(rows):
        if row.kind == kind and isinstance(result.result, float) and result.result < 1:
            yield _problem(evaluation, number, row, result, gap)


def _problem(
    evaluation: Evaluation, number: int, row: Rate, result: RateResult, gap: str
) -> Problem:
    cell = partial(Ref, _TABLE, number)
    value = result.result
    assert isinstance(value, float)  # noqa: S101 - _short has looked
    base = words("")
    if row.base:
        base = sentence("（口径：{base}）", base=cell_text(_TABLE, number, "base", row.base))
    missing = words("")
    ends = result.numerator_value, result.denominator_value
    if all(isinstance(end, float) for end in ends) and _of_money(row):
        missing = sentence(
            f"，{gap}{{left}}{{unit}}",
            left=amount(
                float(ends[1]) - float(ends[0]),  # type: ignore[arg-type]  # both are floats
                "{0}-{1}",
                cell(column="denominator_value"),
                cell(column="numerator_value"),
            ),
            unit=money_unit(evaluation),
        )
    return Problem(
        sentence(
            "{name}{rate}{base}{missing}。",
            name=cell_name(_TABLE, number, row.name, row.code),
            rate=percent(value, "{0}", cell(column="result")),
            base=base,
            missing=missing,
        ),
        sentence("指标取值/{code}/值", code=cell_text(_TABLE, number, "code", row.code)),
    )


def _of_money(row: Rate) -> bool:
    return all(
        isinstance(source, str) and source.startswith(_FROM_FUNDS)
        for source in (row.numerator, row.denominator)
    )
