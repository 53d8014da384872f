"""The functions in cells, through xlwings' own Windows code: what it noted, what it returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from yqxl.catalog import functions

Call = Callable[[list[list[Any]]], dict[str, Any]]
LEFT_OUT = {"missing": True}
DIV0, NA = {"error": -2146826281}, {"error": -2146826246}

#: what the VBA wrapper sends: a blank scalar as 0, ranges with blanks as they are
CALLS = {
    "a rate": (["YQ_COMPLETION_RATE", 509.0, 700.0, LEFT_OUT], 509 / 700),
    "capped by default": (["YQ_COMPLETION_RATE", 160.0, 70.0, LEFT_OUT], 1.0),
    "0 takes the cap away": (["YQ_COMPLETION_RATE", 160.0, 70.0, 0.0], 160 / 70),
    "denominator 0": (["YQ_ARRIVAL_RATE", 639.79, 0.0], "#DIV/0!"),
    "text": (["YQ_ARRIVAL_RATE", "639.79", 733.0], "#VALUE!"),
    "text that is empty": (["YQ_ARRIVAL_RATE", "", 733.0], "#VALUE!"),
    "error cell": (["YQ_ARRIVAL_RATE", NA, 733.0], "#N/A"),
    "first error of two": (["YQ_ARRIVAL_RATE", DIV0, NA], "#DIV/0!"),
    "truth value counts 1": (["YQ_BALANCE", True, 0.25], 0.75),
    "several cells for one": (["YQ_BALANCE", [[1.0, 2.0]], 1.0], "#VALUE!"),
    "a grade": (["YQ_GRADE", 77.73, LEFT_OUT, LEFT_OUT], "中"),
    "unknown scheme": (["YQ_GRADE", 77.73, LEFT_OUT, "没有"], "#N/A"),
    "a text": (["YQ_PERCENT_TEXT", 0.85], "85%"),
    "a score by name": (
        ["YQ_SCORE", "比例", 4.0, 639.79 / 733, *[LEFT_OUT] * 4],
        3.49,
    ),
    "empty text for a parameter is left out": (
        ["YQ_SCORE", "门槛比例", 3.0, 414.77 / 639.79, "", "", "", LEFT_OUT],
        0.36,
    ),
    "a score by number": (["YQ_SCORE", 1.0, 4.0, 639.79 / 733, *[LEFT_OUT] * 4], 3.49),
    "unknown rule": (["YQ_SCORE", "没有", 4.0, 1.0, *[LEFT_OUT] * 4], "#N/A"),
    "satisfaction, a column each": (
        ["YQ_SATISFACTION", [[98.0], [2.0]], [[1.0], [0.0]]],
        0.98,
    ),
    "one cell is a range": (["YQ_SATISFACTION", 5.0, 1.0], 1.0),
    "a column of rates": (
        ["YQ_RATES", [[509.0], [160.0], [1.0]], [[700.0], [70.0], [0.0]], LEFT_OUT],
        [[509 / 700], [1.0], ["#DIV/0!"]],
    ),
    "a row of rates": (["YQ_RATES", [[1.0, 1.0]], [[2.0, 4.0]], LEFT_OUT], [0.5, 0.25]),
    "shapes differ": (["YQ_RATES", [[1.0], [1.0]], [[2.0, 4.0]], LEFT_OUT], "#VALUE!"),
    "scores with an error and a blank": (
        [
            "YQ_SCORES", [["比例"], ["比例"], [None]], [[4.0], [3.0], [1.0]],
            [[0.8728], [NA], [1.0]], *[LEFT_OUT] * 4,
        ],
        [[3.49], ["#N/A"], ["#N/A"]],
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def answered(call_through_windows: Call) -> dict[str, Any]:
    return call_through_windows([call for call, _ in CALLS.values()])


@pytest.mark.parametrize("name", CALLS)
def test_a_call_returns(name: str, answered: dict[str, Any]) -> None:
    found = answered["results"][list(CALLS).index(name)]
    expected = CALLS[name][1]
    assert found == (pytest.approx(expected) if isinstance(expected, float) else expected)
    assert type(found) is type(expected)


def test_every_function_of_the_registry_is_there_once(answered: dict[str, Any]) -> None:
    exported = [function["name"] for function in answered["functions"]]
    assert exported == [function.name for function in functions()]


@pytest.mark.parametrize("function", functions(), ids=lambda function: function.name)
def test_xlwings_noted_what_the_registry_says(function: Any, answered: dict[str, Any]) -> None:
    noted = next(one for one in answered["functions"] if one["name"] == function.name)
    assert noted["doc"] == function.summary
    assert noted["category"] == "绩效评价"
    assert noted["flags"] == [False, False, None, False]  # no sub, not volatile, not in the wizard
    assert [argument["name"] for argument in noted["arguments"]] == [
        argument.name for argument in function.arguments
    ]
    for argument, found in zip(function.arguments, noted["arguments"], strict=True):
        shape = {"ndim": 2} if argument.kind == "range" else {"empty": ""}
        assert found["options"] == {"err_to_str": True, **shape}
        assert found["optional"] is argument.optional
        assert not found["vararg"]
        assert argument.label in found["doc"]
        assert len(found["doc"]) <= 255
