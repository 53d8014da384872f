from __future__ import annotations

import pytest
from rules.cell_results import DIV0, NA, VALUE, in_cell

from yqxl.registry import OMITTED
from yqxl.rules.arguments import aligned, given, numbers, refuse_errors, rows, same_shape, text


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        pytest.param((1.5, 2), (1.5, 2.0), id="数字"),
        pytest.param((None,), (0.0,), id="空白计0"),
        pytest.param((True, False), (1.0, 0.0), id="逻辑值"),
        pytest.param(("95%",), VALUE, id="百分数文本"),
        pytest.param((" ",), VALUE, id="空格"),
        pytest.param(("",), VALUE, id="空文本"),
        pytest.param(("９５",), VALUE, id="全角数字"),
        pytest.param(("1/2",), VALUE, id="像日期的文本"),
        pytest.param((NA, DIV0), NA, id="先出现的错误"),
        pytest.param(("x", DIV0), DIV0, id="错误先于文本"),
    ],
)
def test_numbers(values: tuple[object, ...], shown: object) -> None:
    assert in_cell(numbers, *values) == shown


def test_numbers_are_floats() -> None:
    assert [type(number) for number in numbers(1, True, None)] == [float] * 3


def test_given_and_errors() -> None:
    assert given(OMITTED, 1.0) == 1.0
    assert given(0.0, 1.0) == 0.0
    assert in_cell(refuse_errors, 1.0, "x", OMITTED, DIV0, NA) == DIV0
    assert in_cell(refuse_errors, 1.0, "x", OMITTED) is None


@pytest.mark.parametrize(
    ("value", "shown"), [("中", "中"), (1.0, NA), (None, NA), (DIV0, DIV0)], ids=str
)
def test_text(value: object, shown: object) -> None:
    assert in_cell(text, value) == shown


def test_rows_take_what_hosts_hand_over() -> None:
    assert rows(2.0) == ((2.0,),)
    assert rows("比例") == (("比例",),)
    assert rows("") == ((None,),)
    assert rows(DIV0) == ((DIV0,),)
    assert rows([[1.0, ""], [None, "x"]]) == ((1.0, None), (None, "x"))


def test_shapes() -> None:
    column, row = rows([[1.0], [2.0]]), rows([[1.0, 2.0]])
    assert in_cell(same_shape, column, column) is None
    assert in_cell(same_shape, column, row) == VALUE
    assert aligned(column, rows(3.0)) == (column, ((3.0,), (3.0,)))
    assert aligned(rows(1.0), rows(3.0)) == (((1.0,),), ((3.0,),))
    assert in_cell(aligned, column, row) == VALUE
