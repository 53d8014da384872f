"""yqxl's arithmetic against LibreOffice's, the same double for every value of large samples.

A double carries 15 significant digits for certain. Where a value is known to fewer, as
typed figures and their products and quotients are, every spreadsheet rounds it alike; the
samples of ROUND keep to results of at most 12 digits: amounts below ten thousand million
with two decimals. A subtraction can leave less: 0.4 - 3 * 0.155 misses -0.065 by several
doubles, and LibreOffice's ROUND still takes it for the tie that its 15 digits are not. So
scores, which rules subtract from, have the nested rounding, and are tested with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest
from libreoffice.office import Calc
from libreoffice.plain_workbook import Formula, write

from yqxl.arithmetic import divide, round_half_up, round_score, total

SAMPLE = 6_000
LIMIT = 1e12


def _decimal_ties(random: Random) -> float:
    """Typed with three decimals, the last a 5: 2.675, also large ones, also negative ones."""
    whole = random.randint(0, 10 ** random.randint(1, 11))
    return random.choice((-1, 1)) * (whole * 10 + 5) / 1000


def _products(random: Random) -> float:
    """Weight times value, often a tie that the product just misses: 3 * 0.715."""
    return random.randint(-400, 400) / 10 * (random.randint(1, 2000) * 5 / 1000)


def _quotients(random: Random) -> float:
    """Spent over base: ties from 8, 40, 200…, endless fractions from 7, 733…."""
    bases = (8, 40, 80, 200, 400, 1000, 1600, 2000, 3, 7, 37, 733)
    return random.randint(-100_000, 100_000) / random.choice(bases)


def _deductions(random: Random) -> float:
    """Full marks less some steps: the subtraction that misses ties by several doubles."""
    return random.randint(1, 300) / 10 - random.randint(1, 50) * (random.randint(1, 900) / 1000)


def _anything(random: Random) -> float:
    """No ties in particular, from a millionth to a thousand million."""
    return random.uniform(-1, 1) * 10 ** random.randint(-6, 9)


def _large(random: Random) -> float:
    """Amounts of the size of a city's, with a third decimal that is any digit."""
    return random.randint(-(10**12), 10**12) / 1000


def _sample(*kinds: Callable[[Random], float]) -> list[float]:
    random = Random("arithmetic")
    return [kind(random) for kind in kinds for _ in range(SAMPLE)]


def _values() -> list[float]:
    return _sample(_decimal_ties, _products, _quotients, _large, _anything)


def _is_tie(value: float) -> bool:
    """Return whether the value, cut to 15 digits, has three decimals and the last is a 5."""
    return abs(Decimal(f"{value:.15g}") * 1000 % 10) == 5


def _computed(calc: Calc, path: Path, rows: Sequence[Sequence[float | Formula]]) -> list[object]:
    """Return what Calc computes for the formula that ends each row, inputs checked."""
    read = calc.read(write(path, {"S": rows}))["S"].rows
    for sent, seen in zip(rows, read, strict=True):
        assert seen[: len(sent) - 1] == sent[:-1], "Calc read another double than was written"
    return [seen[len(sent) - 1] for sent, seen in zip(rows, read, strict=True)]


def test_the_sample_is_large_and_full_of_ties() -> None:
    values = _values()
    assert len(values) >= 20_000
    assert sum(map(_is_tie, values)) >= 8_000
    assert sum(_is_tie(value) and value < 0 for value in values) >= 3_000
    assert sum(abs(value) > 1e6 for value in values) >= 3_000


@pytest.mark.parametrize("digits", [1, 2, 4, 6, 8, 10])
def test_round_half_up_is_round(calc: Calc, tmp_path: Path, digits: int) -> None:
    values = [value for value in _values() if abs(value) * 10**digits < LIMIT]
    rows = [[value, Formula(f"ROUND(A{row},{digits})")] for row, value in enumerate(values, 1)]
    computed = _computed(calc, tmp_path / "book.xlsx", rows)
    ours = [round_half_up(value, digits) for value in values]
    assert [row for row in zip(values, ours, computed, strict=True) if row[1] != row[2]] == []
    assert len(values) > SAMPLE


def test_round_score_is_the_nested_round(calc: Calc, tmp_path: Path) -> None:
    values = [*_values(), *_sample(_deductions)]
    values = [value for value in values if abs(value) < LIMIT / 100]
    rows = [[value, Formula(f"ROUND(ROUND(A{row},10),2)")] for row, value in enumerate(values, 1)]
    computed = _computed(calc, tmp_path / "book.xlsx", rows)
    ours = [round_score(value) for value in values]
    assert [row for row in zip(values, ours, computed, strict=True) if row[1] != row[2]] == []
    assert len(values) > 20_000


@pytest.mark.parametrize(
    ("expression", "score"),
    [
        pytest.param("A{0}*B{0}", lambda a, b: a * b, id="product"),
        pytest.param("A{0}/B{0}", divide, id="quotient"),
        pytest.param("A{0}-B{0}", lambda a, b: a - b, id="difference"),
    ],
)
def test_a_score_computed_in_the_cell_is_ours(
    calc: Calc, tmp_path: Path, expression: str, score: Callable[[float, float], float]
) -> None:
    random = Random(expression)
    pairs = [
        (random.randint(1, 400) / 10, random.randint(1, 400) * 5 / 1000) for _ in range(SAMPLE)
    ]
    formula = f"ROUND(ROUND({expression},10),2)"
    rows = [[*pair, Formula(formula.format(row))] for row, pair in enumerate(pairs, 1)]
    computed = _computed(calc, tmp_path / "book.xlsx", rows)
    ours = [round_score(score(*pair)) for pair in pairs]
    assert [row for row in zip(pairs, ours, computed, strict=True) if row[1] != row[2]] == []


def test_total_is_the_rounded_sum(calc: Calc, tmp_path: Path) -> None:
    random = Random("total")
    parts = [
        [random.randint(-(10**7), 10**9) / 10 ** random.randint(1, 4) for _ in range(12)]
        for _ in range(SAMPLE)
    ]
    rows = [[*row, Formula(f"ROUND(SUM(A{n}:L{n}),2)")] for n, row in enumerate(parts, 1)]
    computed = _computed(calc, tmp_path / "book.xlsx", rows)
    ours = [total(row) for row in parts]
    assert [row for row in zip(parts, ours, computed, strict=True) if row[1] != row[2]] == []


def test_divide_is_the_cells_division(calc: Calc, tmp_path: Path) -> None:
    values = _values()
    pairs = list(zip(values, reversed(values), strict=True))
    rows = [[a, b or 1.0, Formula(f"A{n}/B{n}")] for n, (a, b) in enumerate(pairs, 1)]
    computed = _computed(calc, tmp_path / "book.xlsx", rows)
    ours = [divide(a, b or 1.0) for a, b in pairs]
    assert [row for row in zip(pairs, ours, computed, strict=True) if row[1] != row[2]] == []
