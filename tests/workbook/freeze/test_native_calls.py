from __future__ import annotations

import pytest

from yqxl.catalog import functions
from yqxl.registry import WorksheetFunction, native_text
from yqxl.workbook.freeze.native_calls import NoNativeFormError, calls_functions, native_formula

BALANCE = next(function for function in functions() if function.name == "YQ_BALANCE")


def balance(base: str, spent: str) -> str:
    return native_text(BALANCE, {"base": base, "spent": spent})


@pytest.mark.parametrize(
    ("formula", "native"),
    [
        pytest.param("YQ_BALANCE(A1,B1)", balance("A1", "B1"), id="the whole formula"),
        pytest.param("1-YQ_BALANCE(A1,B1)", f"1-({balance('A1', 'B1')})", id="inside another"),
        pytest.param("yq_balance( A1 , B1 )", balance("A1", "B1"), id="small letters, blanks"),
        pytest.param("YQ_BALANCE (A1,B1)", balance("A1", "B1"), id="blank before the bracket"),
        pytest.param("_xll.YQ_BALANCE(A1,B1)", balance("A1", "B1"), id="add-in prefix"),
        pytest.param("'C:\\a b\\yqxl.xlam'!YQ_BALANCE(A1,B1)", balance("A1", "B1"), id="path"),
        pytest.param("yqxl.xlam!YQ_BALANCE(A1,B1)", balance("A1", "B1"), id="add-in's name"),
        pytest.param("[1]!YQ_BALANCE(A1,B1)", balance("A1", "B1"), id="linked book"),
        pytest.param(
            "YQ_BALANCE(SUM(A1,A2),B1)", balance("SUM(A1,A2)", "B1"), id="commas of a nested call"
        ),
        pytest.param(
            "YQ_BALANCE(YQ_BALANCE(A1,B1),C1)",
            balance(balance("A1", "B1"), "C1"),
            id="a call in a call",
        ),
        pytest.param(
            "YQ_BALANCE('a,b)(''c'!A1,\"x,)\"\"y\")",
            balance("'a,b)(''c'!A1", '"x,)""y"'),
            id="quotes hide commas and brackets",
        ),
        pytest.param("YQ_BALANCE(yq_funds[[a,b]],1)", balance("yq_funds[[a,b]]", "1"), id="table"),
        pytest.param('"YQ_BALANCE(A1,B1)"&C1', '"YQ_BALANCE(A1,B1)"&C1', id="a text"),
        pytest.param("SUM(yq_total,A1)", "SUM(yq_total,A1)", id="a name that begins alike"),
        pytest.param("MYQ_BALANCE(A1,B1)", "MYQ_BALANCE(A1,B1)", id="the end of another name"),
    ],
)
def test_calls_become_native(formula: str, native: str) -> None:
    assert native_formula(formula) == native
    assert not calls_functions(native_formula(formula))


@pytest.mark.parametrize(
    "formula",
    [
        pytest.param("YQ_RATES(A1:A2,B1:B2)", id="an array function"),
        pytest.param("YQ_NOBODY(1)", id="a function that is unknown"),
        pytest.param("YQ_BALANCE(1)", id="an argument too few"),
        pytest.param("YQ_BALANCE(1,2,3)", id="an argument too many"),
        pytest.param("YQ_BALANCE(1,2", id="a bracket that is never closed"),
        pytest.param(f"YQ_SCORE(1,{'A1+' * 90}A1,{'B1+' * 90}B1)", id="longer than a cell takes"),
    ],
)
def test_what_no_cell_can_say_is_refused(formula: str) -> None:
    with pytest.raises(NoNativeFormError):
        native_formula(formula)


SCALAR = [function for function in functions() if not function.returns_array]


@pytest.mark.parametrize("function", SCALAR, ids=lambda function: function.name)
def test_the_example_of_every_function_has_a_native_form(function: WorksheetFunction) -> None:
    native = native_formula(function.example.removeprefix("="))
    assert not calls_functions(native)
    assert native != function.example.removeprefix("=")
