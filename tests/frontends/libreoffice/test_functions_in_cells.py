"""Every function of the registry in a live Calc = in Python = as a native formula.

A workbook as Excel would save it holds each call three ways; one LibreOffice loads and
recalculates it. The table of arguments varies one argument at a time through what a cell
can hold, so that every guard of the host contract is seen in every function.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from libreoffice.addresses import address
from libreoffice.office import Calc, CalcError, Computed
from libreoffice.plain_workbook import Content, Formula, write

from yqxl.arithmetic import Value
from yqxl.catalog import functions, scoring_rules
from yqxl.errors import CellError, ErrorValue
from yqxl.registry import OMITTED, Argument, Omitted, WorksheetFunction, native_text

BY_NAME = {function.name: function for function in functions()}
#: A range is a column of cells.
Column = tuple[Value, ...]
Sent = Value | Omitted | Column

USUAL: dict[str, list[tuple[Sent, ...]]] = {
    "YQ_ARRIVAL_RATE": [(639.79, 733.0), (739.24, 739.24), (1.0, 3.0)],
    "YQ_BALANCE": [(230.0, 133.06), (40.0, 108.85), (0.3, 0.1)],
    "YQ_COMPLETION_RATE": [(509.0, 700.0, 1.0), (152.0, 70.0, 0.0), (152.0, 70.0, 1.2)],
    "YQ_EXECUTION_RATE": [(414.77, 639.79), (133.06, 230.0)],
    "YQ_GRADE": [(77.73, 100.0, "财预〔2020〕10号"), (89.5, 100.0, "四级(教材案例)")],
    "YQ_PERCENT_TEXT": [(0.85,), (0.69966666666666666,), (639.79 / 733,), (1.0,), (-0.00004,)],
    "YQ_QUALITY_RATE": [(98.0, 100.0)],
    "YQ_RATES": [((152.0, 509.0, 0.0, None), (70.0, 700.0, 0.0, 5.0), 1.0)],
    "YQ_ROUND": [(3 * 0.715, 2.0), (2.675, 2.0), (-0.125, 2.0), (733.5, 0.0), (1e15, 3.0)],
    "YQ_SATISFACTION": [((60.0, 29.0, 9.0, 2.0), (1.0, 1.0, 0.0, 0.0)), ((1.0, None), (0.5, 1.0))],
    "YQ_SAVING_RATE": [(100.0, 92.5), (92.5, 100.0)],
    "YQ_SCORE": [
        ("比例", 4.0, 639.79 / 733, "", "", "", ""),
        ("分档", 3.0, 414.77 / 639.79, "", "", "", 0.5),
        ("步进扣分", 5.0, 0.985, 1.0, 0.01, 0.4, ""),
        (3.0, 3.0, 414.77 / 639.79, 0.6, 1.0, 0.0, ""),
    ],
    "YQ_SCORES": [
        (("比例", "门槛比例", "无", None), (4.0, 3.0, 2.0, 1.0), (0.8728, 0.6483, 1.0, 1.0),
         ("", 0.5, "", ""), "", "", ""),
    ],
    "YQ_SCORE_RATE": [(17.0, 20.0), (20.99, 30.0), (77.73, 100.0)],
    "YQ_TIMELY_RATE": [(180.0, 200.0)],
}  # fmt: skip

ODD = {
    "blank": None,
    "zero": 0.0,
    "negative": -3.0,
    "text": "文字",
    "percent-as-text": "95%",
    "fraction-as-text": "1/2",
    "date-as-text": "2023-3-1",
    "space": " ",
    "full-width": "９５",
    "not-available": ErrorValue.NA,
    "division-by-zero": ErrorValue.DIV0,
    "value-error": ErrorValue.VALUE,
    "large": 1e300,
    "left-out": OMITTED,
}
#: Calls whose hosts differ by their nature, with the reason.
APART = {
    # no spreadsheet writes out 303 digits
    ("YQ_PERCENT_TEXT", "rate-large"),
    # inside a range a blank is a parameter that was left out; a native element sees 0
    ("YQ_SCORES", "p1s-blank"),
    # Calc sends a range of one blank cell as the number 0
    *(("YQ_SCORES", f"{name}-blank") for name in ("p2s", "p3s", "factors")),
}


@dataclass(frozen=True)
class Call:
    """One call: the function, its arguments, and where it comes from in the table."""

    function: WorksheetFunction
    arguments: tuple[Sent, ...]
    label: str


def _calls(function: WorksheetFunction) -> Iterator[Call]:
    for number, usual in enumerate(USUAL[function.name]):
        yield Call(function, usual, f"usual-{number}")
    first = USUAL[function.name][0]
    for place, argument in enumerate(function.arguments):
        for name, odd in ODD.items():
            label = f"{argument.name}-{name}"
            if _sendable(argument, odd) and (function.name, label) not in APART:
                sent = _like(first[place], odd)
                changed = (*first[:place], sent, *first[place + 1 :])
                yield Call(function, changed, label)
    if function.name == "YQ_SCORE":
        yield from _rule_calls(function)


def _sendable(argument: Argument, odd: Value | Omitted) -> bool:
    if odd is OMITTED:
        return argument.optional
    # an error in a range does not reach an add-in: Calc shows Err:504, tested below
    return argument.kind != "range" or not isinstance(odd, ErrorValue)


def _like(usual: Sent, odd: Value | Omitted) -> Sent:
    """Return the odd value where the usual one stands, inside a range if that is a range."""
    return (odd, *usual[1:]) if isinstance(usual, tuple) and odd is not OMITTED else odd  # type: ignore[return-value]  # OMITTED is no cell of a range


def _rule_calls(function: WorksheetFunction) -> Iterator[Call]:
    """Yield every rule, by name and by number, over values below, at and above its targets."""
    for rule in scoring_rules():
        for name in (rule.name, float(rule.number), *(alias.name for alias in rule.aliases)):
            for value in (0.0, 0.155, 0.6, 0.9, 1.0, 1.275, 3.0):
                for given in (("", "", "", 0.5), (0.8, 0.05, 0.35, 0.7)):
                    yield Call(function, (name, 3.5, value, *given), f"{name}-{value}-{given[0]}")


CALLS = {name: list(_calls(function)) for name, function in BY_NAME.items() if name in USUAL}


@dataclass
class Laid:
    """Calls laid out as rows: arguments, the call, its native form; ranges in own columns."""

    rows: list[list[Content]]
    places: list[int]


def _content(value: Value) -> Content:
    if value == "":  # only a formula leaves an empty text in a cell
        return Formula('""', "")
    return Formula(value.value, value) if isinstance(value, ErrorValue) else value


def _lay_out(calls: Sequence[Call]) -> Laid:
    """Lay out calls in rows; a call takes as many rows as its longest range has cells."""
    width = max(len(call.arguments) for call in calls)
    rows: list[list[Content]] = []
    places = []
    for call in calls:
        places.append(len(rows) + 1)
        height = max(len(one) if isinstance(one, tuple) else 1 for one in call.arguments)
        block: list[list[Content]] = [[None] * (width + 2) for _ in range(height)]
        for column, argument in enumerate(call.arguments):
            cells = argument if isinstance(argument, tuple) else (argument,)
            for row, value in enumerate(cells):
                block[row][column] = None if isinstance(value, Omitted) else _content(value)
        for row in range(height):
            if row == 0 or call.function.returns_array:
                block[row][width] = Formula(_call_text(call, places[-1], row))
                block[row][width + 1] = Formula(_native(call, places[-1], row))
        rows.extend(block)
    return Laid(rows, places)


def _reference(argument: Sent, top: int, column: int) -> str:
    first = address(top, column)
    if not isinstance(argument, tuple):
        return first
    return f"{first}:{address(top + len(argument) - 1, column)}"


def _call_text(call: Call, top: int, row: int) -> str:
    texts = [
        "" if argument is OMITTED else _reference(argument, top, column)
        for column, argument in enumerate(call.arguments, 1)
    ]
    while texts and not texts[-1]:
        texts.pop()
    text = f"{call.function.name}({','.join(texts)})"
    return f"INDEX({text},{row + 1},1)" if call.function.returns_array else text


def _native(call: Call, top: int, row: int) -> str:
    """Return the native formula; that of an array function is that of one element."""
    texts = {}
    for column, (declared, argument) in enumerate(
        zip(call.function.arguments, call.arguments, strict=True), 1
    ):
        if argument is OMITTED:
            continue
        if call.function.returns_array and isinstance(argument, tuple):
            texts[declared.name] = address(top + row, column)
        else:
            texts[declared.name] = _reference(argument, top, column)
    return native_text(call.function, texts)


def _in_python(call: Call) -> list[Value]:
    arguments = [
        [[cell] for cell in one] if isinstance(one, tuple) else one for one in call.arguments
    ]
    try:
        result = call.function.function(*arguments)
    except CellError as failure:
        result = failure.error
    return [row[0] for row in result] if isinstance(result, tuple) else [result]


def _same(one: Computed | Value, other: Computed | Value) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return type(one) is type(other) and one == other


def test_every_function_is_in_the_table() -> None:
    assert set(USUAL) == set(BY_NAME)


@pytest.mark.parametrize("name", sorted(CALLS))
def test_a_cell_shows_what_python_and_the_native_formula_give(
    yqxl_calc: Calc, tmp_path: Path, name: str
) -> None:
    calls = CALLS[name]
    laid = _lay_out(calls)
    sheet = yqxl_calc.read(write(tmp_path / "book.xlsx", {"S": laid.rows}))["S"]
    column = max(len(call.arguments) for call in calls) + 1
    differences = []
    compared = 0
    for call, place in zip(calls, laid.places, strict=True):
        for row, expected in enumerate(_in_python(call), place):
            shown, native = sheet[address(row, column)], sheet[address(row, column + 1)]
            compared += 1
            # the same code computes in the cell: not one bit may differ
            if shown != expected or not _same(shown, native):
                differences.append((call.label, call.arguments, expected, shown, native))
    assert differences[:5] == []
    assert compared >= len(calls) >= len(ODD) - 1


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        pytest.param("YQ_ARRIVAL_RATE(A1)", ErrorValue.VALUE, id="required-argument-left-out"),
        pytest.param("YQ_ARRIVAL_RATE(A1:A2,B1)", ErrorValue.VALUE, id="range-for-a-number"),
        pytest.param("YQ_ARRIVAL_RATE(A1:A1,B1)", 0.5, id="range-of-one-cell-for-a-number"),
        pytest.param("YQ_ARRIVAL_RATE(1=1,B1)", 0.5, id="true-is-one"),
        pytest.param("YQ_SATISFACTION(A1:A2,B1:B2)", 0.0, id="blank-in-a-range-is-zero"),
        pytest.param("YQ_SATISFACTION(A1:A3,B1:B3)", CalcError(504), id="error-in-a-range"),
        pytest.param("IFERROR(YQ_ARRIVAL_RATE(A1,0),9)", 9.0, id="the-error-is-a-real-one"),
        pytest.param("ERROR.TYPE(YQ_ARRIVAL_RATE(A1,0))", 2.0, id="of-the-right-type"),
        pytest.param("SUM(YQ_RATES(A1:B1,B1:C1))", 1.0, id="sum-of-an-array"),
        pytest.param("ROUND(YQ_SCORE_RATE(YQ_ROUND(A1,1),B1),1)", 0.5, id="nested"),
    ],
)
def test_calc_hands_over_what_the_contract_says(
    yqxl_calc: Calc, tmp_path: Path, formula: str, expected: object
) -> None:
    rows: list[list[Content]] = [
        [1.0, 2.0, 4.0, Formula(formula)],
        [1.0],
        [Formula("NA()"), 1.0],
    ]
    if "SATISFACTION" in formula:
        rows[0][1] = None
    assert yqxl_calc.read(write(tmp_path / "book.xlsx", {"S": rows}))["S"]["D1"] == expected


def test_a_matrix_formula_fills_its_cells(yqxl_calc: Calc, tmp_path: Path) -> None:
    rows: list[list[Content]] = [[1.0, 2.0], [3.0, 0.0], [5.0, 4.0]]
    rows[0].append(Formula("YQ_RATES(A1:A3,B1:B3,0)", area="C1:C3"))
    with yqxl_calc.open(write(tmp_path / "book.xlsx", {"S": rows}), editable=True) as document:
        sheet = document.read()["S"]
        assert [sheet[f"C{row}"] for row in (1, 2, 3)] == [0.5, ErrorValue.DIV0, 1.25]
        document.set("S", B2=6)
        assert document.read()["S"]["C2"] == 0.5


def test_ten_thousand_calls_in_one_array(yqxl_calc: Calc, tmp_path: Path) -> None:
    count = 10_000
    rows: list[list[Content]] = [[float(n), float(n + 7)] for n in range(count)]
    rows[0].append(Formula(f"YQ_RATES(A1:A{count},B1:B{count})", area=f"C1:C{count}"))
    sheet = yqxl_calc.read(write(tmp_path / "book.xlsx", {"S": rows}))["S"]
    # a list of what differs: comparing two lists of this length takes pytest minutes to explain
    wrong = [n for n, row in enumerate(sheet.rows) if row[2] != n / (n + 7)]
    assert (len(sheet.rows), wrong[:5]) == (count, [])


def test_a_cell_is_computed_again_only_when_its_inputs_change(
    yqxl_calc: Calc, tmp_path: Path
) -> None:
    rows: list[list[Content]] = [[700.0, 509.0, Formula("YQ_COMPLETION_RATE(B1,A1)"), 1.0]]
    with yqxl_calc.open(write(tmp_path / "book.xlsx", {"S": rows}), editable=True) as document:
        assert document.read()["S"]["C1"] == 509 / 700
        document.set("S", B1=350)
        assert document.read()["S"]["C1"] == 0.5
        document.set("S", B1=None)
        assert document.read()["S"]["C1"] == 0.0
        document.set("S", B1="三百")
        assert document.read()["S"]["C1"] is ErrorValue.VALUE
