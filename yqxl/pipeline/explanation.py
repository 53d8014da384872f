"""How a score came about: cells, base, rule, parameters, source."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import Value, percent_text
from yqxl.errors import UsageError
from yqxl.evaluation.rendering.places import address
from yqxl.model.findings import Place
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Indicator, Rate, RuleRow
from yqxl.pipeline.examine import Examined

Line = tuple[str, str]


def explanation(examined: Examined, code: str) -> Iterator[Line]:
    """Yield labelled lines that tell how the score of an indicator came about.

    Raises UsageError when no indicator has this code.
    """
    rows = examined.evaluation.indicators
    number = next((n for n, row in enumerate(rows) if row.code.lower() == code.lower()), None)
    if number is None:
        raise UsageError(
            "YQ-410",
            f"没有编码为 {code} 的三级指标。",
            remedy=f"现有编码：{'、'.join(row.code for row in rows if row.code)}。",
        )
    row, result = rows[number], examined.results.indicators[number]
    rule = next(
        (one for one in examined.evaluation.rules if one.rule.lower() == row.rule.lower()), None
    )
    yield "指标", f"{row.code}{row.name}（{row.level1} / {row.level2}）"
    yield "权重", f"{_text(row.weight)}　{_where(examined, number, 'weight')}"
    yield from _rule(row, result, rule)
    yield from _value(examined, number, row, result)
    yield "规则得分", _text(result.rule_score) or "无（直接评分）"
    if row.given is not None:
        yield "评定得分", f"{_text(row.given)}　{_where(examined, number, 'given')}"
    yield "得分", f"{_text(result.score) or '未完成'}　{_where(examined, number, 'score')}"
    for label, text in (("扣分原因", row.reason), ("佐证材料", row.evidence), ("备注", row.note)):
        if text:
            yield label, text
    if result.hint:
        yield "提示", _text(result.hint)
    if rule is not None and rule.source:
        yield "规则来源", rule.source


def _where(examined: Examined, number: int, column: str) -> str:
    sheet, cell = address(Place("indicators", number, column), examined.layout)
    return f"[{sheet}!{cell}]"


def _text(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:.15g}" if isinstance(value, float | int) else str(value)


def _rule(row: Indicator, result: IndicatorResult, rule: RuleRow | None) -> Iterator[Line]:
    yield "评分规则", f"{row.rule or '未选'}{f'：{rule.hint}' if rule and rule.hint else ''}"
    typed = (row.p1, row.p2, row.p3)
    used = (rule.d1, rule.d2, rule.d3) if rule else (0.0, 0.0, 0.0)
    for label, given, default, value in zip(
        ("参数1", "参数2", "参数3"), typed, used, (result.a, result.b, result.c), strict=True
    ):
        if given is not None or default not in (0.0, None):
            origin = "填写" if given is not None else "默认"
            yield label, f"{_text(value)}（{origin}）"
    if row.scheme:
        yield "档位方案", f"{row.scheme}，第 {_text(result.band)} 档"


def _value(
    examined: Examined, number: int, row: Indicator, result: IndicatorResult
) -> Iterator[Line]:
    if result.result == "":
        return
    shown = _text(result.result)
    if isinstance(result.result, float):
        shown += f"（{percent_text(result.result)}）"
    yield "取值", f"{shown}　{_where(examined, number, 'result')}，来源 {_text(row.value)}"
    if not isinstance(row.value, str):
        return
    evaluation, results = examined.evaluation, examined.results
    for place, rate in enumerate(evaluation.rates):
        if rate.code.lower() == row.value.lower():
            yield from _rate(
                rate, results.rates[place].numerator_value, results.rates[place].denominator_value
            )
    for place, group in enumerate(evaluation.survey):
        if group.code.lower() == row.value.lower():
            valid = _text(results.survey[place].valid)
            yield "满意度", f"{group.group}，有效份数 {valid}"


def _rate(rate: Rate, numerator: Value, denominator: Value) -> Iterator[Line]:
    yield "比率", f"{rate.code}{rate.name}（{rate.kind}）"
    yield "分子", f"{_text(numerator)}　来源 {_text(rate.numerator)}"
    if rate.denominator is not None:
        yield "分母", f"{_text(denominator)}　来源 {_text(rate.denominator)}"
    yield "口径", rate.base or "未填"
    yield "封顶", _text(rate.cap) or "不封顶"
