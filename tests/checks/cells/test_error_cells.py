"""An error value in a number cell is told by the rows."""

from __future__ import annotations

import pytest
from checks.model_case import Told, changed, findings, model_case, told

from yqxl.checks.cells.error_cells import error_cells
from yqxl.errors import ErrorValue
from yqxl.model.facts import Fact, FactKind
from yqxl.model.rows import Evaluation

CASES = [
    pytest.param(
        changed("funds", 6, spent=ErrorValue.DIV0),
        [
            ("funds", 6, "spent", "error", "“实际支出”是错误值 #DIV/0!。"),
        ],
        id="amount",
    ),
    pytest.param(
        changed("rates", 0, cap=ErrorValue.NA),
        [
            ("rates", 0, "cap", "error", "“封顶”是错误值 #N/A。"),
        ],
        id="cap",
    ),
    pytest.param(
        changed("indicators", 12, value=ErrorValue.REF),
        [
            ("indicators", 12, "value", "error", "“取值来源”是错误值 #REF!。"),
        ],
        id="source",
    ),
    pytest.param(
        changed("bands", 0, lower=(0.0, ErrorValue.NA, *[None] * 4)),
        [
            ("bands", 0, "lower2", "error", "“下限2”是错误值 #N/A。"),
        ],
        id="bound",
    ),
]


@pytest.mark.parametrize(("evaluation", "expected"), CASES)
def test_the_fault_is_told(evaluation: Evaluation, expected: list[Told]) -> None:
    assert told(error_cells, evaluation) == expected


def test_the_model_case_is_clean() -> None:
    assert told(error_cells, model_case()) == []


ERROR_FACTS = [
    pytest.param(Fact(FactKind.ERROR_CELL, "资金", "F5", "funds", "spent", "#N/A"), 0, id="rows"),
    pytest.param(
        Fact(FactKind.ERROR_CELL, "首页", "B4", "project", "year", "#N/A"), 0, id="cover-number"
    ),
    pytest.param(
        Fact(FactKind.ERROR_CELL, "首页", "B2", "project", "name", "#REF!"), 1, id="cover-text"
    ),
    pytest.param(Fact(FactKind.ERROR_CELL, "资金", "A5", "funds", "unit", "#REF!"), 1, id="text"),
]


@pytest.mark.parametrize(("fact", "expected"), ERROR_FACTS)
def test_a_fact_speaks_where_the_rows_do_not(fact: Fact, expected: int) -> None:
    found = findings(error_cells, model_case(), (fact,))
    assert len(found) == expected
    assert all((one.sheet, one.cell) == (fact.sheet, fact.cell) for one in found)
