"""A missing column is as grave as what it holds."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.missing_columns import missing_columns
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.COLUMN_MISSING, "产出", "A4", "outputs", "planned"),
        Level.ERROR,
        "“产出”表（yq_outputs）缺少“计划值”列。",
        id="required",
    ),
    pytest.param(
        Fact(FactKind.COLUMN_MISSING, "资金", "A4", "funds", "spent"),
        Level.WARNING,
        "“资金”表（yq_funds）缺少“实际支出”列。",
        id="number",
    ),
    pytest.param(
        Fact(FactKind.COLUMN_MISSING, "趋势", "A4", "trends", "note"),
        Level.NOTE,
        "“趋势”表（yq_trends）缺少“备注”列。",
        id="remark",
    ),
    pytest.param(
        Fact(FactKind.COLUMN_MISSING, "首页", table="project", column="year"),
        Level.ERROR,
        "首页没有找到“评价年度”的填写处。",
        id="cover",
    ),
    pytest.param(
        Fact(FactKind.COLUMN_MISSING, "首页", table="project", column="client"),
        Level.NOTE,
        "首页没有找到“委托单位”的填写处。",
        id="cover-optional",
    ),
    pytest.param(
        Fact(FactKind.COLUMN_MISSING, "趋势", "A4", "roster", "甲"),
        Level.ERROR,
        "“趋势”缺少“甲”列。",
        id="unknown",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(missing_columns, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.COLUMN_MISSING
    )
    assert findings(missing_columns, model_case(), others) == []
