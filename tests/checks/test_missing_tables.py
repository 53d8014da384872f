"""A missing table is an error, a note where it is optional."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.missing_tables import missing_tables
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.TABLE_MISSING, "资金", table="funds"),
        Level.ERROR,
        "没有找到“资金”表（yq_funds），既没有这个表名，也没有对得上的表头。",
        id="required",
    ),
    pytest.param(
        Fact(FactKind.TABLE_MISSING, "趋势", table="trends"),
        Level.NOTE,
        "没有找到“趋势”表（yq_trends），既没有这个表名，也没有对得上的表头。",
        id="optional",
    ),
    pytest.param(
        Fact(FactKind.TABLE_MISSING, "参数", table="bands"),
        Level.WARNING,
        "没有找到“参数”表（yq_bands），既没有这个表名，也没有对得上的表头。",
        id="parameters",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(missing_tables, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.TABLE_MISSING
    )
    assert findings(missing_tables, model_case(), others) == []
