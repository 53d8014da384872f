"""A saved value that is out of date is a warning."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.stale_values import stale_values
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.VALUE_STALE, "指标体系", "O5", "indicators", "score", "2", "2.18"),
        Level.WARNING,
        "“得分”列的公式保存的结果“2”与按数据算出的不同，应为“2.18”。",
        id="score",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(stale_values, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.VALUE_STALE
    )
    assert findings(stale_values, model_case(), others) == []
