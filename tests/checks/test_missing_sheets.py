"""A missing sheet is an error, a note where it is optional."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.missing_sheets import missing_sheets
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.SHEET_MISSING, "资金"),
        Level.ERROR,
        "没有找到工作表“资金”。",
        id="required",
    ),
    pytest.param(
        Fact(FactKind.SHEET_MISSING, "首页", table="project"),
        Level.ERROR,
        "没有找到工作表“首页”。",
        id="cover",
    ),
    pytest.param(
        Fact(FactKind.SHEET_MISSING, "趋势"),
        Level.NOTE,
        "没有找到工作表“趋势”。",
        id="optional",
    ),
    pytest.param(
        Fact(FactKind.SHEET_MISSING, "参数"),
        Level.WARNING,
        "没有找到工作表“参数”。",
        id="parameters",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(missing_sheets, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.SHEET_MISSING
    )
    assert findings(missing_sheets, model_case(), others) == []
