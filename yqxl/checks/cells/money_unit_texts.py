"""Amounts typed with their unit, such as 733万元, into number cells."""

from __future__ import annotations

from collections.abc import Iterator

from yqxl.arithmetic import divide
from yqxl.checks.cells.number_cells import marked, text_finding
from yqxl.checks.wording import header, number, quoted
from yqxl.model.contract import BY_KEY
from yqxl.model.findings import Finding, Level, Place
from yqxl.model.number_text import Oddity
from yqxl.registry import Subject, check

CODE = "YQ-016"
REMEDY = "请只填数字；资金表的单位以首页“金额单位”为准。"
_TEN_THOUSAND = 10_000


@check(code=CODE, level=Level.ERROR, title="数字里写了金额单位")
def money_unit_texts(subject: Subject) -> Iterator[Finding]:
    """Amounts typed with their unit, such as 733万元, into number cells."""
    unit = subject.evaluation.project.money_unit
    for cell, text, spelt in marked(subject, Oddity.UNIT):
        name = header(cell.place.table, cell.place.column or "")
        if unit == "万元" and _is_money(cell.place):
            meant = f"{number(divide(spelt.value, _TEN_THOUSAND))}（金额单位：万元）"
        else:
            meant = f"{spelt.suggestion}（元）"
        message = f"“{name}”填的是文本{quoted(text)}，含金额单位，疑为 {meant}。"
        yield text_finding(CODE, cell, message, REMEDY)


def _is_money(place: Place) -> bool:
    table = BY_KEY.get(place.table)
    # 成本标准 is always in 元
    return table is not None and table.key == "funds"
