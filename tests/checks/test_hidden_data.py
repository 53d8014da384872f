"""Hidden data is a warning."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.hidden_data import hidden_data
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.HIDDEN_DATA, "资金", "A7", found="第 7、8 行"),
        Level.WARNING,
        "第 7、8 行被隐藏，其中的数据同样参与计算。",
        id="row",
    ),
    pytest.param(
        Fact(FactKind.HIDDEN_DATA, "资金", found="8 行有数据"),
        Level.WARNING,
        "工作表被隐藏（8 行有数据），其中的数据同样参与计算。",
        id="sheet",
    ),
    pytest.param(
        Fact(FactKind.HIDDEN_DATA, "底稿"),
        Level.NOTE,
        "工作表被隐藏。",
        id="other-sheet",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(hidden_data, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.HIDDEN_DATA
    )
    assert findings(hidden_data, model_case(), others) == []
