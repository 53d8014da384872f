"""Rows in which nobody typed an input: what follows there from a cell typed over."""

from __future__ import annotations

import pytest

from yqxl.arithmetic import Value
from yqxl.errors import ErrorValue
from yqxl.evaluation.scoring.blank_rows import BlankRows
from yqxl.model.rows import Evaluation, row_without_data


@pytest.mark.parametrize(
    ("table", "typed", "field", "shown"),
    [
        ("rates", {}, "result", ""),
        ("rates", {"raw": 0.5}, "result", 0.5),
        ("rates", {"formula_number": ErrorValue.REF}, "result", ErrorValue.REF),
        ("indicators", {"rule_number": 1.0}, "a", ErrorValue.NA),
        ("indicators", {"rule_number": 1.0}, "score", ""),
        ("survey", {"valid": 50.0}, "rate", 0.0),
        ("outputs", {"completion": 2.0}, "completion", 2.0),
        ("funds", {}, "arrival_budget", ""),
    ],
)
def test_a_cell_goes_on_with_the_one_beside_it(
    table: str, typed: dict[str, Value], field: str, shown: Value
) -> None:
    row = row_without_data(40)
    over = tuple((table, row, name, value) for name, value in typed.items())
    assert BlankRows(Evaluation(overtyped=over)).value(table, 40, field) == shown
    # no other blank row follows from it
    assert (
        BlankRows(Evaluation(overtyped=over)).value(
            table, 41, "score" if table == "indicators" else field
        )
        == ""
    )
