"""A row without its formulas is an error."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.rows_without_formulas import rows_without_formulas
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.FORMULA_MISSING, "指标体系", "O5", "indicators", "score"),
        Level.ERROR,
        "此行“得分”列的公式缺失，表中合计不会包括它。",
        id="score",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(rows_without_formulas, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.FORMULA_MISSING
    )
    assert findings(rows_without_formulas, model_case(), others) == []
