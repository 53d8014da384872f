"""A value under a merged area is a warning."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.covered_values import covered_values
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.COVERED_BY_MERGE, "资金", "F5", "funds", "spent", found="3"),
        Level.WARNING,
        "合并单元格盖住了“实际支出”列的内容“3”，看不见却仍在文件里。",
        id="number",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(covered_values, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.COVERED_BY_MERGE
    )
    assert findings(covered_values, model_case(), others) == []
