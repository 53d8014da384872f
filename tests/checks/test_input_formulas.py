"""A formula in an input cell is a note."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.input_formulas import input_formulas
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.FORMULA_IN_INPUT, "资金", "F5", "funds", "spent", found="=SUM(A1:A3)"),
        Level.NOTE,
        "“实际支出”列的填报单元格里是公式“=SUM(A1:A3)”，取用文件中保存的结果。",
        id="sum",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(input_formulas, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.FORMULA_IN_INPUT
    )
    assert findings(input_formulas, model_case(), others) == []
