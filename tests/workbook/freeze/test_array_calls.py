from __future__ import annotations

import pytest

from yqxl.workbook.freeze.array_calls import elements_of
from yqxl.workbook.freeze.native_calls import native_formula


def rate(actual: str, planned: str, cap: str = "1.0") -> str:
    return native_formula(f"YQ_COMPLETION_RATE({actual},{planned},{cap})")


@pytest.mark.parametrize(
    ("formula", "elements"),
    [
        pytest.param(
            "YQ_RATES(A1:A2,B5:B6)",
            {(0, 0): rate("A1", "B5"), (1, 0): rate("A2", "B6")},
            id="two columns",
        ),
        pytest.param(
            "YQ_RATES($A$1:$A$2,'产 出'!B5,0)",
            {(0, 0): rate("A1", "'产 出'!B5", "0"), (1, 0): rate("A2", "'产 出'!B5", "0")},
            id="one cell for all, of another sheet",
        ),
    ],
)
def test_every_cell_gets_its_own_formula(
    formula: str, elements: dict[tuple[int, int], str]
) -> None:
    assert elements_of(formula, (3, 7, 4, 7)) == elements


def test_a_blank_parameter_counts_as_left_out() -> None:
    elements = elements_of("YQ_SCORES(A1:A2,B1:B2,C1:C2,D1:D2)", (1, 9, 2, 9))
    assert elements is not None
    assert 'IF(ISBLANK(D2),"",D2)' in elements[1, 0]
    assert "ISBLANK(C2)" not in elements[1, 0]


@pytest.mark.parametrize(
    "formula",
    [
        pytest.param("SUM(YQ_RATES(A1:A2,B1:B2))", id="inside another function"),
        pytest.param("YQ_RATES(A1:A3,B1:B3)", id="another shape"),
        pytest.param("YQ_RATES(A:A,B:B)", id="whole columns"),
        pytest.param("YQ_RATES(A1:A2*2,B1:B2)", id="computed ranges"),
        pytest.param("YQ_BALANCE(A1,B1)", id="no array function"),
        pytest.param("YQ_RATES(A1:A2,B1:B2,YQ_BALANCE(1,2))", id="a call inside"),
    ],
)
def test_anything_else_has_no_formula_for_one_cell(formula: str) -> None:
    assert elements_of(formula, (1, 9, 2, 9)) is None
