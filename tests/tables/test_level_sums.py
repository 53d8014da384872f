from __future__ import annotations

import pytest

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.tables.level_sums import criterion, weight_sum, with_weight


@pytest.mark.parametrize(
    ("weights", "total"),
    [
        pytest.param([], 0.0, id="none"),
        pytest.param([0.1, 0.2], 0.3, id="rounded to six decimals"),
        pytest.param([4.0, "三分", None, 3.0], 7.0, id="text and blanks are skipped"),
        pytest.param([4.0, ErrorValue.REF, ErrorValue.NA], ErrorValue.REF, id="first error stays"),
        pytest.param([1.7e308, 1.7e308], ErrorValue.NUM, id="more than a cell can hold"),
    ],
)
def test_weights_add_up_as_in_the_sheet(weights: list[Value], total: Value) -> None:
    assert weight_sum(weights) == total


@pytest.mark.parametrize(
    ("weight", "shown"),
    [
        (20.0, "A(20)"),
        (33.333333, "A(33.333333)"),
        (0.000001, "A(0.000001)"),
        (1.5e20, "A(1.5E+20)"),
        ("", "A()"),
        (ErrorValue.DIV0, ErrorValue.DIV0),
    ],
)
def test_a_label_carries_its_weight_in_brackets(weight: Value, shown: Value) -> None:
    assert with_weight("A", weight) == shown


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("A政策", '"="&{0}'),
        (">1", '"="&{0}'),
        ("A*", '"="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({0},"~","~~"),"*","~*"),"?","~?")'),
    ],
)
def test_a_criterion_means_the_label_and_no_pattern(label: str, text: str) -> None:
    assert criterion("{0}", label) == text
