"""How a value came about that scores rest on: a rate, a satisfaction, an output."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, percent_text
from yqxl.model.number_text import value_text
from yqxl.model.rows import Rate
from yqxl.pipeline.examine import Examined

Line = tuple[str, str]


def explained_value(examined: Examined, code: str) -> Iterator[Line]:
    """Yield labelled lines for a code of 指标取值, 满意度 or 产出; none for an unknown one."""
    wanted = code.lower()
    for own, lines in zip(_codes(examined), (_rate, _satisfaction, _output), strict=True):
        for place, known in enumerate(own):
            if known.lower() == wanted:
                yield from lines(examined, place)
                yield "用于", "、".join(_users(examined, wanted)) or "没有指标用它"
                return


def codes(examined: Examined) -> list[str]:
    """Return the codes that can be explained beside those of the indicators."""
    return [code for own in _codes(examined) for code in own if code]


def _codes(examined: Examined) -> tuple[list[str], list[str], list[str]]:
    evaluation = examined.evaluation
    return (
        [row.code for row in evaluation.rates],
        [row.code for row in evaluation.survey],
        [row.code for row in evaluation.outputs],
    )


def shown(value: Value, *, percent: bool = False) -> str:
    """Return a value as an explanation shows it, a share as per cent too.

    >>> shown(0.7, percent=True), shown(3.0), shown("")
    ('0.7（70%）', '3', '还没有')
    """
    text = value_text(value) or "还没有"
    return f"{text}（{percent_text(value)}）" if percent and isinstance(value, float) else text


def is_share(examined: Examined, source: Value) -> bool:
    """Return whether what a 取值来源 names is a quotient: a rate, a satisfaction, a completion."""
    if not isinstance(source, str):
        return False
    evaluation, code = examined.evaluation, source.lower()
    for row, result in zip(evaluation.rates, examined.results.rates, strict=True):
        if row.code.lower() == code:
            return result.kind.share
    _, survey, outputs = _codes(examined)
    return any(known.lower() == code for known in (*survey, *outputs))


def _rate(examined: Examined, place: int) -> Iterator[Line]:
    rate, result = examined.evaluation.rates[place], examined.results.rates[place]
    yield "比率", f"{rate.code}{rate.name}（{rate.kind}）"
    yield "分子", f"{shown(result.numerator_value)}　来源 {value_text(rate.numerator)}"
    if rate.denominator is not None:
        yield "分母", f"{shown(result.denominator_value)}　来源 {value_text(rate.denominator)}"
    if result.kind.share and isinstance(result.raw, float):
        yield "原值", shown(result.raw, percent=True)
    yield "封顶", value_text(rate.cap) or "不封顶"
    yield "值", shown(result.result, percent=result.kind.share)
    yield "口径", _base(rate)


def _base(rate: Rate) -> str:
    return rate.base or "未填"


def _satisfaction(examined: Examined, place: int) -> Iterator[Line]:
    evaluation = examined.evaluation
    group, result = evaluation.survey[place], examined.results.survey[place]
    yield "满意度", f"{group.code} {group.group}"
    for row in evaluation.survey_counts:
        if row.code.lower() == group.code.lower():
            yield row.option, f"{shown(row.count)} 人，权重 {shown(row.weight)}"
    yield "有效份数", shown(result.valid)
    yield "满意率", shown(result.rate, percent=True)


def _output(examined: Examined, place: int) -> Iterator[Line]:
    output, result = examined.evaluation.outputs[place], examined.results.outputs[place]
    yield "产出", f"{output.code}{output.name}"
    yield "计划值", f"{shown(output.planned)} {output.unit}".rstrip()
    yield "实际值", f"{shown(output.actual)} {output.unit}".rstrip()
    yield "完成率", shown(result.completion, percent=True)


def _users(examined: Examined, code: str) -> Iterator[str]:
    """Yield what takes its value from a code, itself or along a path."""
    evaluation = examined.evaluation
    for rate in evaluation.rates:
        for source in (rate.numerator, rate.denominator):
            if isinstance(source, str) and f"/{code}/" in source.lower():
                yield f"{rate.code}{rate.name}"
                break
    for row in evaluation.indicators:
        if isinstance(row.value, str) and row.value.lower() == code:
            yield f"{row.code}{row.name}"
