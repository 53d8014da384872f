"""A value that no cell can hold is an error."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.odd_values import odd_values
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.ODD_VALUE, "资金", "F5", "funds", "spent", found="NaN"),
        Level.ERROR,
        "“实际支出”列的单元格内容“NaN”不合文件格式，不能当作数字。",
        id="nan",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(odd_values, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.ODD_VALUE
    )
    assert findings(odd_values, model_case(), others) == []
