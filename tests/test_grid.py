"""References of a grid's formulas: texts are kept by them, so each must be itself only."""

from __future__ import annotations

from itertools import combinations
from typing import get_args, get_type_hints

import pytest

from yqxl.grid import ColumnRef, Here, Reference, WorkingRef

#: what a field may hold, by its type
_SAMPLES = {
    str: "funds",
    int: 1,
    Here: Here(0, 0),
    tuple[ColumnRef, ...]: (ColumnRef("funds", "unit"),),
}


def _sample(kind: type) -> object:
    return kind(*(_SAMPLES[one] for one in get_type_hints(kind).values()))


@pytest.mark.parametrize(
    ("one", "other"), list(combinations(get_args(Reference), 2)), ids=lambda kind: kind.__name__
)
def test_no_reference_equals_one_of_another_kind(one: type, other: type) -> None:
    assert _sample(one) != _sample(other)


def test_equal_references_are_one() -> None:
    assert len({WorkingRef("YQ-040", 0), WorkingRef("YQ-040")}) == 1
