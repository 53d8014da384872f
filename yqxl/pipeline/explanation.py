"""How a score came about: cells, base, rule, parameters, source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yqxl.catalog import rule_by_number
from yqxl.catalog.score import fill_branch
from yqxl.errors import UsageError
from yqxl.evaluation.rendering.places import address
from yqxl.model.contract import YES
from yqxl.model.findings import Place
from yqxl.model.natures import DEDUCTION, is_outside
from yqxl.model.number_text import value_text
from yqxl.model.results import IndicatorResult
from yqxl.model.rows import Indicator, RuleRow
from yqxl.pipeline.examine import Examined
from yqxl.pipeline.explained_values import codes, explained_value, is_share, shown
from yqxl.rules.scores.bands import closes_above, is_full_when_completed

Line = tuple[str, str]


def explanation(examined: Examined, code: str) -> Iterator[Line]:
    """Yield labelled lines that tell how a score, a rate or another value came about.

    Args:
        examined: the workbook.
        code: of an indicator, of 指标取值, 满意度 or 产出.

    Raises:
        UsageError: nothing has this code (YQ-410).
    """
    rows = examined.evaluation.indicators
    number = next((n for n, row in enumerate(rows) if row.code.lower() == code.lower()), None)
    if number is None:
        lines = tuple(explained_value(examined, code))
        if not lines:
            known = [*(row.code for row in rows if row.code), *codes(examined)]
            raise UsageError(
                "YQ-410",
                f"没有编码为 {code} 的指标、取值、满意度或产出。",
                remedy=f"现有编码：{'、'.join(known)}。",
            )
        yield from lines
        return
    row, result = rows[number], examined.results.indicators[number]
    rule = next(
        (one for one in examined.evaluation.rules if one.rule.lower() == row.rule.lower()), None
    )
    yield "指标", f"{row.code}{row.name}（{row.level1} / {row.level2}）"
    yield "权重", f"{value_text(row.weight)}　{_where(examined, number, 'weight')}"
    if is_outside(row.nature):
        yield "性质", f"{row.nature}，在 100 分之外，上限 {value_text(row.limit) or '未填'}"
    yield from _rule(row, result, rule)
    yield from _value(examined, number, row, result)
    yield from _factor(examined, row, result)
    yield from _arithmetic(examined, row, result)
    yield "规则得分", value_text(result.rule_score) or "无（直接评分）"
    if row.given is not None:
        yield "评定得分", f"{value_text(row.given)}　{_where(examined, number, 'given')}"
    yield "得分", f"{value_text(result.score) or '未完成'}　{_where(examined, number, 'score')}"
    for label, text in (("扣分原因", row.reason), ("佐证材料", row.evidence), ("备注", row.note)):
        if text:
            yield label, text
    if result.hint:
        yield "提示", value_text(result.hint)
    if rule is not None and rule.source:
        yield "规则来源", rule.source


def _where(examined: Examined, number: int, column: str) -> str:
    sheet, cell = address(Place("indicators", number, column), examined.layout)
    return f"[{sheet}!{cell}]"


def _rule(row: Indicator, result: IndicatorResult, rule: RuleRow | None) -> Iterator[Line]:
    yield "评分规则", f"{row.rule or '未选'}{f'：{rule.hint}' if rule and rule.hint else ''}"
    typed = (row.p1, row.p2, row.p3)
    used = (rule.d1, rule.d2, rule.d3) if rule else (0.0, 0.0, 0.0)
    for label, given, default, value in zip(
        ("参数1", "参数2", "参数3"), typed, used, (result.a, result.b, result.c), strict=True
    ):
        if given is not None or default not in (0.0, None):
            origin = "填写" if given is not None else "默认"
            yield label, f"{value_text(value)}（{origin}）"
    if row.scheme:
        yield "档位方案", f"{row.scheme}，第 {value_text(result.band)} 档"


def _value(
    examined: Examined, number: int, row: Indicator, result: IndicatorResult
) -> Iterator[Line]:
    if result.result == "":
        return
    value = shown(result.result, percent=is_share(examined, row.value))
    yield (
        "取值",
        f"{value}　{_where(examined, number, 'result')}，来源 {value_text(row.value)}",
    )
    if isinstance(row.value, str):
        for code in dict.fromkeys((row.value, *row.value.split("+"))):
            yield from explained_value(examined, code)


def _factor(examined: Examined, row: Indicator, result: IndicatorResult) -> Iterator[Line]:
    """Yield what the factor comes from: the band that was reached, or the elements."""
    if result.traits.banded and _is_full(row, result):
        yield "系数", "已完成且不超预算，得满分"
    elif result.traits.banded:
        found = _reached(examined, row, result)
        if found is not None:
            yield "系数", f"第 {value_text(result.band)} 档（{found.bound}）的系数 {found.factor}"
    if not result.traits.of_elements:
        return
    for element in examined.evaluation.elements:
        if element.code.lower() == row.code.lower():
            must = "，必备" if element.must == YES else ""
            met = element.met or "未填"
            yield (
                "要素",
                f"{element.element}：份额 {value_text(element.share)}{must}，是否具备 {met}",
            )
    yield "系数", shown(result.element_factor)


class Reached(NamedTuple):
    """The band that a value reached, in words."""

    bound: str
    factor: str


def _is_full(row: Indicator, result: IndicatorResult) -> bool:
    """Return whether a finished project within its budget has full marks, whatever its band."""
    value = result.result
    return isinstance(value, float) and is_full_when_completed(row.completed, value)


def _reached(examined: Examined, row: Indicator, result: IndicatorResult) -> Reached | None:
    """Return lower bound and factor of the band that a value reached."""
    schemes = (one for one in examined.evaluation.bands if one.scheme.lower() == row.scheme.lower())
    scheme = next(schemes, None)
    if scheme is None or not isinstance(result.band, float) or result.band < 1:
        return None
    step = int(result.band) - 1
    above = result.traits.closed_above or closes_above(scheme.closed)
    bound = f"下限 {value_text(scheme.lower[step])}{'，界限归前一档' if above else ''}"
    return Reached(bound, value_text(scheme.factor[step]))


def _arithmetic(examined: Examined, row: Indicator, result: IndicatorResult) -> Iterator[Line]:
    """Yield the rule with its numbers filled in: ``10×0.7÷1 = 7``."""
    number = result.rule_number
    rule = rule_by_number().get(int(number)) if isinstance(number, float) else None
    if rule is None or not rule.branch or not isinstance(result.rule_score, float):
        return
    reached = _reached(examined, row, result) if result.traits.banded else None
    factor = reached.factor if reached else value_text(result.element_factor)
    if result.traits.banded and _is_full(row, result):
        factor = "1"
    outside = is_outside(row.nature)
    full = row.limit if outside else row.weight
    numbers = (full, result.result, result.a, result.b, result.c)
    texts = dict(zip("wxabc", map(value_text, numbers), strict=True)) | {"f": factor}
    text = fill_branch(rule.branch, texts)
    if "(" not in text:
        text = text.replace("*", "×").replace("/", "÷")
    if row.nature == DEDUCTION:
        text = f"{text} 与上限 {texts['w']} 的差"
    how = f"取整 {row.rounding}" if row.rounding else "舍到分"
    score = value_text(result.rule_score)
    yield (
        "算式",
        f"{text} = {score}（{'上限为满分，' if outside else ''}0 到 {texts['w']} 之间，{how}）",
    )
