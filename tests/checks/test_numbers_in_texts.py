"""A code that is a number is an error, a name that is one a note."""

from __future__ import annotations

import pytest
from checks.model_case import findings, model_case

from yqxl.checks.numbers_in_texts import numbers_in_texts
from yqxl.model.facts import Fact, FactKind
from yqxl.model.findings import Level

FACTS = [
    pytest.param(
        Fact(FactKind.NUMBER_IN_TEXT, "产出", "A5", "outputs", "code", "101"),
        Level.ERROR,
        "“编码”列的内容“101”存成了数字，应为文本。",
        id="code",
    ),
    pytest.param(
        Fact(FactKind.NUMBER_IN_TEXT, "指标体系", "F5", "indicators", "rule", "1"),
        Level.ERROR,
        "“评分规则”列的内容“1”存成了数字，应为文本。",
        id="rule",
    ),
    pytest.param(
        Fact(FactKind.NUMBER_IN_TEXT, "趋势", "F5", "trends", "note", "2023"),
        Level.NOTE,
        "“备注”列的内容“2023”存成了数字，应为文本。",
        id="remark",
    ),
]


@pytest.mark.parametrize(("fact", "level", "message"), FACTS)
def test_the_fact_is_found_at_its_cell(fact: Fact, level: Level, message: str) -> None:
    (finding,) = findings(numbers_in_texts, model_case(), (fact,))
    assert (finding.sheet, finding.cell) == (fact.sheet, fact.cell)
    assert (finding.level, finding.message) == (level, message)


def test_other_facts_and_the_clean_case_say_nothing() -> None:
    others = tuple(
        Fact(kind, "资金", "F5", "funds", "spent", found="1")
        for kind in FactKind
        if kind is not FactKind.NUMBER_IN_TEXT
    )
    assert findings(numbers_in_texts, model_case(), others) == []
