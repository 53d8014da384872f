"""The 1904 date system is a warning."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.date_system import date_system
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.DATE_1904, "首页"),
        Level.WARNING,
        "工作簿使用 1904 日期系统，以数字保存的日期会相差 1462 天。",
        id="book",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(date_system, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.DATE_1904
    )
    assert findings(date_system, model_case(), others) == []
