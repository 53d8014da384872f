"""Two columns of one meaning are an error."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.repeated_columns import repeated_columns
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.COLUMN_TWICE, "指标体系", "E4", "indicators", "weight", "分值"),
        Level.ERROR,
        "“指标体系”表（yq_indicators）有两列都是“权重”。",
        id="weights",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(repeated_columns, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.COLUMN_TWICE
    )
    assert findings(repeated_columns, model_case(), others) == []
