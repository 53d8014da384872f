"""Every native formula against its Python function, computed by LibreOffice.

The arguments stand in cells: numbers, blanks, texts and errors, mixed. A cell with an
empty text is a formula, since no file can hold one otherwise.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from libreoffice.addresses import address
from libreoffice.office import Calc
from libreoffice.plain_workbook import Content, Formula, write
from rules.cell_results import DIV0, NA, in_cell, rule_input

from yqxl.arithmetic import Value
from yqxl.catalog import functions, scoring_rules
from yqxl.catalog.score import apply_rule, named_rules, native_score
from yqxl.errors import ErrorValue
from yqxl.registry import (
    BAND_SCHEME,
    OMITTED,
    SCORING_ELEMENTS,
    WorksheetFunction,
    native_text,
)

FAULTS = (None, "", " ", "95%", "1/2", "９５", "2023-3-1", "健全", NA, DIV0)
NUMBERS = (
    0.0, 1.0, -1.0, 0.5, 0.6, 2.0, 3.0, 9.9, 11.0, 70.0, 152.0, 509.0, 700.0, 414.77, 639.79,
    733.0, 133.06, 230.0, 0.715, 2.675, -0.125, 1e-7, 9265.353442, 7330000.0,
)  # fmt: skip
TOTALS = (
    -1.0,
    0.0,
    59.99,
    60.0,
    69.9999999999,
    75.0,
    77.73,
    79.995,
    80.0,
    89.5,
    90.0,
    100.0,
    155.0,
)
SCHEMES = ("财预〔2020〕10号", "五级(教材案例)", "四级(教材案例)", "没有的方案", 1.0)
BY_NAME = {function.name: function for function in functions()}
IN_PLAIN_CELLS = [
    function
    for function in functions()
    if not any(argument.kind == "range" for argument in function.arguments)
    and function.name not in {"YQ_SCORE", "YQ_GRADE"}
]


def _content(value: object) -> Content:
    """Return what a cell must hold so that a formula sees this argument."""
    if isinstance(value, ErrorValue):
        return Formula({NA: "NA()", DIV0: "1/0"}[value])
    if value == "":
        return Formula('""')
    return value


def _call(function: WorksheetFunction, row: int, arguments: Sequence[object]) -> Formula:
    """Return the native call over the cells of a row; what is left out stays out."""
    names = (argument.name for argument in function.arguments)
    cells = {
        name: address(row, column)
        for column, (name, value) in enumerate(zip(names, arguments, strict=True), 1)
        if value is not OMITTED
    }
    return Formula(native_text(function, cells))


def _computed(calc: Calc, path: Path, function: WorksheetFunction, calls: list) -> list[object]:
    rows = [
        [
            *(None if value is OMITTED else _content(value) for value in arguments),
            _call(function, row, arguments),
        ]
        for row, arguments in enumerate(calls, 1)
    ]
    read = calc.read(write(path, {"S": rows}))["S"].rows
    return [cells[len(function.arguments)] for cells in read]


def _differences(calls: list, ours: list, computed: list, tolerance: float = 1e-9) -> list:
    return [
        trio
        for trio in zip(calls, ours, computed, strict=True)
        if not _same(trio[1], trio[2], tolerance)
    ]


def _same(mine: object, theirs: object, tolerance: float) -> bool:
    if isinstance(mine, float) and isinstance(theirs, float):
        return abs(mine - theirs) <= tolerance * max(1.0, abs(mine))
    return mine == theirs


def _check(calc: Calc, path: Path, function: WorksheetFunction, calls: list) -> None:
    ours = [in_cell(function.function, *arguments) for arguments in calls]
    computed = _computed(calc, path, function, calls)
    assert _differences(calls, ours, computed) == []
    assert any(isinstance(value, float | str) for value in ours)
    assert {NA, DIV0, ErrorValue.VALUE} & set(map(_error, ours))


def _error(value: object) -> object:
    return value if isinstance(value, ErrorValue) else None


@pytest.mark.parametrize("function", IN_PLAIN_CELLS, ids=lambda function: function.name)
def test_functions_of_plain_cells(calc: Calc, tmp_path: Path, function: WorksheetFunction) -> None:
    pool = (*NUMBERS, *FAULTS)
    pools = [(*pool, OMITTED) if argument.optional else pool for argument in function.arguments]
    every = list(itertools.product(*pools))
    calls = every if len(every) <= 1_200 else Random(function.name).sample(every, 1_200)
    _check(calc, tmp_path / "book.xlsx", function, calls)


def test_grades(calc: Calc, tmp_path: Path) -> None:
    full = (100.0, 200.0, 0.0, OMITTED, None, "100", NA)
    totals = (*TOTALS, *FAULTS)
    every = list(itertools.product(totals, full, (*SCHEMES, OMITTED, None, "", DIV0)))
    _check(calc, tmp_path / "book.xlsx", BY_NAME["YQ_GRADE"], every)


def _score_calls(random: Random) -> list[tuple[object, ...]]:
    names = [named.name for named in named_rules()]
    numbers = [float(named.rule.number) for named in named_rules()]
    good = (0.0, 0.5, 0.6, 0.65, 0.715, 0.8, 0.9, 0.95, 1.0, 1.2, 2.0, 3.0, 5.0, 509.0, 700.0)
    calls = []
    for _ in range(6_000):
        rule = random.choice((*names, *numbers, "没有的规则", 1.5, 99.0))
        weight = random.choice((0.0, 2.0, 3.0, 4.0, 5.0, 10.0, 20.0, -1.0))
        value = random.choice((*good, 509 / 700, 414.77 / 639.79, 639.79 / 733, -0.2))
        rest = [random.choice((OMITTED, "", 0.01, 0.1, *good)) for _ in range(4)]
        call: list[object] = [rule, weight, value, *rest]
        if random.random() < 0.15:
            call[random.randrange(7)] = random.choice(FAULTS)
        if random.random() < 0.05:
            call[random.randrange(7)] = random.choice((NA, DIV0))
        calls.append(tuple(call))
    return calls


def test_scores_are_the_same_double(calc: Calc, tmp_path: Path) -> None:
    function, calls = BY_NAME["YQ_SCORE"], _score_calls(Random("score"))
    ours = [in_cell(function.function, *arguments) for arguments in calls]
    computed = _computed(calc, tmp_path / "book.xlsx", function, calls)
    assert _differences(calls, ours, computed, tolerance=0.0) == []
    assert sum(isinstance(value, float) for value in ours) > 2_500
    by_rule = {call[0] for call, value in zip(calls, ours, strict=True) if isinstance(value, float)}
    in_cells = [named for named in named_rules() if named.rule.branch]
    assert by_rule >= {named.name for named in in_cells}


def test_the_core_of_the_indicator_sheet(calc: Calc, tmp_path: Path) -> None:
    random = Random("core")
    in_cells = [float(rule.number) for rule in scoring_rules() if rule.branch]
    thousandths = [number / 1000 for number in range(0, 1500, 5)]
    calls = [
        (
            random.choice(in_cells),
            random.choice((2.0, 3.0, 5.0, 10.0)),
            random.choice(thousandths),
            random.choice((0.6, 0.8, 0.9, 1.0, 0.0, 5.0)),
            random.choice((0.01, 0.05, 0.1, 0.5, 1.0, 0.0, -0.3)),
            random.choice((0.5, 1.0, 0.3, -1.0)),
            random.choice((0.0, 0.5, 0.7, 1.0)),
        )
        for _ in range(5_000)
    ]
    columns = dict(zip("nwxabcf", "ABCDEFG", strict=True))
    rows = []
    for row, call in enumerate(calls, 1):
        cells = {letter: f"{column}{row}" for letter, column in columns.items()}
        rows.append(
            [
                *call,
                Formula(
                    native_score(cells, {BAND_SCHEME: cells["f"], SCORING_ELEMENTS: cells["f"]})
                ),
            ]
        )
    read = calc.read(write(tmp_path / "book.xlsx", {"S": rows}))["S"].rows
    ours = [in_cell(apply_rule, int(number), rule_input(*rest)) for number, *rest in calls]
    assert _differences(calls, ours, [cells[7] for cells in read], tolerance=0.0) == []
    assert {call[0] for call in calls} == set(in_cells)


LAST = max(rule.number for rule in scoring_rules() if rule.in_cells)


def _answers(random: Random) -> list[tuple[list[Value], list[Value]]]:
    found = []
    for _ in range(400):
        counts: list[Value] = [float(random.randint(0, 90)) for _ in range(4)]
        weights: list[Value] = [random.choice((0.0, 0.6, 1.0)) for _ in range(4)]
        if random.random() < 0.4:
            random.choice((counts, weights))[random.randrange(4)] = random.choice(FAULTS)
        if random.random() < 0.1:
            counts = [0.0] * 4
        found.append((counts, weights))
    return found


def test_satisfaction_over_ranges(calc: Calc, tmp_path: Path) -> None:
    function, groups = BY_NAME["YQ_SATISFACTION"], _answers(Random("satisfaction"))
    rows = []
    for row, (counts, weights) in enumerate(groups, 1):
        ranges = {"counts": f"A{row}:D{row}", "weights": f"E{row}:H{row}"}
        rows.append([*map(_content, (*counts, *weights)), Formula(native_text(function, ranges))])
    read = calc.read(write(tmp_path / "book.xlsx", {"S": rows}))["S"].rows
    ours = [in_cell(function.function, [counts], [weights]) for counts, weights in groups]
    assert _differences(groups, ours, [cells[8] for cells in read]) == []
    assert {DIV0, NA, ErrorValue.VALUE} <= set(map(_error, ours))


def test_ranges_of_another_shape_are_refused_natively_too(calc: Calc, tmp_path: Path) -> None:
    function = BY_NAME["YQ_SATISFACTION"]
    text = native_text(function, {"counts": "A1:B1", "weights": "A1:A2"})
    read = calc.read(write(tmp_path / "book.xlsx", {"S": [[1.0, 2.0, Formula(text)]]}))
    assert read["S"]["C1"] == ErrorValue.VALUE


@pytest.mark.parametrize("name", ["YQ_RATES", "YQ_SCORES"])
def test_an_array_is_its_scalar_in_every_place(name: str) -> None:
    """Their native formula is that of one element, with the arguments' other names."""
    array, scalar = BY_NAME[name], BY_NAME[{"YQ_RATES": "YQ_COMPLETION_RATE"}.get(name, "YQ_SCORE")]
    cells = [f"A{number}" for number in range(1, len(array.arguments) + 1)]
    texts = [
        native_text(function, {a.name: c for a, c in zip(function.arguments, cells, strict=True)})
        for function in (array, scalar)
    ]
    assert texts[0] == texts[1]


def test_a_composite_argument_is_not_torn_apart(calc: Calc, tmp_path: Path) -> None:
    function = BY_NAME["YQ_BALANCE"]
    text = native_text(function, {"base": "A1+B1", "spent": "A1-B1"})
    read = calc.read(write(tmp_path / "book.xlsx", {"S": [[5.0, 3.0, Formula(text)]]}))
    assert read["S"]["C1"] == 6.0
