"""A formula that differs from its column is a warning."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.differing_formulas import differing_formulas
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.FORMULA_DIFFERS, "资金", "H5", "funds", "arrival_budget", "=D5/B5", "=D5/C5"),
        Level.WARNING,
        "“到位率(年初预算)”列的公式“=D5/B5”与本列的公式不一致，应为“=D5/C5”。",
        id="rate",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(differing_formulas, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.FORMULA_DIFFERS
    )
    assert findings(differing_formulas, model_case(), others) == []
