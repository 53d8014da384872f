"""Rates far above 100 %: the target was set too low, or the units differ."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import divide, percent_text
from yqxl.checks.keys import tolerance
from yqxl.checks.money.money_ratios import impossible_rows
from yqxl.checks.rates.excessive_rates import reads_money_of, told_rates
from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-096"
REMEDY = "请核对目标是否定得过低、分子与分母的单位是否相同；确实如此的，请在备注中说明。"
#: the row of 参数 that says it, and what holds where 参数 has none
LIMIT, _USUAL = "比率上限", 1.3


@check(code=CODE, level=Level.WARNING, title="比率过高")
def high_rates(subject: Subject) -> Iterator[Finding]:
    """Rates above the limit of 参数 before any cap, whatever 扣分原因 says."""
    most = tolerance(subject.evaluation, LIMIT, _USUAL)
    for table, number, name, rate in (*_rates(subject), *_outputs(subject)):
        if rate > most:
            field = "raw" if table == "rates" else "actual"
            value = f"{percent_text(rate)}（封顶前），超过 {percent_text(most)}"
            message = f"{name}为 {value}，目标或单位可能有误。"
            place = Place(table, number, field)
            yield Finding(CODE, Level.WARNING, message, REMEDY, place)


_High = tuple[str, int, str, float]


def _rates(subject: Subject) -> Iterator[_High]:
    """Yield the rows of 指标取值 that divide, but those that give no total at all."""
    evaluation, results = subject.evaluation, subject.results
    told = {*told_rates(evaluation, results)}
    mixed = {evaluation.funds[row].unit.lower() for row in impossible_rows(evaluation)}
    for number, (row, result) in enumerate(zip(evaluation.rates, results.rates, strict=False)):
        raw = result.raw
        if not row.code or not result.kind.divides or not isinstance(raw, float | int):
            continue
        if number not in told and not reads_money_of(row, mixed):
            name = f"{_indicators(subject, row.code)}{quoted(row.name)}（{row.code}）"
            yield "rates", number, name, float(raw)


def _outputs(subject: Subject) -> Iterator[_High]:
    """Yield the outputs that no row of 指标取值 reads."""
    rates = subject.evaluation.rates
    sources = [one for row in rates for one in (row.numerator, row.denominator)]
    paths = [one.split("/") for one in sources if isinstance(one, str)]
    read = {path[1].strip().lower() for path in paths if path[0] == "产出" and len(path) > 1}
    for number, row in enumerate(subject.evaluation.outputs):
        planned, actual = row.planned, row.actual
        numbers = isinstance(planned, float | int) and isinstance(actual, float | int)
        if numbers and planned > 0 and row.code.lower() not in read:  # type: ignore[operator]  # both are numbers
            name = f"产出{quoted(row.name)}（{row.code}）的完成率"
            yield "outputs", number, name, divide(float(actual), float(planned))  # type: ignore[arg-type]  # likewise


def _indicators(subject: Subject, code: str) -> str:
    """Return the indicators that are scored by a rate, as a beginning of a sentence."""
    own = [
        row.code
        for row in subject.evaluation.indicators
        if row.code and isinstance(row.value, str) and row.value.lower() == code.lower()
    ]
    return f"{'、'.join(own)} 的" if own else ""
