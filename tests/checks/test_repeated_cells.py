"""Two cells of one address are an error."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.repeated_cells import repeated_cells
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.CELL_TWICE, "资金", "F5", found="2 次"),
        Level.ERROR,
        "同一个单元格在文件中重复出现（2 次），只取了最后一个。",
        id="twice",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(repeated_cells, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.CELL_TWICE
    )
    assert findings(repeated_cells, model_case(), others) == []
