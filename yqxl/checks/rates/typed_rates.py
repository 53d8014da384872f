"""Rates typed as numbers that differ from what their numbers give."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, percent_text
from yqxl.checks.wording import quoted
from yqxl.model.findings import Finding, Level, Place
from yqxl.registry import Subject, check

CODE = "YQ-090"
REMEDY = "请改用取值编码或路径引用，不要键入算好的比率。"
#: two decimals of a percent: half a step
_ROUNDING = 0.00005
#: above it the number is a percent without its sign, told by another check
_LARGEST = 1.5


@check(code=CODE, level=Level.ERROR, title="键入的比率与计算不符")
def typed_rates(subject: Subject) -> Iterator[Finding]:
    """Rates typed as numbers that differ from what their numbers give."""
    typed = [*_typed(subject)]
    if not typed:
        return
    known = _computed(subject)
    for place, name, value in typed:
        computed = [*known.get(_key(name), ()), *_of_money(subject, name)]
        if computed and all(abs(value - rate) > _ROUNDING for rate in computed):
            texts = "或".join(dict.fromkeys(percent_text(rate) for rate in computed))
            message = f"{quoted(name)}键入 {percent_text(value)}，按分子、分母计算为 {texts}。"
            yield Finding(CODE, Level.ERROR, message, REMEDY, place)


def _key(name: str) -> str:
    return name.strip().lower()


def _typed(subject: Subject) -> Iterator[tuple[Place, str, float]]:
    for number, row in enumerate(subject.evaluation.indicators):
        if _is_typed_rate(row.name, row.value):
            yield Place("indicators", number, "value"), row.name, float(row.value)  # type: ignore[arg-type]  # a number
    pairs = zip(subject.evaluation.rates, subject.results.rates, strict=False)
    for number, (rate, result) in enumerate(pairs):
        if result.kind.plain and _is_typed_rate(rate.name, rate.numerator):
            yield Place("rates", number, "numerator"), rate.name, float(rate.numerator)  # type: ignore[arg-type]  # a number


def _is_typed_rate(name: str, value: Value) -> bool:
    return isinstance(value, float | int) and value <= _LARGEST and name.strip().endswith("率")


def _computed(subject: Subject) -> dict[str, list[float]]:
    """Return the rates that have a numerator and a denominator, by name."""
    known: dict[str, list[float]] = {}
    evaluation, results = subject.evaluation, subject.results
    for rate, result in zip(evaluation.rates, results.rates, strict=False):
        if not result.kind.plain:
            for value in (result.result, result.raw):
                if isinstance(value, float):
                    known.setdefault(_key(rate.name), []).append(value)
    for output, completed in zip(evaluation.outputs, results.outputs, strict=False):
        if isinstance(completed.completion, float):
            known.setdefault(f"{_key(output.name)}完成率", []).append(completed.completion)
    return known


def _of_money(subject: Subject, name: str) -> Iterator[float]:
    """Yield the rates of the total row of 资金, on each base, if the name means one of them."""
    if name.strip() in ("资金到位率", "到位率"):
        fields = ("arrival_budget", "arrival_contract")
    elif name.strip() in ("预算执行率", "执行率", "资金执行率"):
        fields = ("execution_arrived", "execution_budget")
    else:
        return
    for fund, result in zip(subject.evaluation.funds, subject.results.funds, strict=False):
        if fund.total == "是":
            for field in fields:
                value = getattr(result, field)
                if isinstance(value, float):
                    yield value
