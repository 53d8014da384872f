"""A number typed over a formula is an error."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.overwritten_formulas import overwritten_formulas
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.FORMULA_REPLACED, "指标体系", "O5", "indicators", "score", "4", "=IF(1,2)"),
        Level.ERROR,
        "“得分”列的公式被键入的“4”代替，不再随数据变化，应为“=IF(1,2)”。",
        id="score",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(overwritten_formulas, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.FORMULA_REPLACED
    )
    assert findings(overwritten_formulas, model_case(), others) == []
