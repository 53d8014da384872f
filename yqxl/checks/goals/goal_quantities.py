"""Numbers and measures in the texts of goals, and the outputs that measure them."""

from __future__ import annotations

import re
from functools import lru_cache

from yqxl.model.rows import Evaluation, Goal, Output

_FIRST = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(万)?\s*([^\d\s()（）,，;；。、/≥≤]*)", re.ASCII)
_OUTPUT_PATH = "产出/"


@lru_cache(maxsize=1024)
def first_quantity(text: str) -> tuple[float, str] | None:
    """Return the first number of a text and its unit, or None.

    >>> first_quantity("70人(1期/年,70人/期)"), first_quantity("1.2万人次"), first_quantity("合格")
    ((70.0, '人'), (12000.0, '人次'), None)
    """
    match = _FIRST.search(text)
    if match is None:
        return None
    value = float(match[1].replace(",", "").replace("，", ""))
    return (value * 10_000 if match[2] else value), match[3]


#: what is counted with the same measure
_SAME = (
    {"人", "名", "位"}, {"人次", "人·次"}, {"公里", "千米", "km"}, {"米", "m"},
    {"平方米", "㎡", "m²", "平米"}, {"立方米", "m³"}, {"天", "日"}, {"人天", "人·天", "人日"},
    {"年"}, {"月", "个月"}, {"次"}, {"场", "场次"}, {"期"}, {"班", "个班"}, {"个"}, {"项"},
    {"套"}, {"台"}, {"辆"}, {"所"}, {"家"}, {"户"}, {"村", "个村"}, {"亩"}, {"公顷"}, {"吨"},
    {"公斤", "千克", "kg"}, {"元"}, {"万元"}, {"亿元"}, {"篇"}, {"份"}, {"册"}, {"本"}, {"件"},
    {"处"}, {"座"}, {"条"}, {"课时", "学时"}, {"小时"}, {"平方公里", "平方千米"},
)  # fmt: skip
#: 2023年03月 is a date and no quantity
_OF_DATES = ("年", "月")
_KNOWN = {word: number for number, words in enumerate(_SAME) for word in words}
_LONGEST_FIRST = sorted(_KNOWN, key=len, reverse=True)


def measure(text: str) -> str:
    """Return the measure at the beginning of a text, or ``""``.

    >>> measure("人次培训"), measure("次指导"), measure("合格")
    ('人次', '次', '')
    """
    return next((word for word in _LONGEST_FIRST if text.startswith(word)), "")


def differing_measures(goal: Goal, output: Output) -> tuple[float, str] | None:
    """Return the number and the measure of a goal's text where the output has another one."""
    quantity = first_quantity(goal.target)
    own = measure(output.unit.strip())
    if quantity is None or not own:
        return None
    said = measure(quantity[1])
    if said in _OF_DATES:
        return None
    return (quantity[0], said) if said and _KNOWN[said] != _KNOWN[own] else None


def outputs_by_indicator(evaluation: Evaluation) -> dict[str, Output]:
    """Return the output behind each indicator, by way of its rate's paths."""
    outputs = {row.code.lower(): row for row in evaluation.outputs}
    by_rate: dict[str, Output] = {}
    for rate in evaluation.rates:
        for source in (rate.denominator, rate.numerator):
            if isinstance(source, str) and source.startswith(_OUTPUT_PATH):
                output = outputs.get(source.split("/")[1].lower())
                if output is not None and rate.code:
                    by_rate.setdefault(rate.code.lower(), output)
    return {
        row.code.lower(): by_rate[row.value.lower()]
        for row in evaluation.indicators
        if isinstance(row.value, str) and row.code and row.value.lower() in by_rate
    }
