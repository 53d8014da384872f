"""A row of data below a table is an error."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.data_below_tables import data_below_tables
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.DATA_BELOW_TABLE, "资金", "B20", "funds", "unit", "开发区"),
        Level.ERROR,
        "“资金”表（yq_funds）下方有内容“开发区”，没有纳入表格。",
        id="row",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(data_below_tables, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.DATA_BELOW_TABLE
    )
    assert findings(data_below_tables, model_case(), others) == []
